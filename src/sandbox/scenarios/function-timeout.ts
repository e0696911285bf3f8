import { agreed, withFunction } from './change.ts';
import { defineScenario } from './scenario.ts';

export const functionTimeout = defineScenario({
  id: 'function-timeout',
  title: 'the function cannot reach Bedrock from its network',
  change: (world) => withFunction(agreed(world), { behavior: 'times-out', vpcSubnetIds: ['subnet-0sandbox'] }),
});
