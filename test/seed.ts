import { configureGlobal } from 'fast-check';

/** The tests of `npm run test:unit` draw a fifth of the cases, for an answer while one writes. */
const SHARE = process.env['TESTS'] === 'unit' ? 0.2 : 1;

/** How many cases a law draws; fast-check's own number where it names none. */
export const runs = (whole = 100): number => Math.ceil(whole * SHARE);

/** A change is judged by what it changes, not by luck: every run draws the same cases. `SEED=7 npm test` looks at others. */
configureGlobal({ seed: Number(process.env['SEED'] ?? 20261125), numRuns: runs() });
