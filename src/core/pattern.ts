/** A regular expression as far as it is asked: whether a text has it, and how it was written. */
export interface Pattern {
  readonly source: string;
  readonly test: (text: string) => boolean;
}
