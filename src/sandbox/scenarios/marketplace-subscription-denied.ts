import { defineScenario } from './scenario.ts';

export const marketplaceSubscriptionDenied = defineScenario({
  id: 'marketplace-subscription-denied',
  title: "the guide's case: no agreement, and the role may not subscribe",
  change: (world) => world,
});
