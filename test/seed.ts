import { configureGlobal } from 'fast-check';

/** A change is judged by what it changes, not by luck: every run draws the same cases. `SEED=7 npm test` looks at others. */
configureGlobal({ seed: Number(process.env['SEED'] ?? 20261125) });
