import { defineCheck } from '../../core/check.ts';
import type { Unknown } from '../../core/fact.ts';
import { maybe } from '../../core/probe.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { functionExists } from '../target/function-exists.ts';

/** Nobody here reads endpoint policies: the function's subnets say only that there may be one. */
const UNREAD: Unknown = {
  kind: 'undecided',
  message:
    'the function runs in a VPC; whether a policy of its endpoint for Bedrock denies takes ec2:DescribeVpcEndpoints, which is not asked, or a call',
};

/**
 * Whether a VPC endpoint's policy could stand in the way unseen. It can only where the function runs in a VPC:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/vpc-interface-endpoints.html
 */
export const endpointSeen = defineCheck({
  id: 'policy/endpoint-seen',
  title: 'No VPC endpoint could deny unseen',
  link: 'policy',
  about: 'function',
  needs: { lambdaFunction: maybe(lambdaFunction) },
  after: [functionExists],
  messages: {
    hidden: {
      // Most endpoints have no policy of their own: what is left unseen is told, and holds nobody up.
      severity: 'warning',
      cause: 'denied-by-vpc-endpoint',
      title: "A VPC endpoint's policy could stand in the way, unseen",
      say: () => 'The policy of the VPC endpoint was not read.',
    },
  },
  judge({ lambdaFunction: found }) {
    if (!found.known || found.value === null) return { status: 'not-applicable', why: 'no function is known' };
    return found.value.inVpc
      ? { status: 'unknown', missing: 'ec2:DescribeVpcEndpoints', why: UNREAD }
      : { status: 'pass' };
  },
});
