import { agreed, callingModel } from './change.ts';
import { HAIKU_45 } from './models.ts';
import { defineScenario } from './scenario.ts';

export const inferenceProfileRequired = defineScenario({
  id: 'inference-profile-required',
  title: 'the bare id of a model that needs a profile',
  change: (world) => callingModel(agreed(world, HAIKU_45), HAIKU_45),
});
