import { withBoundary } from './change.ts';
import { allow } from './policy.ts';
import { defineScenario } from './scenario.ts';

export const deniedByBoundary = defineScenario({
  id: 'denied-by-boundary',
  title: "the role's boundary knows no Marketplace",
  change: (world) => withBoundary(world, allow(['bedrock:*', 'logs:*'], '*')),
});
