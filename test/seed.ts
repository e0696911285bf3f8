import { configureGlobal } from 'fast-check';

/**
 * How much of what a law could be tried on is tried: all of it by night (`DRAWS=all npm test`, with another seed each time), a
 * third in every run of the tests, a fifth in `npm run test:unit`, for an answer while one writes.
 */
const SHARE = process.env['TESTS'] === 'unit' ? 1 / 5 : process.env['DRAWS'] === 'all' ? 1 : 1 / 3;
const SEED = Number(process.env['SEED'] ?? 20261125);

/** How many cases a law draws; fast-check's own number where it names none. */
export const runs = (whole = 100): number => Math.ceil(whole * SHARE);

/** Whose multiples are spread evenly between whole numbers, whatever period the rows of a table have. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The share of a table's rows that is tried, others with another seed: for a table of all that could be combined. */
export const someRows = <T>(rows: readonly T[]): readonly T[] =>
  rows.filter((_row, index) => ((index + SEED) * GOLDEN) % 1 < SHARE);

/** A change is judged by what it changes, not by luck: every run draws the same cases. `SEED=7 npm test` looks at others. */
configureGlobal({ seed: SEED, numRuns: runs() });
