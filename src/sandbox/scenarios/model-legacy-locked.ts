import { gated, legacySince, withModel } from './change.ts';
import { HAIKU } from './models.ts';
import { defineScenario } from './scenario.ts';

export const modelLegacyLocked = defineScenario({
  id: 'model-legacy-locked',
  title: 'the account lost a legacy model by not using it',
  change: (world, now) => withModel(gated(world, 'legacy-locked'), HAIKU, { lifecycle: legacySince(now, null) }),
});
