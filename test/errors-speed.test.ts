import { expect, test } from 'vitest';
import { SIGNATURES } from '../src/errors/index.ts';
import { recognise } from '../src/errors/recognise.ts';

const LONG = 200_000;
/** The contract of every expression; what it takes here is a tenth of this. */
const MOST_MS = 2_000;

/** Texts that begin like a message again and again, and never end like one. */
const nearMisses = SIGNATURES.flatMap(({ samples, needles }) => [
  `${samples[0].slice(0, samples[0].length * 0.6)} `,
  `${samples[0].slice(samples[0].length / 2)}\n`,
  `${needles[0]}\n`,
]);

test('no expression gets lost in a long text that nearly says something', () => {
  const slow = nearMisses.filter((unit) => {
    const text = unit.repeat(Math.ceil(LONG / unit.length));
    const start = performance.now();
    recognise(text);
    return performance.now() - start > MOST_MS;
  });
  expect(slow).toEqual([]);
}, 60_000);
