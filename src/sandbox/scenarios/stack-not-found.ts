import { agreed, withStack } from './change.ts';
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
