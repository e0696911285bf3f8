import {
  accountRestricted,
  dataRetentionRequired,
  firstCallsSucceed,
  geographyUnsupported,
  marketplaceSubscriptionDenied,
  modelAccessDenied,
  modelGated,
  operationNotAuthorized,
  paymentInstrumentInvalid,
  stackedFormAndAgreement,
  useCaseFormMissing,
} from './account.ts';
import { actionNotAllowed } from './action-not-allowed.ts';
import { anotherModelDenied } from './another-model-denied.ts';
import { anotherRoleDenied } from './another-role-denied.ts';
import {
  endpointError,
  functionError,
  functionTimeout,
  healthy,
  logsMissing,
  requestInvalid,
  unknown,
} from './application.ts';
import { applicationProfileNotAllowed } from './application-profile-not-allowed.ts';
import { callsStopped } from './calls-stopped.ts';
import {
  dailyTokenQuota,
  modelError,
  modelNotReady,
  modelTimeout,
  serviceQuotaExceeded,
  serviceUnavailable,
  throttled,
} from './capacity.ts';
import { cdkTwoFunctions } from './cdk-two-functions.ts';
import { bearerTokenRejected, clockSkew, credentialsExpired, credentialsInvalid } from './credentials.ts';
import {
  deniedByBoundary,
  deniedBySessionPolicy,
  deniedByVpcEndpoint,
  deniedExplicitly,
  denyAndBoundary,
  guardrailNotAllowed,
  invokeNotAllowed,
  invokeOutsideBoundary,
  invokeProfileNotAllowed,
  invokeStreamNotAllowed,
  scpWithCondition,
} from './denied.ts';
import { deniedByRcp } from './denied-by-rcp.ts';
import { deniedByScp } from './denied-by-scp.ts';
import { functionWithoutStack } from './function-without-stack.ts';
import { globalProfileNotAllowed } from './global-profile-not-allowed.ts';
import { grantInFlight } from './grant-in-flight.ts';
import { grantedByManagedPolicy } from './granted-by-managed-policy.ts';
import { guardrailRequired } from './guardrail-required.ts';
import { kmsDenied } from './kms-denied.ts';
import { mantleClient } from './mantle-client.ts';
import { marketplaceSubscriptionFailed } from './marketplace-subscription-failed.ts';
import { marketplaceSubscriptionPending } from './marketplace-subscription-pending.ts';
import { meClaudeCode } from './me-claude-code.ts';
import { meSsoSession } from './me-sso-session.ts';
import { functionNotFound, regionUnsupported, roleNotFound, stackNotFound, stackUnhealthy } from './missing.ts';
import {
  inferenceProfileRequired,
  modelEndOfLife,
  modelIdInvalid,
  modelLegacy,
  modelLegacyLocked,
  modelNotInRegion,
} from './model.ts';
import { modelRouteUnsupported } from './model-route-unsupported.ts';
import { organizationGuardrailBroken } from './organization-guardrail-broken.ts';
import { denialOutdated, denialOvertaken, deniedThenSucceeded } from './over-time.ts';
import { propagationPending } from './propagation-pending.ts';
import { ragSecondModelDenied } from './rag-second-model-denied.ts';
import { roleEcsTask } from './role-ecs-task.ts';
import type { Scenario } from './scenario.ts';
import { simulatorForbidden } from './simulator-forbidden.ts';
import { subscribeDeniedByScp } from './subscribe-denied-by-scp.ts';
import { subscribeDeniedExplicitly } from './subscribe-denied-explicitly.ts';
import { iamUnreadable, iamUnreadableButWorking, operatorNotAllowed, scpUnseen } from './unseen.ts';
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
