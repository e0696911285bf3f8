import { configureGlobal } from 'fast-check';

/**
 * How much of what a law could be tried on is tried: all of it by night (`DRAWS=all npm test`, with another seed each time), a
 * quarter in every run of the tests, a tenth in `npm run test:unit`, for an answer while one writes.
 */
const SHARE = process.env['TESTS'] === 'unit' ? 1 / 10 : process.env['DRAWS'] === 'all' ? 1 : 1 / 4;
/** What takes long and seldom tells anything new is tried by night alone. */
export const BY_NIGHT = process.env['DRAWS'] === 'all';
const SEED = Number(process.env['SEED'] ?? 20261125);

/** How many cases a law draws; fast-check's own number where it names none. */
export const runs = (whole = 100): number => Math.ceil(whole * SHARE);

/** One of so many rows is tried. */
const EVERY = Math.round(1 / SHARE);

/**
 * The share of a table's rows that is tried; others with another seed. Where each row takes long, a so many times smaller one by
 * day.
 */
export const someRows = <T>(rows: readonly T[], thinner = 1): readonly T[] =>
  rows.filter((_row, index) => (index + SEED) % (BY_NIGHT ? 1 : EVERY * thinner) === 0);

/** All of a table's rows; in `npm run test:unit` some. */
export const allRows = <T>(rows: readonly T[]): readonly T[] =>
  process.env['TESTS'] === 'unit' ? someRows(rows) : rows;

/** Some of all pairs: each of the one with as many of the other, so that of both each is tried where there are enough. */
export const somePairs = <A, B>(all: readonly A[], with_: readonly B[]): readonly (readonly [A, B])[] =>
  all.flatMap((one, row) =>
    with_.filter((_other, column) => (row + column + SEED) % EVERY === 0).map((other) => [one, other] as const),
  );

/** A change is judged by what it changes, not by luck: every run draws the same cases. `SEED=7 npm test` looks at others. */
configureGlobal({ seed: SEED, numRuns: runs() });
