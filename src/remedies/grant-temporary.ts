import { FIXED_BY_GRANT } from './refusal.ts';
import type { Remedy } from './remedy.ts';
import { roleGrant } from './role-grant.ts';

/** Option 3 that takes itself away: put, trigger the subscription once, delete. */
export const grantTemporary: Remedy = {
  id: 'grant-temporary',
  option: 3,
  title: 'Let the role subscribe, trigger the subscription once, and take the permission away again',
  owner: 'developer',
  fixes: FIXED_BY_GRANT.guide,
  command: 'bedrock-doctor fix --option 3 --grant temporary',
  risk: 'The account accepts the terms of this model by the first call.',
  time: 'some minutes, up to 15',
  undo: 'it takes itself away',
  propose: (context) => roleGrant('temporary', context),
};
