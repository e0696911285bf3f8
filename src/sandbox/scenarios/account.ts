import { agreed, callingModel, gated, minutesAgo, withBedrock } from './change.ts';
import { FABLE_5, HAIKU } from './models.ts';
import { defineScenario } from './scenario.ts';

export const useCaseFormMissing = defineScenario({
  id: 'use-case-form-missing',
  title: "Anthropic's form was never sent",
  change: (world) => withBedrock(agreed(world), { form: null }),
});

export const marketplaceSubscriptionDenied = defineScenario({
  id: 'marketplace-subscription-denied',
  title: "the guide's case: no agreement, and the role may not subscribe",
  change: (world) => world,
});

export const stackedFormAndAgreement = defineScenario({
  id: 'stacked-form-and-agreement',
  title: 'first the form is missing, then the agreement',
  shows: 'use-case-form-missing',
  change: (world) => withBedrock(world, { form: null }),
});

export const firstCallsSucceed = defineScenario({
  id: 'first-calls-succeed',
  title: 'the first calls of a new account succeed, without an agreement',
  shows: 'marketplace-subscription-denied',
  fix: { option: '1' },
  change: (world, now) => withBedrock(world, { firstInvokedAt: { [HAIKU]: minutesAgo(now, 6) } }),
});

export const paymentInstrumentInvalid = defineScenario({
  id: 'payment-instrument-invalid',
  title: 'no payment method that Marketplace accepts',
  change: (world) => withBedrock(world, { gate: 'payment' }),
});

export const modelAccessDenied = defineScenario({
  id: 'model-access-denied',
  title: 'the account has no access to the model',
  change: (world) => withBedrock(world, { gate: 'no-access' }),
});

export const modelGated = defineScenario({
  id: 'model-gated',
  title: 'only AWS Sales can open the model',
  change: (world) => gated(world, 'gated'),
});

export const accountRestricted = defineScenario({
  id: 'account-restricted',
  title: 'AWS restricts the account',
  change: (world) => gated(world, 'restricted'),
});

export const operationNotAuthorized = defineScenario({
  id: 'operation-not-authorized',
  title: 'the account may not call the operation here',
  change: (world) => gated(world, 'api-operation'),
});

export const geographyUnsupported = defineScenario({
  id: 'geography-unsupported',
  title: 'the provider does not serve the country',
  change: (world) => gated(world, 'geography'),
});

export const dataRetentionRequired = defineScenario({
  id: 'data-retention-required',
  title: 'the model needs a data-retention mode',
  change: (world) => callingModel(agreed(gated(world, 'data-retention'), FABLE_5), FABLE_5),
});
