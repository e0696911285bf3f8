import type { Case } from '../world.ts';
import { ACCOUNT_SIDE } from './account.ts';
import { BLIND } from './blind.ts';
import { CAPACITY } from './capacity.ts';
import { CREDENTIALS } from './credentials.ts';
import { MODEL } from './model.ts';
import { POLICY } from './policy.ts';
import { PROBED } from './probed.ts';
import { TARGET } from './target.ts';
import { TRAPS } from './traps.ts';

/** Every world the judge has, by the part of the chain it is about. */
export const WORLDS: { readonly [part: string]: readonly Case[] } = {
  credentials: CREDENTIALS,
  target: TARGET,
  model: MODEL,
  account: ACCOUNT_SIDE,
  policy: POLICY,
  capacity: CAPACITY,
  blind: BLIND,
  traps: TRAPS,
  probed: PROBED,
};
