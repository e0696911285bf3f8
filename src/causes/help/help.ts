/** What `explain CAUSE` and docs/causes say of a cause beyond the catalog. Plain text, sentences. */
export interface Help {
  /** What it is, and why it happens: two to four sentences. */
  readonly what: string;
  /** How it is confirmed, beyond what the checks' own messages say; empty when those say it all. */
  readonly confirm: string;
  /** What to do, step by step. */
  readonly fix: readonly [string, ...string[]];
  /** What looks like a fix and is none. */
  readonly useless: readonly [string, ...string[]];
  /** How long the fix takes to have effect; null when it has effect at once, or nobody knows. */
  readonly wait: string | null;
  /** Pages besides the catalog's, https. */
  readonly sources: readonly string[];
}
