import { agreed, underRegionScp } from './change.ts';
import { defineScenario } from './scenario.ts';

export const scpUnseen = defineScenario({
  id: 'scp-unseen',
  title: 'the organization denies the Region by a condition, and nobody has called since',
  shows: 'denied-by-scp',
  change: (world) => underRegionScp(agreed(world)),
  quietLog: true,
});
