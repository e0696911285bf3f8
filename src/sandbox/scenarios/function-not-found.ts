import { agreed } from './change.ts';
import { defineScenario } from './scenario.ts';

export const functionNotFound = defineScenario({
  id: 'function-not-found',
  title: 'the function was deleted by hand',
  change: (world) => ({ ...agreed(world), functions: {} }),
  quietLog: true,
});
