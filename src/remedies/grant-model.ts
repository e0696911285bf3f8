import { FIXED_BY_GRANT } from './refusal.ts';
import type { Remedy } from './remedy.ts';
import { roleGrant } from './role-grant.ts';

/** Option 3, limited to one model's product. */
export const grantModel: Remedy = {
  id: 'grant-model',
  option: 3,
  title: 'Let the role subscribe to this model only',
  owner: 'developer',
  fixes: FIXED_BY_GRANT.guide,
  command: 'bedrock-doctor fix --option 3 --grant model',
  risk: "The role keeps the right to subscribe the account to this model's product.",
  time: 'about 2 minutes, up to 15',
  undo: 'bedrock-doctor undo deletes the policy, or restores what was there',
  propose: (context) => roleGrant('model', context),
};
