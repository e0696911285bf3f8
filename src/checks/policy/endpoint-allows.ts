import { defineCheck } from '../../core/check.ts';
import type { Fact } from '../../core/fact.ts';
import { maybe } from '../../core/probe.ts';
import type { EvidenceFact } from '../../evidence/observation.ts';
import { type EndpointDecisions, endpointDecisions } from '../../probes/ec2/endpoint-decisions.ts';
import type { DecidedQuestion } from '../../probes/iam/decided.ts';
import { evidence } from '../../probes/run/evidence.ts';
import { modelKnown } from '../model/known.ts';
import { roleExists } from '../target/role-exists.ts';
import { userExists } from '../target/user-exists.ts';
import { because, statementsOf } from './deciding.ts';
import { WHO_NEEDS, whoIn } from './who.ts';

/** What an endpoint does not allow. */
interface Denied {
  readonly endpoint: string;
  readonly who: string;
  readonly action: string;
  readonly resources: readonly string[];
  /** The sentence of `because`. */
  readonly why: string;
}

/** What the endpoint's policy says to the calls as they are made: the stream's action matters to those who stream. */
export const decidedFor = ({ decided }: EndpointDecisions, seen: Fact<EvidenceFact>): readonly DecidedQuestion[] =>
  decided.filter(({ purpose }) => purpose === 'invoke' || (seen.known && seen.value.streams));

/**
 * Whether the policy of the VPC endpoint that the calls name lets them pass.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export const endpointAllows = defineCheck({
  id: 'policy/endpoint-allows',
  title: "The VPC endpoint's policy allows the call",
  link: 'policy',
  needs: { endpointDecisions: maybe(endpointDecisions), evidence: maybe(evidence), ...WHO_NEEDS },
  after: [roleExists, userExists, modelKnown],
  messages: {
    denied: {
      severity: 'error',
      cause: 'denied-by-vpc-endpoint',
      title: "The VPC endpoint's policy does not allow the call",
      say: ({ endpoint, who, action, resources, why }: Denied) =>
        `The policy of ${endpoint}, by which the calls come, does not allow ${who} ${action} on ${resources.join(' and ')}.${why}`,
    },
  },
  judge({ endpointDecisions: found, evidence: seen, ...facts }, find) {
    // Why one was not read, or leaves it open, is told by policy/endpoint-seen, which holds nobody up.
    const decisions = found.known ? found.value : null;
    const decided = decisions === null ? [] : decidedFor(decisions, seen);
    const denied = decided.filter(({ decision }) => decision === 'denied');
    const [first] = denied;
    if (decisions === null || first === undefined) {
      return decided.some(({ decision }) => decision === 'allowed')
        ? { status: 'pass' }
        : { status: 'not-applicable', why: 'the calls come by no VPC endpoint whose policy tells' };
    }
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
  },
});
