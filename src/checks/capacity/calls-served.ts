import { defineCheck } from '../../core/check.ts';
import { OBSERVED_MESSAGES, OBSERVED_NEEDS, observedIn } from '../observed.ts';

/** What Bedrock said of capacity to the function itself; never a matter of access. */
export const callsServed = defineCheck({
  id: 'capacity/calls-served',
  title: 'Recent calls were served',
  link: 'capacity',
  needs: OBSERVED_NEEDS,
  messages: OBSERVED_MESSAGES,
  judge: (facts, find) => observedIn(['capacity'], facts, find),
});
