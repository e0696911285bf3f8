import { agreed, callingModel, gated } from './change.ts';
import { FABLE_5 } from './models.ts';
import { defineScenario } from './scenario.ts';

export const dataRetentionRequired = defineScenario({
  id: 'data-retention-required',
  title: 'the model needs a data-retention mode',
  change: (world) => callingModel(agreed(gated(world, 'data-retention'), FABLE_5), FABLE_5),
});
