import { UsageError } from '../core/usage-error.ts';

/** One part of several: `3/8` is the third of eight. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

const MOST_SHARDS = 10_000;

/** Reads `I/N`. Throws a `UsageError`. */
export function parseShard(text: string): Shard {
  const [, first = '', second = ''] = /^(\d{1,6})\/(\d{1,6})$/.exec(text.trim()) ?? [];
  const [index, of] = [Number(first), Number(second)];
  if (first === '' || index < 1 || index > of || of > MOST_SHARDS) {
    throw new UsageError(`--shard must be I/N with I from 1 to N, such as 3/8 (it is ${JSON.stringify(text)}).`);
  }
  return { index, of };
}

/** 2^64 divided by the golden ratio: multiples of it spread evenly, also those of neighboring ids. Knuth, TAOCP 3, 6.4. */
const GOLDEN = 0x9e3779b97f4a7c15n;

/** The part an account belongs to, from 1: a function of its id alone, whatever else is in the list. Pure. */
export const shardOf = (account: string, of: number): number =>
  Number((BigInt.asUintN(64, BigInt(account) * GOLDEN) * BigInt(of)) >> 64n) + 1;

/** Whether an account belongs to that part. */
export const inShard = (account: string, { index, of }: Shard): boolean => shardOf(account, of) === index;
