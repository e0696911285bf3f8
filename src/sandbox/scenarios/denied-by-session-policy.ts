import { agreed, withRole } from './change.ts';
import { allow } from './policy.ts';
import { defineScenario } from './scenario.ts';

export const deniedBySessionPolicy = defineScenario({
  id: 'denied-by-session-policy',
  title: 'a session policy leaves Bedrock out',
  change: (world) => withRole(agreed(world), { sessionPolicy: allow('logs:*', '*') }),
});
