import { accountRestricted } from './account-restricted.ts';
import { actionNotAllowed } from './action-not-allowed.ts';
import { anotherModelDenied } from './another-model-denied.ts';
import { anotherRoleDenied } from './another-role-denied.ts';
import { applicationProfileNotAllowed } from './application-profile-not-allowed.ts';
import { bearerTokenRejected } from './bearer-token-rejected.ts';
import { callsStopped } from './calls-stopped.ts';
import { cdkTwoFunctions } from './cdk-two-functions.ts';
import { clockSkew } from './clock-skew.ts';
import { credentialsExpired } from './credentials-expired.ts';
import { credentialsInvalid } from './credentials-invalid.ts';
import { dailyTokenQuota } from './daily-token-quota.ts';
import { dataRetentionRequired } from './data-retention-required.ts';
import { denialOutdated } from './denial-outdated.ts';
import { denialOvertaken } from './denial-overtaken.ts';
import { deniedByBoundary } from './denied-by-boundary.ts';
import { deniedByRcp } from './denied-by-rcp.ts';
import { deniedByScp } from './denied-by-scp.ts';
import { deniedBySessionPolicy } from './denied-by-session-policy.ts';
import { deniedByVpcEndpoint } from './denied-by-vpc-endpoint.ts';
import { deniedExplicitly } from './denied-explicitly.ts';
import { deniedThenSucceeded } from './denied-then-succeeded.ts';
import { denyAndBoundary } from './deny-and-boundary.ts';
import { endpointError } from './endpoint-error.ts';
import { firstCallsSucceed } from './first-calls-succeed.ts';
import { functionError } from './function-error.ts';
import { functionNotFound } from './function-not-found.ts';
import { functionTimeout } from './function-timeout.ts';
import { functionWithoutStack } from './function-without-stack.ts';
import { geographyUnsupported } from './geography-unsupported.ts';
import { globalProfileNotAllowed } from './global-profile-not-allowed.ts';
import { grantInFlight } from './grant-in-flight.ts';
import { grantedByManagedPolicy } from './granted-by-managed-policy.ts';
import { guardrailNotAllowed } from './guardrail-not-allowed.ts';
import { guardrailRequired } from './guardrail-required.ts';
import { healthy } from './healthy.ts';
import { iamUnreadable } from './iam-unreadable.ts';
import { iamUnreadableButWorking } from './iam-unreadable-but-working.ts';
import { inferenceProfileRequired } from './inference-profile-required.ts';
import { invokeNotAllowed } from './invoke-not-allowed.ts';
import { invokeOutsideBoundary } from './invoke-outside-boundary.ts';
import { invokeProfileNotAllowed } from './invoke-profile-not-allowed.ts';
import { invokeStreamNotAllowed } from './invoke-stream-not-allowed.ts';
import { kmsDenied } from './kms-denied.ts';
import { logsMissing } from './logs-missing.ts';
import { mantleClient } from './mantle-client.ts';
import { marketplaceSubscriptionDenied } from './marketplace-subscription-denied.ts';
import { marketplaceSubscriptionFailed } from './marketplace-subscription-failed.ts';
import { marketplaceSubscriptionPending } from './marketplace-subscription-pending.ts';
import { meClaudeCode } from './me-claude-code.ts';
import { meSsoSession } from './me-sso-session.ts';
import { modelAccessDenied } from './model-access-denied.ts';
import { modelEndOfLife } from './model-end-of-life.ts';
import { modelError } from './model-error.ts';
import { modelGated } from './model-gated.ts';
import { modelIdInvalid } from './model-id-invalid.ts';
import { modelLegacy } from './model-legacy.ts';
import { modelLegacyLocked } from './model-legacy-locked.ts';
import { modelNotInRegion } from './model-not-in-region.ts';
import { modelNotReady } from './model-not-ready.ts';
import { modelRouteUnsupported } from './model-route-unsupported.ts';
import { modelTimeout } from './model-timeout.ts';
import { operationNotAuthorized } from './operation-not-authorized.ts';
import { operatorNotAllowed } from './operator-not-allowed.ts';
import { organizationGuardrailBroken } from './organization-guardrail-broken.ts';
import { paymentInstrumentInvalid } from './payment-instrument-invalid.ts';
import { propagationPending } from './propagation-pending.ts';
import { ragSecondModelDenied } from './rag-second-model-denied.ts';
import { regionUnsupported } from './region-unsupported.ts';
import { requestInvalid } from './request-invalid.ts';
import { roleEcsTask } from './role-ecs-task.ts';
import { roleNotFound } from './role-not-found.ts';
import type { Scenario } from './scenario.ts';
import { scpUnseen } from './scp-unseen.ts';
import { scpWithCondition } from './scp-with-condition.ts';
import { serviceQuotaExceeded } from './service-quota-exceeded.ts';
import { serviceUnavailable } from './service-unavailable.ts';
import { simulatorForbidden } from './simulator-forbidden.ts';
import { stackNotFound } from './stack-not-found.ts';
import { stackUnhealthy } from './stack-unhealthy.ts';
import { stackedFormAndAgreement } from './stacked-form-and-agreement.ts';
import { subscribeDeniedByScp } from './subscribe-denied-by-scp.ts';
import { subscribeDeniedExplicitly } from './subscribe-denied-explicitly.ts';
import { throttled } from './throttled.ts';
import { unknown } from './unknown.ts';
import { useCaseFormMissing } from './use-case-form-missing.ts';
import { userApiKey } from './user-api-key.ts';
import { wrongPartition } from './wrong-partition.ts';

