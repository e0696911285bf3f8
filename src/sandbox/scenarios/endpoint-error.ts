import { agreed } from './change.ts';
import { defineScenario } from './scenario.ts';

export const endpointError = defineScenario({
  id: 'endpoint-error',
  title: 'the API has no such path',
  change: (world) => ({ ...agreed(world), apiBroken: true }),
});
