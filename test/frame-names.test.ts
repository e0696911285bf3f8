import { describe, expect, test } from 'vitest';
import { EXCEPTIONS, KEY_OF, NAMED, nameAt, PLACES } from '../src/errors/frames/named.ts';
import {
  ALONE,
  MESSAGE,
  NAME,
  NO_CASE,
  NO_CODE,
  NO_LIST,
  NO_MANNER,
  NO_NEXT,
  NO_TALK,
  REPORTED,
} from '../src/errors/frames/reported.ts';
import { ADVICE, type Match, misread, NO_TEXTS, quote, readBy, textsIn } from './frame-law.ts';
import { EXCEPTION_TEXTS, PLACE_TEXTS } from './frame-samples/named.ts';
import { NOT_REPORTED_TEXTS } from './frame-samples/not-reported.ts';
import type { TextsOf } from './frame-samples/texts.ts';
import { type Mutant, mutantsOf } from './regexp-mutants.ts';
import { allRows } from './seed.ts';

/** What an expression is put together from, by name: each is written once, so each is changed once, wherever it is used. */
const PARTS: { readonly [name: string]: string } = {
  'the whole expression': NAMED.pattern.source,
  'the exceptions': EXCEPTIONS,
  ...PLACES,
  message: MESSAGE,
  key: KEY_OF,
  code: NO_CODE,
  list: NO_LIST,
  case: NO_CASE,
  next: NO_NEXT,
  manner: NO_MANNER,
  talk: NO_TALK,
  alone: ALONE,
  reported: REPORTED,
  name: NAME,
};
/** Why a change cannot be noticed by any text. */
const ALIKE: { readonly [change: string]: string } = {
  'name without `\\b`': 'it only keeps an expression from trying each end of a word',
};

/** Whether the changed piece of a part is within a smaller part, which is changed by itself. */
const isWithinAnother = (part: string, { from, to }: Mutant): boolean =>
  Object.values(PARTS).some((other) => {
    if (other.length >= part.length || to - from >= other.length) return false;
    for (let at = part.indexOf(other); at >= 0; at = part.indexOf(other, at + 1))
      if (at <= from && to <= at + other.length) return true;
    return false;
  });

/** What names are read as: the first place that fits decides, as in `namedIn`. */
function firstOf(places: readonly (readonly Match[])[]): readonly Match[] {
  const first = new Map<number, Match>();
  for (const one of places.flat()) if (!first.has(one.index)) first.set(one.index, one);
  return [...first.values()].sort((a, b) => a.index - b.index);
}
/** An expression in pieces: all of it, or one place each, which is much quicker. */
const piecesWith = (part: string): readonly string[] =>
  Object.values(PLACES).some((place) => place.includes(part))
    ? Object.values(PLACES).map((place) => nameAt([place], 'g').source)
    : [NAMED.pattern.source];

describe('where a name is an error', () => {
  const all: TextsOf = { ...PLACE_TEXTS, ...NOT_REPORTED_TEXTS, 'the exceptions': EXCEPTION_TEXTS };

  test('each place, and each thing that keeps a name from being read, has texts', () => {
    const used = ['the whole expression', 'message', 'key', 'name'];
    expect(
      Object.keys(PARTS)
        .filter((name) => !used.includes(name) && all[name] === undefined)
        .map((name) => `"${name}" has no texts: add them under this name in test/frame-samples`),
    ).toEqual([]);
    expect(
      Object.keys(all).filter((name) => PARTS[name] === undefined),
      'texts of a part that is no more',
    ).toEqual([]);
  });
  test.each(Object.entries(PLACES))('this place alone reads its texts: %s', (id, place) => {
    const { read } = PLACE_TEXTS[id] ?? NO_TEXTS;
    expect(misread(`the place "${id}"`, nameAt([place], 'g'), { read, notRead: [] })).toEqual([]);
  });
  test.each(Object.entries(all))('names are read, or left alone: %s', (name, texts) => {
    expect(misread(`the form named ("${name}")`, NAMED.pattern, texts)).toEqual([]);
  });
  test.each(allRows(Object.entries(PARTS)))('no part is needless: %s', (name, part) => {
    expect(NAMED.pattern.source.includes(part), `"${name}" is used nowhere any more: take it away`).toBe(true);
    const pieces = piecesWith(part).map((source) => ({ source, pattern: new RegExp(source, 'g') }));
    // Its own texts first: one of them is likely to tell.
    const texts = [name, ...Object.keys(all).filter((other) => other !== name)].flatMap((one) =>
      textsIn(all[one] ?? NO_TEXTS).map((text) => {
        const read = pieces.map(({ pattern }) => readBy(pattern, text));
        return { text, read, shown: quote(firstOf(read)) };
      }),
    );
    const alike = mutantsOf(part)
      .filter((mutant) => !isWithinAnother(part, mutant))
      .filter((mutant) => {
        const changed = pieces.map(({ source }) =>
          source.includes(part)
            ? new RegExp(
                source.replaceAll(part, () => mutant.source),
                'g',
              )
            : null,
        );
        return texts.every(({ text, read, shown }) => {
          const now = changed.map((pattern, at) => (pattern === null ? (read[at] ?? []) : readBy(pattern, text)));
          return quote(firstOf(now)) === shown;
        });
      })
      .map(({ what }) => `${name} ${what}`);
    expect(
      alike.filter((change) => ALIKE[change] === undefined).map((change) => `the form named, ${change} ${ADVICE}`),
    ).toEqual([]);
    expect(
      Object.keys(ALIKE).filter((change) => change.startsWith(`${name} `) && !alike.includes(change)),
      'noticed after all',
    ).toEqual([]);
  });
});
