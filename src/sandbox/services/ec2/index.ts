import type { Json } from '../../../core/json.ts';
import { everything, fault, type Input, type SandboxOperation } from '../../operation.ts';
import type { World } from '../../world.ts';

/** The id of the one VPC endpoint that a sandbox may have. */
export const VPC_ENDPOINT = 'vpce-0a1b2c3d4e5f60718';

/** What AWS puts where nobody gave an endpoint a policy: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
const FULL_ACCESS = { Statement: [{ Action: '*', Effect: 'Allow', Principal: '*', Resource: '*' }] };

/** The endpoint's policy; undefined where no function runs in a VPC. */
function policyIn(world: World): Json | undefined {
  const inside = Object.values(world.functions).filter(({ vpcSubnetIds }) => vpcSubnetIds.length > 0);
  return inside.length === 0
    ? undefined
    : (inside.find(({ vpcEndpointPolicy }) => vpcEndpointPolicy !== null)?.vpcEndpointPolicy ?? FULL_ACCESS);
}

/** 'VpcEndpointId.1=a': https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
const idsIn = (input: Input): readonly string[] =>
  Object.values((input['VpcEndpointId'] ?? {}) as { readonly [at: string]: Json }).map(String);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html */
const describeVpcEndpoints: SandboxOperation = {
  action: 'ec2:DescribeVpcEndpoints',
  resource: everything,
  handle: (world, input, { region }) => {
    const policy = policyIn(world);
    const wanted = idsIn(input);
    const strange = wanted.find((id) => policy === undefined || id !== VPC_ENDPOINT);
    if (strange !== undefined) {
      return fault('InvalidVpcEndpointId.NotFound', 400, `The Vpc Endpoint Id '${strange}' does not exist`);
    }
    return {
      world,
      output: {
        vpcEndpointSet:
          policy === undefined
            ? []
            : [
                {
                  vpcEndpointId: VPC_ENDPOINT,
                  vpcEndpointType: 'Interface',
                  serviceName: `com.amazonaws.${region}.bedrock-runtime`,
                  state: 'available',
                  policyDocument: JSON.stringify(policy),
                  ownerId: world.account,
                },
              ],
      },
    };
  },
};

/** Amazon EC2, of which a call to Bedrock needs the endpoint it comes by. */
export const EC2: { readonly [name: string]: SandboxOperation } = { DescribeVpcEndpoints: describeVpcEndpoints };
