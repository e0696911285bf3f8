import { agreed, callingModel, withInline } from './change.ts';
import { LLAMA } from './models.ts';
import { allow } from './policy.ts';
import { defineScenario } from './scenario.ts';

export const modelNotInRegion = defineScenario({
  id: 'model-not-in-region',
  title: 'the model is offered in other Regions only',
  change: (world) => withInline(callingModel(agreed(world), LLAMA), 'Llama', allow('bedrock:InvokeModel', '*')),
});
