import { agreed, withRole } from './change.ts';
import { defineScenario } from './scenario.ts';

export const invokeNotAllowed = defineScenario({
  id: 'invoke-not-allowed',
  title: 'the role may not invoke the model',
  change: (world) => withRole(agreed(world), { inline: {} }),
});
