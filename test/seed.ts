import { configureGlobal } from 'fast-check';

/**
 * How much of what a law could be tried on is tried: all of it by night (`DRAWS=all npm test`, with another seed each time), a
 * third in every run of the tests, a fifth in `npm run test:unit`, for an answer while one writes.
 */
const SHARE = process.env['TESTS'] === 'unit' ? 1 / 5 : process.env['DRAWS'] === 'all' ? 1 : 1 / 3;
const SEED = Number(process.env['SEED'] ?? 20261125);

/** How many cases a law draws; fast-check's own number where it names none. */
export const runs = (whole = 100): number => Math.ceil(whole * SHARE);

/** Every so many of a table's rows, all of them by night: for a table whose rows differ in one thing at a time. */
export const someRows = <T>(rows: readonly T[]): readonly T[] => {
  const every = Math.round(1 / SHARE);
  return rows.filter((_row, index) => (index + SEED) % every === 0);
};

/** A change is judged by what it changes, not by luck: every run draws the same cases. `SEED=7 npm test` looks at others. */
configureGlobal({ seed: SEED, numRuns: runs() });
