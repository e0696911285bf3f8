import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NAMED, namedIn, placesOfNames } from '../src/errors/frames/named.ts';
import { normalize } from '../src/errors/normalize.ts';
import { recognize } from '../src/errors/recognize.ts';
import { allRows } from './seed.ts';

/** One pasted text and what `explain` must say of it. */
interface Paste {
  /** The text as somebody pastes it. */
  readonly text: string;
  /** The cause that decides; null where the answer is `unknown`. `a|b`: either, where the contract leaves it open. */
  readonly cause: string | null;
  /** N of "try again after N minutes" in the deciding error; null where it names none. */
  readonly wait: number | null;
  /** Where such a paste comes from, or which rule decides it. */
  readonly note: string;
}

const FOLDER = new URL('corpus/', import.meta.url);
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
const pastes = files.flatMap((file) =>
  (JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as readonly Paste[]).map((paste, index) => ({
    file,
    index,
    ...paste,
  })),
);

const shown = (cause: string | null, wait: number | null): string =>
  wait === null ? (cause ?? 'unknown') : `${cause ?? 'unknown'}, ${wait} min`;

/** What differs from the proposeChange, in one line; null where nothing does. */
const miss = ({ file, index, text, cause, wait, note }: (typeof pastes)[number]): string | null => {
  const found = recognize(text);
  const [wanted, got] = [shown(cause, wait), shown(found?.cause ?? null, found?.waitMinutes ?? null)];
  return wanted === got || (cause ?? '').split('|').includes(found?.cause ?? 'null')
    ? null
    : `${file}[${index}] wanted ${wanted}; found ${got}; ${note}: ${JSON.stringify(text.slice(0, 160))}`;
};

// The corpus was written from the contract and AWS's own words, most of it by people who had not seen the signatures.
test('every paste of the independent corpus gets its cause and its wait', () => {
  expect(pastes.length).toBeGreaterThan(450);
  expect(
    allRows(pastes)
      .map(miss)
      .filter((line) => line !== null),
  ).toEqual([]);
});

test('an exception is found place by place where the whole expression finds it', () => {
  const found = (matches: Iterable<RegExpMatchArray>) =>
    [...matches].map(({ index, groups }) => ({ index, key: groups?.['key'] }));
  const plain = pastes.map(({ text }) => normalize(text));
  expect(plain.filter((text) => namedIn(text, placesOfNames(text)).length > 0).length).toBeGreaterThan(500);
  for (const text of plain)
    expect(found(namedIn(text, placesOfNames(text))), text).toEqual(found(text.matchAll(NAMED.pattern)));
});
