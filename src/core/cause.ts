/** Every cause, in the order of the chain a request takes (contract, section 3). */
export const CAUSE_IDS = [
  'credentials-missing',
  'credentials-expired',
  'credentials-invalid',
  'clock-skew',
  'bearer-token-rejected',
  'region-missing',
  'region-unsupported',
  'endpoint-unreachable',
  'stack-not-found',
  'stack-unhealthy',
  'function-not-found',
  'role-not-found',
  'model-id-invalid',
  'model-not-in-region',
  'model-end-of-life',
  'model-legacy',
  'model-legacy-locked',
  'inference-profile-required',
  'model-route-unsupported',
  'use-case-form-missing',
  'marketplace-subscription-denied',
  'marketplace-subscription-pending',
  'marketplace-subscription-failed',
  'payment-instrument-invalid',
  'model-access-denied',
  'model-gated',
  'account-restricted',
  'operation-not-authorized',
  'geography-unsupported',
  'data-retention-required',
  'organization-guardrail-broken',
  'invoke-not-allowed',
  'invoke-profile-not-allowed',
  'invoke-stream-not-allowed',
  'action-not-allowed',
  'denied-explicitly',
  'denied-by-scp',
  'denied-by-rcp',
  'denied-by-boundary',
  'denied-by-session-policy',
  'denied-by-vpc-endpoint',
  'guardrail-not-allowed',
  'guardrail-required',
  'kms-denied',
  'operator-not-allowed',
  'throttled',
  'daily-token-quota',
  'service-quota-exceeded',
  'model-not-ready',
  'model-timeout',
  'model-error',
  'service-unavailable',
  'function-timeout',
  'function-error',
  'endpoint-error',
  'request-invalid',
  'logs-missing',
  'propagation-pending',
  'unknown',
] as const;

/** A cause of a denied or failing call: the name of a broken link. */
export type CauseId = (typeof CAUSE_IDS)[number];

/** Whether a text is exactly a cause id. */
export const isCauseId = (text: string): text is CauseId => (CAUSE_IDS as readonly string[]).includes(text);

/** The part of the chain a cause belongs to. */
export type Layer = 'credentials' | 'target' | 'model' | 'account' | 'policy' | 'capacity' | 'application';

/** Who can fix it. */
export type Owner =
  | 'developer'
  | 'account-admin'
  | 'payer'
  | 'organization-admin'
  | 'policy-owner'
  | 'aws-support'
  | 'aws-sales'
  | 'nobody';
