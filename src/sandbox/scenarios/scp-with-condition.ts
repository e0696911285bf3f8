import { agreed, underRegionScp } from './change.ts';
import { defineScenario } from './scenario.ts';

export const scpWithCondition = defineScenario({
  id: 'scp-with-condition',
  title: 'the organization denies the Region by a condition, which no simulation shows',
  shows: 'denied-by-scp',
  change: (world) => underRegionScp(agreed(world)),
});
