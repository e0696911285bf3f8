import { defineCheck } from '../../core/check.ts';
import type { Unknown } from '../../core/fact.ts';
import { maybe } from '../../core/probe.ts';
import { rolePolicies } from '../../probes/iam/role-policies.ts';
import { simulation } from '../../probes/iam/simulation.ts';
import { modelKnown } from '../model/known.ts';
import { roleExists } from '../target/role-exists.ts';
import { userExists } from '../target/user-exists.ts';

/** What the simulator says of an account that is in an organization is half of it. */
const HALF_SEEN: Unknown = {
  kind: 'undecided',
  message:
    'iam:SimulatePrincipalPolicy leaves out service control policies that have conditions, and the account is in an organization; only a call shows whether one denies',
};

/**
 * Whether the organization's policies could be looked at. Only AWS's simulator shows them, and of those with conditions
 * not even it: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html
 */
export const organizationSeen = defineCheck({
  id: 'policy/organization-seen',
  title: "The organization's policies were simulated",
  link: 'policy',
  needs: { simulation: maybe(simulation), rolePolicies: maybe(rolePolicies) },
  after: [roleExists, userExists, modelKnown],
  messages: {
    hidden: {
      severity: 'error',
      cause: 'denied-by-scp',
      title: 'A service control policy could stand in the way, unseen',
      say: () => 'Service control policies could not be simulated.',
    },
  },
  judge({ simulation: simulated, rolePolicies: policies }) {
    if (!simulated.known) return { status: 'unknown', missing: 'iam:SimulatePrincipalPolicy', why: simulated.why };
    if (simulated.value === null && policies.known && policies.value !== null) {
      const message = 'the simulator does not know the principal yet';
      return {
        status: 'unknown',
        missing: 'iam:SimulatePrincipalPolicy',
        why: { kind: 'failed', code: 'NoSuchEntity', message, status: null },
      };
    }
    if (simulated.value === null || simulated.value.length === 0) {
      return { status: 'not-applicable', why: 'no principal is known that can be simulated' };
    }
    // Of the invocation, as nothing else has to be allowed once the account has its agreement.
    return simulated.value.some(
      ({ action, allowedByOrganization }) => action === 'bedrock:InvokeModel' && allowedByOrganization === true,
    )
      ? { status: 'unknown', missing: 'iam:SimulatePrincipalPolicy', why: HALF_SEEN }
      : { status: 'pass' };
  },
});
