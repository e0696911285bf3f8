import { failing } from './change.ts';
import { defineScenario } from './scenario.ts';

export const throttled = defineScenario({
  id: 'throttled',
  title: 'too many requests',
  change: (world) => failing(world, 'throttled'),
});

export const dailyTokenQuota = defineScenario({
  id: 'daily-token-quota',
  title: 'the daily tokens of a new account are used up',
  change: (world) => ({
    ...failing(world, 'daily-tokens'),
    quotas: world.quotas.map((quota) => (quota.name.includes('per day') ? { ...quota, value: 0 } : quota)),
  }),
});

export const serviceQuotaExceeded = defineScenario({
  id: 'service-quota-exceeded',
  title: 'a service quota is exceeded',
  change: (world) => failing(world, 'quota'),
});

export const modelNotReady = defineScenario({
  id: 'model-not-ready',
  title: 'the model is not ready',
  change: (world) => failing(world, 'not-ready'),
});

export const modelTimeout = defineScenario({
  id: 'model-timeout',
  title: 'the model takes too long',
  change: (world) => failing(world, 'model-timeout'),
});

export const modelError = defineScenario({
  id: 'model-error',
  title: 'the model fails',
  change: (world) => failing(world, 'model-error'),
});

export const serviceUnavailable = defineScenario({
  id: 'service-unavailable',
  title: 'Bedrock has no capacity just now',
  change: (world) => failing(world, 'unavailable'),
});
