import { agreed } from './change.ts';
import { UNKNOWN_KEY } from './keys.ts';
import { defineScenario } from './scenario.ts';

export const credentialsInvalid = defineScenario({
  id: 'credentials-invalid',
  title: 'the key is not known',
  change: (world) => agreed(world),
  key: UNKNOWN_KEY,
});
