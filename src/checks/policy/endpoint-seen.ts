import { defineCheck } from '../../core/check.ts';
import type { Unknown } from '../../core/fact.ts';
import { maybe } from '../../core/probe.ts';
import { endpointDecisions } from '../../probes/ec2/endpoint-decisions.ts';
import { endpointPolicy } from '../../probes/ec2/endpoint-policy.ts';
import { questions } from '../../probes/iam/questions.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { evidence } from '../../probes/run/evidence.ts';
import { functionExists } from '../target/function-exists.ts';
import { leftOpen } from './deciding.ts';
import { decidedFor } from './endpoint-allows.ts';

/** The function's subnets say only that there may be an endpoint. */
const UNNAMED: Unknown = {
  kind: 'undecided',
  message:
    "the function runs in a VPC, and no call in CloudTrail's event history names the endpoint whose policy would have to be read; only a call shows whether one denies",
};
const MISSING = 'ec2:DescribeVpcEndpoints';

/**
 * Whether a VPC endpoint's policy could stand in the way unseen. It can only where the calls come by one: they name it, or
 * the function runs in a VPC; one that was read is judged by policy/endpoint-allows. https://docs.aws.amazon.com/bedrock/latest/userguide/vpc-interface-endpoints.html
 */
export const endpointSeen = defineCheck({
  id: 'policy/endpoint-seen',
  title: 'No VPC endpoint could deny unseen',
  link: 'policy',
  needs: {
    lambdaFunction: maybe(lambdaFunction),
    endpointPolicy: maybe(endpointPolicy),
    endpointDecisions: maybe(endpointDecisions),
    questions: maybe(questions),
    evidence: maybe(evidence),
  },
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
  judge({ lambdaFunction: found, endpointPolicy: policy, endpointDecisions: known, questions: asked, evidence: seen }) {
    // What keeps the questions from being known is told by whoever asks them; facts of older runs have no endpoint.
    if (!policy.known && policy.why.kind !== 'not-recorded' && asked.known && asked.value !== null) {
      return { status: 'unknown', missing: MISSING, why: policy.why };
    }
    const decisions = known.known ? known.value : null;
    if (decisions === null) {
      const fn = found.known ? found.value : null;
      if (fn === null) return { status: 'not-applicable', why: 'the calls come by no VPC endpoint that is known' };
      return fn.inVpc ? { status: 'unknown', missing: MISSING, why: UNNAMED } : { status: 'pass' };
    }
    const { malformed } = decisions;
    if (malformed !== null) {
      const why: Unknown = { kind: 'failed', code: 'MalformedPolicy', message: malformed, status: null };
      return { status: 'unknown', missing: MISSING, why };
    }
    const decided = decidedFor(decisions, seen);
    const undecided = decided.find(({ decision }) => decision === 'unknown');
    return undecided ? { status: 'unknown', missing: MISSING, why: leftOpen(undecided) } : { status: 'pass' };
  },
});
