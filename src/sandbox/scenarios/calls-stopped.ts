import { baseWorld } from './base.ts';
import { called, minutesAgo, withBedrock } from './change.ts';
import { OPERATOR_KEY } from './keys.ts';
import { HAIKU } from './models.ts';
import type { Scenario } from './scenario.ts';

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html: up to 15 minutes of calls that succeed. */
export const callsStopped: Scenario = {
  id: 'calls-stopped',
  title: 'calls succeeded for a quarter of an hour, and then no more',
  shows: 'marketplace-subscription-denied',
  fix: { option: '1' },
  key: OPERATOR_KEY,
  world: (baseUrl, now) => {
    const begun = withBedrock(baseWorld(baseUrl, now), { firstInvokedAt: { [HAIKU]: minutesAgo(now, 20) } });
    return called(called(begun, now, 18), now, 2);
  },
};
