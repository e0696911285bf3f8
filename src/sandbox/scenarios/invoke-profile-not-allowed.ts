import { agreed, callingModel } from './change.ts';
import { HAIKU_45 } from './models.ts';
import { defineScenario } from './scenario.ts';

export const invokeProfileNotAllowed = defineScenario({
  id: 'invoke-profile-not-allowed',
  title: 'the role may invoke the model but not the profile',
  change: (world) => callingModel(agreed(world, HAIKU_45), `global.${HAIKU_45}`),
});
