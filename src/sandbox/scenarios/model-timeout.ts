import { failing } from './change.ts';
import { defineScenario } from './scenario.ts';

export const modelTimeout = defineScenario({
  id: 'model-timeout',
  title: 'the model takes too long',
  change: (world) => failing(world, 'model-timeout'),
});
