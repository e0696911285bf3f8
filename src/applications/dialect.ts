import type { Dialect } from '../core/dialect.ts';

/** An application of which nothing is known: only errors speak. */
export const PLAIN: Dialect = { success: null, failure: null, calling: null, expect: [], forbid: [] };
