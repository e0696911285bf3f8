import { withInline } from './change.ts';
import { allBut, allow } from './policy.ts';
import { defineScenario } from './scenario.ts';

const MARKETPLACE = ['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe'];

export const subscribeDeniedByScp = defineScenario({
  id: 'subscribe-denied-by-scp',
  title: 'the organization lets nobody subscribe, so no grant helps',
  shows: 'denied-by-scp',
  change: (world) => ({
    ...withInline(world, 'BedrockMarketplaceAccess', allow(MARKETPLACE, '*')),
    scps: [
      { arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess', document: allow('*', '*') },
      {
        arn: 'arn:aws:organizations::999999999999:policy/o-sandbox/service_control_policy/p-procurement',
        document: allBut('aws-marketplace:Subscribe', '*'),
      },
    ],
  }),
});
