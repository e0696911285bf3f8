import { gated } from './change.ts';
import { defineScenario } from './scenario.ts';

export const dataRetentionRequired = defineScenario({
  id: 'data-retention-required',
  title: 'the model needs a data-retention mode',
  change: (world) => gated(world, 'data-retention'),
});
