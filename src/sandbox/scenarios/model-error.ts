import { failing } from './change.ts';
import { defineScenario } from './scenario.ts';

export const modelError = defineScenario({
  id: 'model-error',
  title: 'the model fails',
  change: (world) => failing(world, 'model-error'),
});
