import { describe, expect, test } from 'vitest';
import { openFinder } from '../src/errors/finder.ts';
import { FORMS } from '../src/errors/frames/index.ts';
import { NAMED } from '../src/errors/frames/named.ts';
import { normalize } from '../src/errors/normalize.ts';
import { suspicion } from '../src/errors/suspicion.ts';
import { ADVICE, misread, NO_TEXTS, quote, readBy, textsIn } from './frame-law.ts';
import { TEXTS } from './frame-samples/index.ts';
import { mutantsOf } from './regexp-mutants.ts';

/** Names that stand in no client's form have a law of their own: `frame-names.test.ts`. */
const forms = FORMS.filter((form) => form !== NAMED).map((form) => [form.id, form] as const);

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
      const { read, notRead } = TEXTS[id] ?? NO_TEXTS;
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
  const { read, notRead } = TEXTS[id] ?? NO_TEXTS;
  test('reads every part of its texts, and leaves the others alone', () => {
    expect(misread(`the form ${id}`, pattern, { read, notRead })).toEqual([]);
  });
  test('has no part that none of its texts needs', () => {
    const texts = textsIn({ read, notRead });
    const whole = texts.map((text) => quote(readBy(pattern, text)));
    expect(
      mutantsOf(pattern.source)
        .filter(({ source }) => {
          const changed = new RegExp(source, pattern.flags);
          return texts.every((text, at) => quote(readBy(changed, text)) === whole[at]);
        })
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
