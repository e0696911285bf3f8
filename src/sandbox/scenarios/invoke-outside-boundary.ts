import { agreed, withBoundary } from './change.ts';
import { allow } from './policy.ts';
import { defineScenario } from './scenario.ts';

export const invokeOutsideBoundary = defineScenario({
  id: 'invoke-outside-boundary',
  title: "the role's boundary knows logs and nothing of Bedrock",
  shows: 'denied-by-boundary',
  change: (world) => withBoundary(agreed(world), allow('logs:*', '*')),
});
