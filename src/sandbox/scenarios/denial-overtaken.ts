import { baseWorld } from './base.ts';
import { agreed, called } from './change.ts';
import { OPERATOR_KEY } from './keys.ts';
import type { Scenario } from './scenario.ts';

export const denialOvertaken: Scenario = {
  id: 'denial-overtaken',
  title: 'a call was denied three minutes ago; since then the agreement came, and nobody called',
  shows: 'propagation-pending',
  key: OPERATOR_KEY,
  world: (baseUrl, now) => agreed(called(baseWorld(baseUrl, now), now, 3)),
};
