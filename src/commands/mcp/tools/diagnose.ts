import schema from '../../../../schema/report.schema.json' with { type: 'json' };
import { chosenChecks, failOnOf } from '../../../engine/diagnose/chosen-checks.ts';
import { look } from '../../../engine/diagnose/look.ts';
import { reportOf } from '../../../engine/report/report.ts';
import { openAws } from '../../../engine/session/aws-session.ts';
import { openQuietly, told } from '../quiet-run.ts';
import type { OptionsOf, Tool } from '../tool.ts';

/** Why a principal is refused, and what fixes it. */
export const diagnose = (optionsOf: OptionsOf): Tool => ({
  name: 'diagnose',
  title: 'Why Bedrock calls are refused',
  description:
    'Finds out why a Lambda function, a role, a user or you yourself get denied by Amazon Bedrock: reads the policies, the agreement, the model, the log and the event history, and names the root cause, who can fix it and the command that does. Reads only.',
  options: optionsOf('diagnose'),
  own: {},
  asksAws: true,
  schema,
  run: async (flags, _given, calling) => {
    const { session, style } = await openQuietly('diagnose', flags, calling);
    const checks = chosenChecks(session);
    const opened = await openAws(session);
    const diagnosis = await look(opened, { checks, failOn: failOnOf(session) });
    const report = reportOf(opened, diagnosis);
    return told(report, style);
  },
});
