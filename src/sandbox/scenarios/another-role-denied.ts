import { baseWorld } from './base.ts';
import { agreed, called, withFunction } from './change.ts';
import { poetryRole, ROLE } from './function.ts';
import { ACCOUNT, OPERATOR_KEY } from './keys.ts';
import type { Scenario } from './scenario.ts';

const BATCH = 'batch-role';

export const anotherRoleDenied: Scenario = {
  id: 'another-role-denied',
  title: "calls succeed; what the shared log says of another role's denial does not count",
  shows: 'healthy',
  key: OPERATOR_KEY,
  world: (baseUrl, now) => {
    const working = called(agreed(baseWorld(baseUrl, now)), now, 4);
    const batch = { ...poetryRole(now), name: BATCH, id: 'AROASANDBOXBATCH0001', inline: {} };
    const both = { ...working, roles: { ...working.roles, [BATCH]: batch } };
    const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
    return withFunction(called(withFunction(both, { roleArn: roleArn(BATCH) }), now, 2), { roleArn: roleArn(ROLE) });
  },
};
