import { withBedrock } from './change.ts';
import { defineScenario } from './scenario.ts';

export const modelAccessDenied = defineScenario({
  id: 'model-access-denied',
  title: 'the account has no access to the model',
  change: (world) => withBedrock(world, { gate: 'no-access' }),
});
