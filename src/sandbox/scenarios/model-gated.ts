import { gated } from './change.ts';
import { defineScenario } from './scenario.ts';

export const modelGated = defineScenario({
  id: 'model-gated',
  title: 'only AWS Sales can open the model',
  change: (world) => gated(world, 'gated'),
});
