import type { Check } from '../core/check.ts';
import { agreementSigned } from './account/agreement-signed.ts';
import { authorized } from './account/authorized.ts';
import { callsAccepted } from './account/calls-accepted.ts';
import { retainsData } from './account/data-retention.ts';
import { organizationGuardrail } from './account/organization-guardrail.ts';
import { useCaseFormSubmitted } from './account/use-case-form.ts';
import { functionRuns } from './application/function-runs.ts';
import { logSeen } from './application/log-seen.ts';
import { probeAnswered } from './application/probe-answered.ts';
import { callsServed } from './capacity/calls-served.ts';
import { quotasSuffice } from './capacity/quotas-suffice.ts';
import { accepted } from './credentials/accepted.ts';
import { alive } from './model/alive.ts';
import { asUsed } from './model/as-used.ts';
import { callsUnderstood } from './model/calls-understood.ts';
import { modelKnown } from './model/known.ts';
import { offered } from './model/offered.ts';
import { onDemand } from './model/on-demand.ts';
import { asDeployed } from './policy/as-deployed.ts';
import { callsPermitted } from './policy/calls-permitted.ts';
import { endpointAllows } from './policy/endpoint-allows.ts';
import { endpointSeen } from './policy/endpoint-seen.ts';
import { guardrailNamed } from './policy/guardrail-named.ts';
import { invokeAllowed } from './policy/invoke-allowed.ts';
import { noStandingSubscribe } from './policy/no-standing-subscribe.ts';
import { organizationSeen } from './policy/organization-seen.ts';
import { subscribeUnhindered } from './policy/subscribe-unhindered.ts';
import { functionCredentials } from './target/function-credentials.ts';
import { functionExists } from './target/function-exists.ts';
import { regionOffersBedrock } from './target/region-offers-bedrock.ts';
import { roleExists } from './target/role-exists.ts';
import { stackExists } from './target/stack-exists.ts';
import { stackHealthy } from './target/stack-healthy.ts';
import { userExists } from './target/user-exists.ts';

/** Every check, in the order of the chain a request takes. */
export const CHECKS: readonly Check[] = [
  accepted,
  regionOffersBedrock,
  stackExists,
  stackHealthy,
  functionExists,
  functionCredentials,
  roleExists,
  userExists,
  modelKnown,
  offered,
  alive,
  onDemand,
  asUsed,
  callsUnderstood,
  useCaseFormSubmitted,
  agreementSigned,
  authorized,
  retainsData,
  organizationGuardrail,
  callsAccepted,
  invokeAllowed,
  subscribeUnhindered,
  organizationSeen,
  endpointAllows,
  endpointSeen,
  guardrailNamed,
  callsPermitted,
  noStandingSubscribe,
  asDeployed,
  callsServed,
  quotasSuffice,
  functionRuns,
  logSeen,
  probeAnswered,
];
