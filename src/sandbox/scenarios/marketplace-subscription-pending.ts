import { minutesAgo, withBedrock } from './change.ts';
import { HAIKU } from './models.ts';
import { defineScenario } from './scenario.ts';

export const marketplaceSubscriptionPending = defineScenario({
  id: 'marketplace-subscription-pending',
  title: 'the subscription is being processed',
  change: (world, now) =>
    withBedrock(world, {
      agreements: {
        [HAIKU]: {
          status: 'PENDING',
          errorMessage: null,
          startedAt: minutesAgo(now, 5),
          settlesAt: minutesAgo(now, -5),
          settlesAs: 'AVAILABLE',
          background: false,
        },
      },
    }),
});
