import { defineCheck } from '../../core/check.ts';
import type { Unknown } from '../../core/fact.ts';
import { maybe } from '../../core/probe.ts';
import { endpointDecisions } from '../../probes/ec2/endpoint-decisions.ts';
import { endpointPolicy } from '../../probes/ec2/endpoint-policy.ts';
import { questions } from '../../probes/iam/questions.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { evidence } from '../../probes/run/evidence.ts';
import { functionExists } from '../target/function-exists.ts';
import { because, leftOpen, statementsOf } from './deciding.ts';
import { WHO_NEEDS, whoIn } from './who.ts';

/** The function's subnets say only that there may be an endpoint. */
const UNNAMED: Unknown = {
  kind: 'undecided',
  message:
    "the function runs in a VPC, and no call in CloudTrail's event history names the endpoint whose policy would have to be read; only a call shows whether one denies",
};
const MISSING = 'ec2:DescribeVpcEndpoints';

/** What an endpoint does not allow. */
interface Denied {
  readonly endpoint: string;
  readonly who: string;
  readonly action: string;
  readonly resources: readonly string[];
  /** The sentence of `because`. */
  readonly why: string;
}

/**
 * Whether the policy of a VPC endpoint stands in the way. It can only where the calls come by one: they name it, or the
 * function runs in a VPC. https://docs.aws.amazon.com/bedrock/latest/userguide/vpc-interface-endpoints.html
 */
export const endpointSeen = defineCheck({
  id: 'policy/endpoint-seen',
  title: "No VPC endpoint's policy stands in the way",
  link: 'policy',
  needs: {
    lambdaFunction: maybe(lambdaFunction),
    endpointPolicy: maybe(endpointPolicy),
    endpointDecisions: maybe(endpointDecisions),
    questions: maybe(questions),
    evidence: maybe(evidence),
    ...WHO_NEEDS,
  },
  after: [functionExists],
  messages: {
    denied: {
      // The worst of a check is what an unknown of it weighs: AWS's own words, or the next call, make it an error.
      severity: 'warning',
      cause: 'denied-by-vpc-endpoint',
      title: "The VPC endpoint's policy does not allow the call",
      say: ({ endpoint, who, action, resources, why }: Denied) =>
        `The policy of ${endpoint}, by which the calls come, does not allow ${who} ${action} on ${resources.join(' and ')}.${why}`,
    },
    hidden: {
      // Most endpoints have no policy of their own: what is left unseen is told, and holds nobody up.
      severity: 'warning',
      cause: 'denied-by-vpc-endpoint',
      title: "A VPC endpoint's policy could stand in the way, unseen",
      say: () => 'The policy of the VPC endpoint was not read.',
    },
  },
  judge({ lambdaFunction: found, endpointPolicy: policy, endpointDecisions: known, ...facts }, find) {
    const { questions: asked, evidence: seen } = facts;
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
    const streams = seen.known && seen.value.streams;
    const decided = decisions.decided.filter(({ purpose }) => streams || purpose === 'invoke');
    const denied = decided.filter(({ decision }) => decision === 'denied');
    const [first] = denied;
    if (first !== undefined) {
      const { name: who, subject } = whoIn(facts);
      const these = denied.filter(({ action }) => action === first.action);
      return [
        find('denied', {
          subject,
          data: {
            endpoint: decisions.endpoint,
            who,
            action: first.action,
            resources: these.map(({ resource }) => resource),
            why: because(these),
          },
          evidence: statementsOf(these),
        }),
      ];
    }
    const undecided = decided.find(({ decision }) => decision === 'unknown');
    return undecided ? { status: 'unknown', missing: MISSING, why: leftOpen(undecided) } : { status: 'pass' };
  },
});
