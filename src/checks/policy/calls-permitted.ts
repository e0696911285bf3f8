import { defineCheck } from '../../core/check.ts';
import { OBSERVED_MESSAGES, OBSERVED_NEEDS, observedIn } from '../observed.ts';

/** What Bedrock said of the policies to the function itself. */
export const callsPermitted = defineCheck({
  id: 'policy/calls-permitted',
  title: 'No policy stopped a recent call',
  link: 'policy',
  needs: OBSERVED_NEEDS,
  messages: OBSERVED_MESSAGES,
  judge: (facts, find) => observedIn(['policy', 'credentials'], facts, find),
});
