import { baseWorld } from './base.ts';
import { agreed, called } from './change.ts';
import { OPERATOR_KEY } from './keys.ts';
import type { Scenario } from './scenario.ts';

export const denialOutdated: Scenario = {
  id: 'denial-outdated',
  title: 'a call was denied twenty minutes ago; since then the agreement came, and nobody called',
  shows: 'healthy',
  key: OPERATOR_KEY,
  world: (baseUrl, now) => agreed(called(baseWorld(baseUrl, now), now, 20)),
};
