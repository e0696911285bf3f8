import { agreed, withFunction } from './change.ts';
import { allow } from './policy.ts';
import { defineScenario } from './scenario.ts';

export const deniedByVpcEndpoint = defineScenario({
  id: 'denied-by-vpc-endpoint',
  title: "the VPC endpoint's policy leaves the model out",
  change: (world) =>
    withFunction(agreed(world), {
      vpcSubnetIds: ['subnet-0sandbox'],
      vpcEndpointPolicy: allow('bedrock:ListFoundationModels', '*'),
    }),
});