/** Every scenario, in the order of the chain of causes; the first is the default. */
export const SCENARIOS: readonly Scenario[] = [
  marketplaceSubscriptionDenied,
  healthy,
  deniedThenSucceeded,
  denialOutdated,
  anotherModelDenied,
  anotherRoleDenied,
  grantedByManagedPolicy,
  iamUnreadableButWorking,
  stackedFormAndAgreement,
  firstCallsSucceed,
  callsStopped,
  ragSecondModelDenied,
  cdkTwoFunctions,
  functionWithoutStack,
  roleEcsTask,
  meClaudeCode,
  meSsoSession,
  userApiKey,
  mantleClient,
  credentialsExpired,
  credentialsInvalid,
  clockSkew,
  bearerTokenRejected,
  operatorNotAllowed,
  iamUnreadable,
  regionUnsupported,
  stackNotFound,
  stackUnhealthy,
  functionNotFound,
  roleNotFound,
  modelIdInvalid,
  modelNotInRegion,
  modelEndOfLife,
  modelLegacy,
  modelLegacyLocked,
  inferenceProfileRequired,
  modelRouteUnsupported,
  useCaseFormMissing,
  marketplaceSubscriptionPending,
  marketplaceSubscriptionFailed,
  paymentInstrumentInvalid,
  modelAccessDenied,
  modelGated,
  accountRestricted,
  operationNotAuthorized,
  geographyUnsupported,
  dataRetentionRequired,
  organizationGuardrailBroken,
  invokeNotAllowed,
  simulatorForbidden,
  wrongPartition,
  invokeProfileNotAllowed,
  applicationProfileNotAllowed,
  globalProfileNotAllowed,
  invokeStreamNotAllowed,
  actionNotAllowed,
  deniedExplicitly,
  denyAndBoundary,
  subscribeDeniedExplicitly,
  deniedByScp,
  subscribeDeniedByScp,
  scpWithCondition,
  scpUnseen,
  deniedByRcp,
  deniedByBoundary,
  invokeOutsideBoundary,
  deniedBySessionPolicy,
  deniedByVpcEndpoint,
  guardrailNotAllowed,
  guardrailRequired,
  kmsDenied,
  throttled,
  dailyTokenQuota,
  serviceQuotaExceeded,
  serviceUnavailable,
  modelNotReady,
  modelTimeout,
  modelError,
  functionTimeout,
  functionError,
  requestInvalid,
  endpointError,
  logsMissing,
  propagationPending,
  grantInFlight,
  denialOvertaken,
  unknown,
];

/** The scenario of that name, or null. */
export const scenarioOf = (id: string): Scenario | null => SCENARIOS.find((one) => one.id === id) ?? null;
