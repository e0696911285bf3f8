import type { Cause } from './cause.ts';
import { ACCOUNT } from './layers/account.ts';
import { APPLICATION } from './layers/application.ts';
import { CAPACITY } from './layers/capacity.ts';
import { CREDENTIALS } from './layers/credentials.ts';
import { MODEL } from './layers/model.ts';
import { POLICY } from './layers/policy.ts';
import { TARGET } from './layers/target.ts';

const DECLARED = {
  ...CREDENTIALS,
  ...TARGET,
  ...MODEL,
  ...ACCOUNT,
  ...POLICY,
  ...CAPACITY,
  ...APPLICATION,
};

/** A cause of a denied or failing call: the name of a broken link. */
export type CauseId = keyof typeof DECLARED;

/** Every cause by its id. The long texts about each are in `help`, which only `explain` loads. */
export const CAUSES: Readonly<Record<CauseId, Cause<CauseId>>> = DECLARED;

/** Every cause's id, in the order of the chain a request takes (contract, section 3). */
export const CAUSE_IDS = Object.keys(CAUSES) as readonly CauseId[];

/** Whether a text is exactly a cause id. */
export const isCauseId = (text: string): text is CauseId => Object.hasOwn(CAUSES, text);

/** Whether only time ends it, and nobody has to do anything (contract, section 3, rule 3). */
export const isOverByItself = (cause: CauseId): boolean => CAUSES[cause].passesWithTime === 'alone';
