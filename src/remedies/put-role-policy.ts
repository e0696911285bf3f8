import { SUBSCRIBE_RISK } from './grant.ts';
import { FIXED_BY_GRANT } from './refusal.ts';
import type { Remedy } from './remedy.ts';
import { roleGrant } from './role-grant.ts';

/** The guide's option 3, to the letter. */
export const putRolePolicy: Remedy = {
  id: 'put-role-policy',
  option: 3,
  title: "The guide's option 3: let the role subscribe",
  titleElsewhere: 'Let the role subscribe',
  owner: 'developer',
  fixes: FIXED_BY_GRANT.guide,
  command: 'bedrock-doctor fix --option 3',
  risk: SUBSCRIBE_RISK,
  time: 'about 2 minutes, up to 15',
  undo: 'bedrock-doctor undo deletes the policy, or restores what was there',
  propose: (context) => roleGrant('guide', context),
};
