import schema from '../../../../schema/callers.schema.json' with { type: 'json' };
import { Interrupted } from '../../../core/usage-error.ts';
import type { OptionName } from '../../../options/table.ts';
import { readCallers } from '../../callers.ts';
import { openQuietly } from '../quiet-run.ts';
import type { OptionsOf, Tool } from '../tool.ts';

/** It is about everybody. */
const OF_ONE_PRINCIPAL: ReadonlySet<OptionName> = new Set<OptionName>(['user', 'me', 'verbose']);

/** Who calls Bedrock, and who is refused. */
export const callers = (optionsOf: OptionsOf): Tool => ({
  name: 'callers',
  title: 'Who calls Bedrock',
  description:
    "Reads CloudTrail's event history of one account and Region: who called Amazon Bedrock in the window, how many calls were served and refused, the cause of the last refusal, and the command that diagnoses it. Reads only.",
  options: optionsOf('callers').filter((name) => !OF_ONE_PRINCIPAL.has(name)),
  own: {},
  asksAws: true,
  schema,
  run: async (flags, _given, calling) => {
    // Whoever waits for a tool waits for seconds: what was read by then is shown.
    const { session, style } = await openQuietly('callers', { timeout: '60s', ...flags }, calling);
    const shown = await readCallers(session);
    if (shown === null) throw new Interrupted();
    return { document: shown.document, text: shown.text(style) };
  },
});
