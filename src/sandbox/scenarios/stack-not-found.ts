import { agreed, withStack } from './change.ts';
import { defineScenario } from './scenario.ts';

export const stackNotFound = defineScenario({
  id: 'stack-not-found',
  title: 'the stack has another name',
  change: (world) => withStack(agreed(world), { name: 'kiroween-prod' }),
});
