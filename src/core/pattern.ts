/** A regular expression as far as it is asked: whether a text has it, what its first group is there, and how it was written. */
export interface Pattern {
  readonly source: string;
  readonly test: (text: string) => boolean;
  /** Null where the text has no match, or the match no such group. */
  readonly firstGroup: (text: string) => string | null;
}

/** An expression that we wrote, on JavaScript's engine. Without the flags g and y, which remember. */
export const nativePattern = (expression: RegExp): Pattern => ({
  source: expression.source,
  test: (text) => expression.test(text),
  firstGroup: (text) => expression.exec(text)?.[1] ?? null,
});

/** What is wrong with an expression that `linearPattern` cannot run, behind its name. */
export const NOT_LINEAR =
  'looks ahead or back, refers to a group or is too large, which can take for ever; write it without.';
