import { gated } from './change.ts';
import { defineScenario } from './scenario.ts';

export const geographyUnsupported = defineScenario({
  id: 'geography-unsupported',
  title: 'the provider does not serve the country',
  change: (world) => gated(world, 'geography'),
});
