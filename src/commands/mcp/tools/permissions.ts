import schema from '../../../../schema/permissions.schema.json' with { type: 'json' };
import { permissionsDocument } from '../../../engine/explain/permissions.ts';
import { openQuietly } from '../quiet-run.ts';
import type { OptionsOf, Tool } from '../tool.ts';

/** The least policy that a command of the tool needs. */
export const permissions = (optionsOf: OptionsOf): Tool => ({
  name: 'permissions',
  title: 'The permissions bedrock-doctor needs',
  description:
    'The least IAM policy with which a command of bedrock-doctor can do its work, and why each action is there. For the person who runs it, not for the application that is examined. Offline: no AWS account, no call.',
  options: optionsOf('explain').filter((name) => !['verbose', 'list'].includes(name)),
  own: {},
  asksAws: false,
  schema,
  run: async (flags, _given, calling) => {
    const { session } = await openQuietly('explain', flags, calling);
    // Its note is the policy once more, for those who read the command's first version.
    const said = { ...permissionsDocument(session), notes: [] };
    const { for: command, policy, reasons } = said;
    const why = reasons.map(({ action, why: reason }) => `${action}: ${reason}`).join('\n');
    return {
      document: said,
      text: `The least policy for bedrock-doctor ${command}:\n\n${JSON.stringify(policy, null, 2)}\n\n${why}\n`,
    };
  },
});
