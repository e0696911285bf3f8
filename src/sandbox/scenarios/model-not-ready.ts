import { failing } from './change.ts';
import { defineScenario } from './scenario.ts';

export const modelNotReady = defineScenario({
  id: 'model-not-ready',
  title: 'the model is not ready',
  change: (world) => failing(world, 'not-ready'),
});
