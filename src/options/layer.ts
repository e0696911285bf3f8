import type { Source } from '../core/target.ts';

/** A given value, not yet read by its kind. */
export interface Given {
  readonly value: unknown;
  readonly source: Source;
  /** Where the items of a list stand, in a file that tells. */
  readonly itemLines?: readonly number[];
}

/** The values of one file, by key, each with the line it is in. */
export interface Layer {
  readonly path: string;
  readonly get: (key: string) => Given | null;
}
