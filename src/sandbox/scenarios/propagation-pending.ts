import { baseWorld } from './base.ts';
import { called, withRole } from './change.ts';
import { ROLE } from './function.ts';
import { OPERATOR_KEY } from './keys.ts';
import { allow } from './policy.ts';
import type { Scenario } from './scenario.ts';

const MARKETPLACE = ['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe'];

/** Not like the others: the call was denied before the change, and one replica in three knows of the change. */
export const propagationPending: Scenario = {
  id: 'propagation-pending',
  title: 'the grant was made a moment ago and is not seen everywhere',
  shows: 'propagation-pending',
  key: OPERATOR_KEY,
  world: (baseUrl, now) => {
    const denied = called(baseWorld(baseUrl, now), now, 1);
    const grant = { document: allow(MARKETPLACE, '*'), visibleAt: [now, now + 120_000, now + 240_000] };
    return withRole(denied, { inline: { ...denied.roles[ROLE]?.inline, BedrockMarketplaceAccess: [grant] } });
  },
};
