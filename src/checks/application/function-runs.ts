import { defineCheck } from '../../core/check.ts';
import { OBSERVED_MESSAGES, OBSERVED_NEEDS, observedIn } from '../observed.ts';

/** Faults of the function that have nothing to do with access, and refusals without a reason. */
export const functionRuns = defineCheck({
  id: 'application/function-runs',
  title: 'The application itself works',
  link: 'application',
  needs: OBSERVED_NEEDS,
  messages: OBSERVED_MESSAGES,
  judge: (facts, find) => observedIn(['application', 'target'], facts, find),
});
