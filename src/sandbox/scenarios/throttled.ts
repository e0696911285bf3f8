import { failing } from './change.ts';
import { defineScenario } from './scenario.ts';

export const throttled = defineScenario({
  id: 'throttled',
  title: 'too many requests',
  change: (world) => failing(world, 'throttled'),
});
