import { agreed, callingModel, gated, legacySince, withInline, withModel } from './change.ts';
import { HAIKU, HAIKU_45, LLAMA, SONNET_35 } from './models.ts';
import { allow } from './policy.ts';
import { defineScenario } from './scenario.ts';

export const modelIdInvalid = defineScenario({
  id: 'model-id-invalid',
  title: 'a letter is missing in the model id',
  change: (world) => callingModel(agreed(world), 'anthropic.claude-3-haku-20240307-v1:0'),
});

export const modelNotInRegion = defineScenario({
  id: 'model-not-in-region',
  title: 'the model is offered in other Regions only',
  change: (world) => withInline(callingModel(agreed(world), LLAMA), 'Llama', allow('bedrock:InvokeModel', '*')),
});

export const modelEndOfLife = defineScenario({
  id: 'model-end-of-life',
  title: 'the model has reached its end of life',
  change: (world, now) =>
    withModel(callingModel(agreed(world, SONNET_35), SONNET_35), SONNET_35, { lifecycle: legacySince(now, -30) }),
});

export const modelLegacy = defineScenario({
  id: 'model-legacy',
  title: 'the model works, and ends in two months',
  change: (world, now) => withModel(agreed(world), HAIKU, { lifecycle: legacySince(now, 60) }),
});

export const modelLegacyLocked = defineScenario({
  id: 'model-legacy-locked',
  title: 'the account lost a legacy model by not using it',
  change: (world, now) => withModel(gated(world, 'legacy-locked'), HAIKU, { lifecycle: legacySince(now, null) }),
});

export const inferenceProfileRequired = defineScenario({
  id: 'inference-profile-required',
  title: 'the bare id of a model that needs a profile',
  change: (world) => callingModel(agreed(world, HAIKU_45), HAIKU_45),
});
