import { agreed, withStack } from './change.ts';
import { defineScenario } from './scenario.ts';

export const stackUnhealthy = defineScenario({
  id: 'stack-unhealthy',
  title: 'the last deployment failed',
  change: (world) =>
    withStack(agreed(world), { status: 'UPDATE_ROLLBACK_FAILED', statusReason: 'Resource update cancelled' }),
});
