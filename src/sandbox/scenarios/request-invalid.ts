import { agreed, withFunction } from './change.ts';
import { defineScenario } from './scenario.ts';

export const requestInvalid = defineScenario({
  id: 'request-invalid',
  title: 'the function sends a body that the model does not take',
  change: (world) => withFunction(agreed(world), { behavior: 'bad-request' }),
});
