import { defineCheck } from '../../core/check.ts';
import { OBSERVED_MESSAGES, OBSERVED_NEEDS, observedIn } from '../observed.ts';

/** What Bedrock said of the model to the function itself. */
export const callsUnderstood = defineCheck({
  id: 'model/calls-understood',
  title: 'Bedrock knew the model in recent calls',
  link: 'model',
  needs: OBSERVED_NEEDS,
  messages: OBSERVED_MESSAGES,
  judge: (facts, find) => observedIn(['model'], facts, find),
});
