import type { Pattern } from './pattern.ts';

/**
 * How the lines of an application say what happened: regular expressions as text, so that they can stand in a config file
 * and in saved facts. Each is looked for at the beginning of what the application wrote, without time, level and request.
 */
export interface Dialect {
  /** A call was served. Null: no line says so, and no success is ever read from the log. */
  readonly success: string | null;
  /** A call failed, whatever AWS's words are. */
  readonly failure: string | null;
  /** A call is being made; its first group is the model. */
  readonly calling: string | null;
  /** Lines that a good request leaves, in order; for `verify` and `tail`. */
  readonly expect: readonly string[];
  /** Lines that it must not leave. */
  readonly forbid: readonly string[];
}

/** A dialect whose expressions are compiled; null where it has none, or none that can be run. */
export interface OpenDialect {
  readonly dialect: Dialect;
  readonly success: Pattern | null;
  readonly failure: Pattern | null;
  readonly calling: Pattern | null;
}
