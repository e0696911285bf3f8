import { agreed } from './change.ts';
import { defineScenario } from './scenario.ts';

/** Four times what AWS allows. */
const TWENTY_MINUTES = 20 * 60_000;

export const clockSkew = defineScenario({
  id: 'clock-skew',
  title: "the machine's clock is twenty minutes slow",
  change: (world) => ({ ...agreed(world), clockSkewMs: TWENTY_MINUTES }),
});
