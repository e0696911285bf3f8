import { CAUSES } from '../../causes/catalogue.ts';
import { HELP } from '../../causes/help/index.ts';
import { type Confirmation, type Page, pageOf } from '../../causes/page.ts';
import { CHECKS } from '../../checks/index.ts';
import type { CauseId } from '../../core/cause.ts';
import { SIGNATURES } from '../../errors/index.ts';
import { recognize } from '../../errors/recognize.ts';

/** What checks and signatures know of a cause: the messages that mean it, and one sample of each wording of AWS's. */
export const confirmationOf = (cause: CauseId): Confirmation => ({
  words: SIGNATURES.flatMap(({ samples, cause: meant }) => {
    if (typeof meant === 'string' && meant !== cause) return [];
    const first = samples.find((sample) => recognize(sample)?.cause === cause);
    return first === undefined ? [] : [first];
  }),
  told: CHECKS.flatMap(({ id, messages }) =>
    Object.values(messages)
      .filter((message) => message.cause === cause)
      .map(({ title, severity }) => ({ check: id, title, severity })),
  ),
});

/** The whole page of a cause. */
export const causePage = (cause: CauseId): Page => pageOf(CAUSES[cause], HELP[cause], confirmationOf(cause));
