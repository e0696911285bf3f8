import { layerOf } from '../cause.ts';
import { API_ERRORS, AWS_SALES, AWS_SUPPORT, DATA_RETENTION, MODEL_ACCESS, ORGANIZATION_GUARDRAILS } from '../pages.ts';

/** Causes of the layer `account`, in the order of the chain. */
export const ACCOUNT = layerOf('account', {
  'use-case-form-missing': {
    owner: 'account-admin',
    title: 'The Anthropic use-case form has not been submitted, or is not effective yet',
    next: "Send in the provider's use-case form in the Bedrock console's model catalog, or with aws bedrock put-use-case-for-model-access; then wait up to 15 minutes.",
    source: MODEL_ACCESS,
    passesWithTime: 'once-fixed',
    overtakenBy: 'use-case-form',
  },
  'marketplace-subscription-denied': {
    owner: 'account-admin',
    title: 'The account has no agreement for the model and the caller may not subscribe',
    next: 'Let somebody with Marketplace rights accept the agreement or invoke the model once, or grant the role aws-marketplace:Subscribe for a moment.',
    source: MODEL_ACCESS,
    passesWithTime: 'once-fixed',
    overtakenBy: 'agreement',
  },
  'marketplace-subscription-pending': {
    owner: 'nobody',
    title: 'The Marketplace subscription is still being processed',
    next: 'Wait up to 15 minutes; bedrock-doctor verify waits for you.',
    source: MODEL_ACCESS,
    passesWithTime: 'alone',
    overtakenBy: 'agreement',
  },
  'marketplace-subscription-failed': {
    owner: 'account-admin',
    title: 'The Marketplace agreement failed or hangs',
    next: 'Read the message of the agreement, fix what it names, and try again; after repeated failures ask AWS Support.',
    source: API_ERRORS,
    overtakenBy: 'agreement',
  },
  'payment-instrument-invalid': {
    owner: 'payer',
    title: 'The account has no payment method that AWS Marketplace accepts',
    next: 'Add a payment method that AWS Marketplace accepts in the Billing console; no permission fixes this.',
    source: MODEL_ACCESS,
    passesWithTime: 'once-fixed',
    overtakenBy: 'agreement',
  },
  'model-access-denied': {
    owner: 'account-admin',
    title: 'The account has no access to the model',
    next: "Check the Region and account, then accept the model's agreement in the model catalog.",
    source: MODEL_ACCESS,
    passesWithTime: 'once-fixed',
    overtakenBy: 'agreement',
  },
  'model-gated': {
    owner: 'aws-sales',
    title: 'The model is not available to this account; only AWS Sales can open it',
    next: 'Use another model, or ask AWS Sales to open this one; no permission, form or agreement fixes it.',
    source: AWS_SALES,
  },
  'account-restricted': {
    owner: 'aws-support',
    title: 'AWS restricts this account; only AWS Support can lift it',
    next: 'Open a case with AWS Support; no permission fixes this.',
    source: AWS_SUPPORT,
  },
  'operation-not-authorized': {
    owner: 'developer',
    title: 'The account may not call this Bedrock operation here, usually the wrong Region',
    next: 'Check that the call goes to a Region in which the account uses Bedrock; if it does, ask AWS Support.',
    source: API_ERRORS,
  },
  'geography-unsupported': {
    owner: 'nobody',
    title: 'The provider does not serve this country or territory',
    next: 'Use a model of another provider; the provider does not serve this country or territory.',
    source: MODEL_ACCESS,
  },
  'data-retention-required': {
    owner: 'account-admin',
    title: 'The model needs a data-retention mode that the account has not chosen',
    next: 'Decide whether the account may choose the data-retention mode that the model needs; what was retained cannot be taken back.',
    source: DATA_RETENTION,
  },
  'organization-guardrail-broken': {
    owner: 'organization-admin',
    title: "The organization's Bedrock policy names a guardrail that cannot be used",
    next: "Ask the organization's administrator to correct the guardrail in its Bedrock policy, or to share that guardrail with this account.",
    source: ORGANIZATION_GUARDRAILS,
  },
});
