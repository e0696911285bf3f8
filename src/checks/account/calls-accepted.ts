import { defineCheck } from '../../core/check.ts';
import { OBSERVED_MESSAGES, OBSERVED_NEEDS, observedIn } from '../observed.ts';

/** What Bedrock said of the account to the function itself. */
export const callsAccepted = defineCheck({
  id: 'account/calls-accepted',
  title: 'The account was accepted in recent calls',
  link: 'agreement',
  needs: OBSERVED_NEEDS,
  messages: OBSERVED_MESSAGES,
  judge: (facts, find) => observedIn(['account'], facts, find),
});
