import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { openFinder } from '../src/errors/finder.ts';
import { FORMS } from '../src/errors/frames/index.ts';
import { EXCEPTIONS, KEY_OF, NAMED, nameAt, PLACES } from '../src/errors/frames/named.ts';
import {
  ALONE,
  MESSAGE,
  NAME,
  NO_CODE,
  NO_LIST,
  NO_MANNER,
  NO_NEXT,
  NO_TALK,
  REPORTED,
} from '../src/errors/frames/reported.ts';
import { normalize } from '../src/errors/normalize.ts';
import { suspicion } from '../src/errors/suspicion.ts';
import { TEXTS } from './frame-samples/index.ts';
import { EXCEPTION_TEXTS, PLACE_TEXTS } from './frame-samples/named.ts';
import { NOT_REPORTED_TEXTS } from './frame-samples/not-reported.ts';
import type { Texts, TextsOf } from './frame-samples/texts.ts';
import { type Mutant, mutantsOf } from './regexp-mutants.ts';

const NONE: Texts = { read: [], notRead: [] };
const ADVICE =
  'reads all its texts alike: add a text that needs this part (test/frame-samples), or take the part away if there is none';
const forms = FORMS.filter(({ id }) => id !== 'named').map((form) => [form.id, form] as const);

const quote = (value: unknown): string => JSON.stringify(value);
/** Where an expression matches, and what its groups hold there. */
const readBy = (pattern: RegExp, plain: string) =>
  [...plain.matchAll(pattern)].map(({ index, groups }) => ({
    index,
    groups: Object.fromEntries(Object.entries(groups ?? {}).filter(([, value]) => value !== undefined)),
  }));

/** What the texts of a form read as. */
interface Read {
  readonly plain: string;
  readonly shown: string;
}
const readAll = (pattern: RegExp, texts: readonly string[]): readonly Read[] =>
  texts.map((text) => {
    const plain = normalize(text);
    return { plain, shown: quote(readBy(pattern, plain)) };
  });
const isNoticed = (changed: RegExp, read: readonly Read[]): boolean =>
  read.some(({ plain, shown }) => quote(readBy(changed, plain)) !== shown);
const textsIn = ({ read, notRead }: Texts): readonly string[] => [...read.map(([text]) => text), ...notRead];

const groupsIn = (pattern: RegExp, text: string) => readBy(pattern, normalize(text)).map(({ groups }) => groups);

/** What a pattern does otherwise than its texts say, in a sentence each. */
const misread = (form: string, pattern: RegExp, { read, notRead }: Texts): readonly string[] => [
  ...read
    .filter(([text, parts]) => !isDeepStrictEqual(groupsIn(pattern, text), [parts]))
    .map(
      ([text, parts]) => `${form} reads ${quote(groupsIn(pattern, text))}, not ${quote([parts])}, from ${quote(text)}`,
    ),
  ...notRead
    .filter((text) => groupsIn(pattern, text).length > 0)
    .map((text) => `${form} reads ${quote(groupsIn(pattern, text))} from ${quote(text)}, where it is not`),
];

/** Texts that none of some phrases finds; `finds` tells of each phrase which texts it finds. */
const missedBy = (texts: readonly string[], finds: readonly (readonly boolean[])[]): readonly string[] =>
  texts.filter((_text, at) => !finds.some((found) => found[at] === true));
const needlessOf = (phrases: readonly string[], finds: readonly (readonly boolean[])[]): readonly string[] =>
  phrases.filter(
    (_phrase, one) =>
      !finds[one]?.some((has, at) => has && finds.every((found, other) => other === one || found[at] !== true)),
  );

test('each form has texts that it reads and texts that it leaves alone', () => {
  expect(
    forms.flatMap(([id]) => {
      const { read, notRead } = TEXTS[id] ?? NONE;
      return read.length > 0 && notRead.length > 0
        ? []
        : [
            `the form ${id} has no texts: add them under its id in test/frame-samples (${read.length} read, ${notRead.length} not read)`,
          ];
    }),
  ).toEqual([]);
  expect(
    Object.keys(TEXTS).filter((id) => !forms.some(([known]) => known === id)),
    'texts of a form that is no more',
  ).toEqual([]);
});

describe.each(forms)('the form %s', (id, { pattern, needles, hint }) => {
  const { read, notRead } = TEXTS[id] ?? NONE;
  test('reads every part of its texts, and leaves the others alone', () => {
    expect(misread(`the form ${id}`, pattern, { read, notRead })).toEqual([]);
  });
  test('has no part that none of its texts needs', () => {
    const whole = readAll(pattern, textsIn({ read, notRead }));
    expect(
      mutantsOf(pattern.source)
        .filter(({ source }) => !isNoticed(new RegExp(source, pattern.flags), whole))
        .map(({ what }) => `the form ${id} ${what} ${ADVICE}`),
    ).toEqual([]);
  });
  test('is looked for wherever it stands, by nothing that finds none of its texts', () => {
    const texts = read.map(([text]) => normalize(text).toLowerCase());
    const finds = needles.map((needle) => texts.map((text) => text.includes(needle)));
    expect(missedBy(texts, finds), `no needle of ${id} stands in these`).toEqual([]);
    expect(needlessOf(needles, finds), `these needles of ${id} find no text that the others do not`).toEqual([]);
    if (hint?.length === 0) return;
    expect(
      texts.filter((text) => suspicion().find(text, 0) < 0),
      `a log's line like these would be passed over: give ${id} a hint`,
    ).toEqual([]);
    const hinted = (hint ?? []).map((one) => texts.map((text) => openFinder([one]).find(text, 0) >= 0));
    expect(needlessOf(hint ?? [], hinted), `these hints of ${id} find no text that the others do not`).toEqual([]);
  });
});

/** What an expression is put together from, by name: each is written once, so each is changed once, wherever it is used. */
const PARTS: { readonly [name: string]: string } = {
  'the whole expression': NAMED.pattern.source,
  'the exceptions': EXCEPTIONS,
  ...PLACES,
  message: MESSAGE,
  key: KEY_OF,
  code: NO_CODE,
  list: NO_LIST,
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

describe('where a name is an error', () => {
  const all: TextsOf = { ...PLACE_TEXTS, ...NOT_REPORTED_TEXTS, 'the exceptions': EXCEPTION_TEXTS };
  const readOf = (names: readonly string[]) =>
    readAll(
      NAMED.pattern,
      names.flatMap((name) => textsIn(all[name] ?? NONE)),
    );

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
    const { read } = PLACE_TEXTS[id] ?? NONE;
    expect(misread(`the place "${id}"`, nameAt([place], 'g'), { read, notRead: [] })).toEqual([]);
  });
  test.each(Object.entries(all))('names are read, or left alone: %s', (name, texts) => {
    expect(misread(`the form named ("${name}")`, NAMED.pattern, texts)).toEqual([]);
  });
  test.each(Object.entries(PARTS))('no part is needless: %s', (name, part) => {
    expect(NAMED.pattern.source.includes(part), `"${name}" is used nowhere any more: take it away`).toBe(true);
    // Its own texts first: one of them is likely to tell.
    const whole = readOf([name, ...Object.keys(all).filter((other) => other !== name)]);
    const alike = mutantsOf(part)
      .filter((mutant) => !isWithinAnother(part, mutant))
      .filter(
        ({ source }) =>
          !isNoticed(
            new RegExp(
              NAMED.pattern.source.replaceAll(part, () => source),
              'g',
            ),
            whole,
          ),
      )
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
