import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readPieces } from '../src/engine/explain/read.ts';
import { decisionOf } from '../src/errors/decision.ts';
import { readError } from '../src/errors/recognize.ts';
import { explain } from '../src/library/explain.ts';
import { entryOf } from '../src/verification/entry.ts';
import { someRows } from './seed.ts';

const FOLDER = new URL('corpus/', import.meta.url);
const texts = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as readonly { readonly text: string }[])
  .map(({ text }) => text)
  .filter((text) => text.trim() !== '');

/** Every reader of errors that the program has, by the cause it gives. */
const readers: Readonly<Record<string, (text: string) => Promise<string | null> | string | null>> = {
  'explain TEXT': async (text) => (await readPieces([text]))?.decides?.cause ?? null,
  'the library': (text) => explain(text)?.cause ?? null,
  tail: (text) => entryOf({ timestamp: 0, stream: 's', id: 'i', message: text }).explained?.cause ?? null,
  'log and answers': (text) => readError(text).recognition?.cause ?? null,
  'events of any length': (text) => decisionOf(text)?.cause ?? null,
};

test('log, tail, explain, answers and the library say the same of the same text', async () => {
  expect(texts.length).toBeGreaterThan(2_500);
  const differ: string[] = [];
  for (const text of someRows(texts)) {
    const said = new Map<string, string[]>();
    for (const [name, read] of Object.entries(readers)) {
      const cause = (await read(text)) ?? 'nothing';
      said.set(cause, [...(said.get(cause) ?? []), name]);
    }
    if (said.size > 1)
      differ.push(
        `${[...said].map(([cause, who]) => `${who.join(', ')}: ${cause}`).join('; ')} of ${text.slice(0, 120)}`,
      );
  }
  expect(differ).toEqual([]);
});
