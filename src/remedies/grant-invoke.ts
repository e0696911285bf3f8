import { FIXED_BY_GRANT } from './refusal.ts';
import type { Remedy } from './remedy.ts';
import { roleGrant } from './role-grant.ts';

/** Option 3 for a policy that lacks the call itself: what the model's invocation needs, and nothing else. */
export const grantInvoke: Remedy = {
  id: 'grant-invoke',
  option: 3,
  title: 'Allow exactly the refused call in an inline policy of the role or user',
  owner: 'developer',
  fixes: FIXED_BY_GRANT.invoke,
  command: 'bedrock-doctor fix --option 3 --grant invoke',
  risk: 'The grant stays, and the next deployment of a template that keeps the role does not know of it.',
  time: 'seconds, up to 2 minutes',
  undo: 'bedrock-doctor undo deletes the policy, or restores what was there',
  propose: (context) => roleGrant('invoke', context),
};
