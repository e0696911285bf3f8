import { agreed, withFunction } from './change.ts';
import { defineScenario } from './scenario.ts';

export const invokeStreamNotAllowed = defineScenario({
  id: 'invoke-stream-not-allowed',
  title: 'the role may invoke the model but not stream',
  change: (world) => withFunction(agreed(world), { streams: true }),
});
