import { agreed, withFunction } from './change.ts';
import { defineScenario } from './scenario.ts';

export const functionError = defineScenario({
  id: 'function-error',
  title: 'the function fails by itself',
  change: (world) => withFunction(agreed(world), { behavior: 'import-error' }),
});
