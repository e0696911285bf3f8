import { agreed } from './change.ts';
import { defineScenario } from './scenario.ts';

export const roleNotFound = defineScenario({
  id: 'role-not-found',
  title: "the function's role was deleted by hand",
  change: (world) => ({ ...agreed(world), roles: {} }),
  quietLog: true,
});
