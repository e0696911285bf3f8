import { agreed, legacySince, withModel } from './change.ts';
import { HAIKU } from './models.ts';
import { defineScenario } from './scenario.ts';

export const modelLegacy = defineScenario({
  id: 'model-legacy',
  title: 'the model works, and ends in two months',
  change: (world, now) => withModel(agreed(world), HAIKU, { lifecycle: legacySince(now, 60) }),
});
