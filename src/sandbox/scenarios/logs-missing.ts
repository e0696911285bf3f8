import { agreed, withRole } from './change.ts';
import { defineScenario } from './scenario.ts';

export const logsMissing = defineScenario({
  id: 'logs-missing',
  title: 'the role may not write logs, so there is no log group',
  change: (world) => ({ ...withRole(agreed(world), { attached: [] }), logGroups: {} }),
});
