import schema from '../../../../schema/report.schema.json' with { type: 'json' };
import { CAUSE_IDS, isCauseId } from '../../../causes/catalogue.ts';
import { UsageError } from '../../../core/usage-error.ts';
import { reportOfCause } from '../../../engine/explain/cause.ts';
import { explanationOf, NOTHING_GIVEN } from '../../../engine/explain/explanation.ts';
import { causePage } from '../../../engine/explain/page.ts';
import { readPieces } from '../../../engine/explain/read.ts';
import { pageText } from '../../../reporters/page.ts';
import { openQuietly, told } from '../quiet-run.ts';
import type { OptionsOf, Tool } from '../tool.ts';

/** What an error text or a cause means. */
export const explain = (_optionsOf: OptionsOf): Tool => ({
  name: 'explain',
  title: 'What a Bedrock error means',
  description:
    'Tells what an error text of Amazon Bedrock means: the cause, who can fix it, how long it takes and what to do. Any text does that contains one: a log line, an exception, a JSON body, a CloudTrail event. Or looks a cause up by its id. Offline: no AWS account, no call.',
  options: [],
  own: {
    text: { type: 'string', description: 'the error text, or anything that contains it; do not paste secrets' },
    cause: { type: 'string', description: 'the id of a cause, to read about it', enum: CAUSE_IDS },
  },
  asksAws: false,
  schema,
  run: async (flags, { text, cause }, calling) => {
    const { session, style } = await openQuietly('explain', flags, calling);
    if (text !== undefined && cause !== undefined)
      throw new UsageError('text and cause ask for different things; leave one of them out.');
    if (cause !== undefined && (typeof cause !== 'string' || !isCauseId(cause)))
      throw new UsageError(`There is no cause ${JSON.stringify(cause)}; the resources of this server list them.`);
    if (text !== undefined && typeof text !== 'string') throw new UsageError('text must be a text.');
    const id = cause ?? (text ?? '').trim();
    if (isCauseId(id)) {
      const page = pageText(causePage(id), style);
      return { ...(await told(reportOfCause(session, id), style)), text: page };
    }
    const said = await readPieces([text ?? '']);
    if (said === null) throw new UsageError(NOTHING_GIVEN.replace(/;.*/, '; give text, or cause.'));
    return told(explanationOf(session, said).report, style);
  },
});
