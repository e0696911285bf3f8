import { gated, withFunction } from './change.ts';
import { defineScenario } from './scenario.ts';

export const unknown = defineScenario({
  id: 'unknown',
  title: 'everything looks right, and Bedrock still says 403 without a reason',
  change: (world) => withFunction(gated(world, 'silent'), { quiet: true }),
});
