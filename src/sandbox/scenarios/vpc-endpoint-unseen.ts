import { agreed, withFunction } from './change.ts';
import { allow } from './policy.ts';
import { defineScenario } from './scenario.ts';

export const vpcEndpointUnseen = defineScenario({
  id: 'vpc-endpoint-unseen',
  title: "the VPC endpoint's policy leaves the model out, and nobody has called since",
  shows: 'denied-by-vpc-endpoint',
  change: (world) =>
    withFunction(agreed(world), {
      vpcSubnetIds: ['subnet-0sandbox'],
      vpcEndpointPolicy: allow('bedrock:ListFoundationModels', '*'),
    }),
  quietLog: true,
});
