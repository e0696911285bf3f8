import type { CauseId } from '../core/cause.ts';
import type { Cause } from './cause.ts';
import { ACCOUNT } from './layers/account.ts';
import { APPLICATION } from './layers/application.ts';
import { CAPACITY } from './layers/capacity.ts';
import { CREDENTIALS } from './layers/credentials.ts';
import { MODEL } from './layers/model.ts';
import { POLICY } from './layers/policy.ts';
import { TARGET } from './layers/target.ts';

/** Every cause by its id. The long texts about each are in `help`, which only `explain` loads. */
export const CAUSES: Readonly<Record<CauseId, Cause>> = {
  ...CREDENTIALS,
  ...TARGET,
  ...MODEL,
  ...ACCOUNT,
  ...POLICY,
  ...CAPACITY,
  ...APPLICATION,
};
