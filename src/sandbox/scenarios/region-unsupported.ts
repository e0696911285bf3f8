import { agreed, withBedrock } from './change.ts';
import { REGION } from './function.ts';
import { defineScenario } from './scenario.ts';

export const regionUnsupported = defineScenario({
  id: 'region-unsupported',
  title: 'Bedrock is not offered in the Region',
  change: (world) => withBedrock(agreed(world), { unsupportedRegions: [REGION] }),
  quietLog: true,
});
