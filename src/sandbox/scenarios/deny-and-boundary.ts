import { agreed, withBoundary, withInline } from './change.ts';
import { allow, deny } from './policy.ts';
import { defineScenario } from './scenario.ts';

export const denyAndBoundary = defineScenario({
  id: 'deny-and-boundary',
  title: 'a policy of the role denies the call, and its boundary does not allow it either',
  shows: 'denied-explicitly',
  change: (world) =>
    withBoundary(withInline(agreed(world), 'NoBedrock', deny('bedrock:Invoke*', '*')), allow('logs:*', '*')),
});
