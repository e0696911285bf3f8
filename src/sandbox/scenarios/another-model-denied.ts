import { baseWorld } from './base.ts';
import { agreed, called, callingModel } from './change.ts';
import { OPERATOR_KEY } from './keys.ts';
import { HAIKU, NOVA_LITE } from './models.ts';
import type { Scenario } from './scenario.ts';

export const anotherModelDenied: Scenario = {
  id: 'another-model-denied',
  title: 'calls of one model succeed, and the log tells of another that is refused',
  shows: 'healthy',
  fix: { option: '3' },
  key: OPERATOR_KEY,
  world: (baseUrl, now) => {
    const working = called(agreed(baseWorld(baseUrl, now)), now, 4);
    return callingModel(called(callingModel(working, NOVA_LITE), now, 2), HAIKU);
  },
};
