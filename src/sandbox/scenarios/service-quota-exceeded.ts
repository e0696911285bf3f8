import { failing } from './change.ts';
import { defineScenario } from './scenario.ts';

export const serviceQuotaExceeded = defineScenario({
  id: 'service-quota-exceeded',
  title: 'a service quota is exceeded',
  change: (world) => failing(world, 'quota'),
});
