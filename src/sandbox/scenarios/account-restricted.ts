import { gated } from './change.ts';
import { defineScenario } from './scenario.ts';

export const accountRestricted = defineScenario({
  id: 'account-restricted',
  title: 'AWS restricts the account',
  change: (world) => gated(world, 'restricted'),
});
