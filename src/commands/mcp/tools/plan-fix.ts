import schema from '../../../../schema/report.schema.json' with { type: 'json' };
import { UsageError } from '../../../core/usage-error.ts';
import { run } from '../../fix.ts';
import { openQuietly, told } from '../quiet-run.ts';
import type { OptionsOf, Tool } from '../tool.ts';

/** What a fix would change. */
export const planFix = (optionsOf: OptionsOf): Tool => ({
  name: 'plan_fix',
  title: 'What a fix would change',
  description:
    'Plans the fix and shows it as a diff, as bedrock-doctor fix --dry-run does: what would be added to a policy, a template or the account, and the risk. Nothing is applied; applying it is for the person, with the command the report names. Reads only.',
  options: optionsOf('fix'),
  own: {},
  asksAws: true,
  schema,
  run: async (flags, _given, calling) => {
    const quiet = await openQuietly('fix', { ...flags, dryRun: true }, calling);
    await run(quiet.session, []);
    const report = quiet.report();
    if (report === null) throw new UsageError('No plan could be made.');
    const { text, document } = await told(report, quiet.style);
    return { document, text: `${quiet.said()}${text}` };
  },
});
