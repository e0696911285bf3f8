import { failing } from './change.ts';
import { defineScenario } from './scenario.ts';

export const dailyTokenQuota = defineScenario({
  id: 'daily-token-quota',
  title: 'the daily tokens of a new account are used up',
  change: (world) => ({
    ...failing(world, 'daily-tokens'),
    quotas: world.quotas.map((quota) => (quota.name.includes('per day') ? { ...quota, value: 0 } : quota)),
  }),
});
