import { baseWorld } from './base.ts';
import { agreed, called } from './change.ts';
import { OPERATOR_KEY } from './keys.ts';
import type { Scenario } from './scenario.ts';

export const deniedThenSucceeded: Scenario = {
  id: 'denied-then-succeeded',
  title: 'a call was denied half an hour ago; the agreement came, and calls succeed',
  shows: 'healthy',
  key: OPERATOR_KEY,
  world: (baseUrl, now) => called(agreed(called(baseWorld(baseUrl, now), now, 30)), now, 4),
};

export const denialOvertaken: Scenario = {
  id: 'denial-overtaken',
  title: 'a call was denied three minutes ago; since then the agreement came, and nobody called',
  shows: 'propagation-pending',
  key: OPERATOR_KEY,
  world: (baseUrl, now) => agreed(called(baseWorld(baseUrl, now), now, 3)),
};

export const denialOutdated: Scenario = {
  id: 'denial-outdated',
  title: 'a call was denied twenty minutes ago; since then the agreement came, and nobody called',
  shows: 'healthy',
  key: OPERATOR_KEY,
  world: (baseUrl, now) => agreed(called(baseWorld(baseUrl, now), now, 20)),
};
