import { failing } from './change.ts';
import { defineScenario } from './scenario.ts';

export const serviceUnavailable = defineScenario({
  id: 'service-unavailable',
  title: 'Bedrock has no capacity just now',
  change: (world) => failing(world, 'unavailable'),
});
