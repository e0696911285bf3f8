import { withInline } from './change.ts';
import { allow, deny } from './policy.ts';
import { defineScenario } from './scenario.ts';

export const subscribeDeniedExplicitly = defineScenario({
  id: 'subscribe-denied-explicitly',
  title: 'one policy of the role lets it subscribe, another denies that',
  shows: 'denied-explicitly',
  change: (world) =>
    withInline(
      withInline(
        world,
        'BedrockMarketplaceAccess',
        allow(['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe'], '*'),
      ),
      'NoPurchases',
      deny('aws-marketplace:Subscribe', '*'),
    ),
});
