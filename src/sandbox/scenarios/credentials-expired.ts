import { agreed } from './change.ts';
import { EXPIRED_KEY } from './keys.ts';
import { defineScenario } from './scenario.ts';

export const credentialsExpired = defineScenario({
  id: 'credentials-expired',
  title: 'the operator must sign in again',
  change: (world) => agreed(world),
  key: EXPIRED_KEY,
});
