import { minutesAgo, withBedrock } from './change.ts';
import { HAIKU } from './models.ts';
import { defineScenario } from './scenario.ts';

export const marketplaceSubscriptionFailed = defineScenario({
  id: 'marketplace-subscription-failed',
  title: 'the agreement failed',
  change: (world, now) =>
    withBedrock(world, {
      agreements: {
        [HAIKU]: {
          status: 'ERROR',
          errorMessage: 'AWS Marketplace Agreement Failed within 15 minutes',
          startedAt: minutesAgo(now, 30),
          settlesAt: null,
          settlesAs: 'ERROR',
          background: true,
        },
      },
    }),
});
