import { minutesAgo, withBedrock } from './change.ts';
import { HAIKU } from './models.ts';
import { defineScenario } from './scenario.ts';

export const firstCallsSucceed = defineScenario({
  id: 'first-calls-succeed',
  title: 'the first calls of a new account succeed, without an agreement',
  shows: 'marketplace-subscription-denied',
  change: (world, now) => withBedrock(world, { firstInvokedAt: { [HAIKU]: minutesAgo(now, 6) } }),
});
