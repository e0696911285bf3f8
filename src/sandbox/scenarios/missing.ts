import { agreed, withBedrock, withStack } from './change.ts';
import { REGION } from './function.ts';
import { defineScenario, type Scenario } from './scenario.ts';

export const stackNotFound: Scenario = {
  ...defineScenario({
    id: 'stack-not-found',
    title: 'the stack has another name',
    change: (world) => withStack(agreed(world), { name: 'kiroween-prod' }),
  }),
  // Named, since whoever names no stack means none that is not there (contract, section 6).
  env: { BEDROCK_DOCTOR_STACK: 'kiroween' },
};

export const stackUnhealthy = defineScenario({
  id: 'stack-unhealthy',
  title: 'the last deployment failed',
  change: (world) =>
    withStack(agreed(world), { status: 'UPDATE_ROLLBACK_FAILED', statusReason: 'Resource update cancelled' }),
});

export const functionNotFound = defineScenario({
  id: 'function-not-found',
  title: 'the function was deleted by hand',
  change: (world) => ({ ...agreed(world), functions: {} }),
  quietLog: true,
});

export const roleNotFound = defineScenario({
  id: 'role-not-found',
  title: "the function's role was deleted by hand",
  change: (world) => ({ ...agreed(world), roles: {} }),
  quietLog: true,
});

export const regionUnsupported = defineScenario({
  id: 'region-unsupported',
  title: 'Bedrock is not offered in the Region',
  change: (world) => withBedrock(agreed(world), { unsupportedRegions: [REGION] }),
  quietLog: true,
});
