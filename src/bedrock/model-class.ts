import { bareId } from './model-id.ts';

/** What an id tells of a model's place in its family. */
export interface ModelClass {
  /** 'haiku', 'lite', '8b'; empty when the id names none. */
  readonly tier: string;
  /** [4, 5] of 'claude-haiku-4-5'; empty when the id has no number. */
  readonly version: readonly number[];
  /** 20251001, or 0. */
  readonly released: number;
}

/** Sizes as the providers name them, smallest and largest alike. */
const TIERS =
  /^(?:haiku|sonnet|opus|fable|mythos|instant|micro|nano|lite|mini|small|medium|large|pro|premier|maverick|scout|\d+b)$/;

/** Reads provider, tier and version off a base id: 'anthropic.claude-3-haiku-20240307-v1:0' is 'haiku', [3]. */
export function classOf(base: string): ModelClass {
  const words = bareId(base)
    .replace(/^[a-z0-9]+\./, '')
    .replace(/-v\d+$/, '')
    .split('-');
  const numbers = words.flatMap((word) => {
    const text = /^(?:[a-z]*?)v?(\d{1,3}(?:\.\d+)*)$/.exec(word)?.[1];
    return text === undefined ? [] : text.split('.').map(Number);
  });
  return {
    tier: words.find((word) => TIERS.test(word)) ?? '',
    version: numbers,
    released: Number(words.find((word) => /^\d{8}$/.test(word)) ?? 0),
  };
}

/** Newest first: by version, then by the day in the id. */
export function newerFirst(a: ModelClass, b: ModelClass): number {
  for (let place = 0; place < Math.max(a.version.length, b.version.length); place += 1) {
    const step = (b.version[place] ?? 0) - (a.version[place] ?? 0);
    if (step !== 0) return step;
  }
  return b.released - a.released;
}
