import type { Service } from './service-names.ts';
import { SIGNS } from './signs.ts';

/** A sign and where it stands. */
export interface Sign {
  readonly at: number;
  readonly of: Service;
  /** Any other sign close by says more. */
  readonly yields?: true;
}

/** Every sign in a normalized text, in order of place. */
export function signsOf(plain: string): readonly Sign[] {
  const lower = plain.toLowerCase();
  const near = SIGNS.filter(({ needles }) => needles.some((needle) => lower.includes(needle)));
  return near
    .flatMap(({ pattern, of, yields }) =>
      [...plain.matchAll(pattern)].flatMap((match): readonly Sign[] => {
        const groups = match.slice(1).map((group) => group ?? '');
        const service = of(groups);
        if (service === null) return [];
        return [{ at: match.index, of: service, ...(yields?.(groups) === true ? { yields: true } : {}) }];
      }),
    )
    .sort((a, b) => a.at - b.at);
}

/** An error's own words and its frame seldom stand further apart than this. */
const BEFORE = 700;
const BEHIND = 500;
/** 'An error occurred (Name)' goes on with 'when calling …': that is the frame itself, not what follows it. */
const FRAME_GOES_ON = 3;

const nearest = (signs: readonly Sign[], at: number, length: number): Sign | undefined =>
  signs.findLast((sign) => sign.at <= at + length + FRAME_GOES_ON && sign.at >= at - BEFORE) ??
  signs.find((sign) => sign.at > at + length && sign.at <= at + length + BEHIND);

/** The service a place in the text is about: the nearest sign before it, else the nearest behind; null when nothing tells. */
export function serviceAt(signs: readonly Sign[], at: number, length: number): Service | null {
  const sign = nearest(signs, at, length);
  const firm = sign?.yields === true ? signs.filter(({ yields }) => yields !== true) : [];
  return (nearest(firm, at, length) ?? sign)?.of ?? null;
}
