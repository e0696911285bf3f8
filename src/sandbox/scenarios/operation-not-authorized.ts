import { gated } from './change.ts';
import { defineScenario } from './scenario.ts';

export const operationNotAuthorized = defineScenario({
  id: 'operation-not-authorized',
  title: 'the account may not call the operation here',
  change: (world) => gated(world, 'api-operation'),
});
