import { describe, expect, test } from 'vitest';
import { FORMS } from '../src/errors/frames/index.ts';
import { normalize } from '../src/errors/normalize.ts';
import { TEXTS } from './frame-samples/index.ts';
import type { Texts } from './frame-samples/texts.ts';
import { mutantsOf } from './regexp-mutants.ts';

const NONE: Texts = { read: [], notRead: [] };
const forms = FORMS.filter(({ id }) => id !== 'named').map((form) => [form.id, form] as const);

/** Where an expression matches, and what its groups hold there. */
const readBy = (pattern: RegExp, plain: string) =>
  [...plain.matchAll(pattern)].map(({ index, groups }) => ({
    index,
    groups: Object.fromEntries(Object.entries(groups ?? {}).filter(([, value]) => value !== undefined)),
  }));

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

describe.each(forms)('the form %s', (id, { pattern, needles }) => {
  const { read, notRead } = TEXTS[id] ?? NONE;
  test('reads every part of its texts, and leaves the others alone', () => {
    for (const [text, parts] of read) {
      const plain = normalize(text);
      const found = readBy(pattern, plain);
      expect(
        found.map(({ groups }) => groups),
        text,
      ).toEqual([parts]);
      const lower = plain.toLowerCase();
      expect(
        needles.some((needle) => lower.includes(needle)),
        `a needle of ${id} stands in ${text}`,
      ).toBe(true);
    }
    for (const text of notRead) expect(readBy(pattern, normalize(text)), text).toEqual([]);
  });
  test('has no part that none of its texts needs', () => {
    const texts = [...read.map(([text]) => text), ...notRead].map((text) => normalize(text));
    const whole = JSON.stringify(texts.map((text) => readBy(pattern, text)));
    expect(
      mutantsOf(pattern.source)
        .filter(({ source }) => {
          const changed = new RegExp(source, pattern.flags);
          return JSON.stringify(texts.map((text) => readBy(changed, text))) === whole;
        })
        .map(
          ({ what }) =>
            `the form ${id} ${what} reads all its texts alike: add a text that needs this part (test/frame-samples), or remove the part`,
        ),
    ).toEqual([]);
  });
});
