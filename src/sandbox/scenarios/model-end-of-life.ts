import { agreed, callingModel, legacySince, withModel } from './change.ts';
import { SONNET_35 } from './models.ts';
import { defineScenario } from './scenario.ts';

export const modelEndOfLife = defineScenario({
  id: 'model-end-of-life',
  title: 'the model has reached its end of life',
  change: (world, now) =>
    withModel(callingModel(agreed(world, SONNET_35), SONNET_35), SONNET_35, { lifecycle: legacySince(now, -30) }),
});
