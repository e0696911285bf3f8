import { agreed, callingModel } from './change.ts';
import { defineScenario } from './scenario.ts';

export const modelIdInvalid = defineScenario({
  id: 'model-id-invalid',
  title: 'a letter is missing in the model id',
  change: (world) => callingModel(agreed(world), 'anthropic.claude-3-haku-20240307-v1:0'),
});
