import { agreed } from './change.ts';
import { WEAK_KEY } from './keys.ts';
import { defineScenario } from './scenario.ts';

export const operatorNotAllowed = defineScenario({
  id: 'operator-not-allowed',
  title: 'the operator may read nothing but who they are',
  change: (world) => agreed(world),
  key: WEAK_KEY,
});
