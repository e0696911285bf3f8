import { agreed } from './change.ts';
import { defineScenario } from './scenario.ts';

export const healthy = defineScenario({
  id: 'healthy',
  title: 'everything works',
  change: (world) => agreed(world),
});
