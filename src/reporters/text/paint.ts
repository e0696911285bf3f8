/** The colors a report is written in. */
export interface Paint {
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
  /** What may be copied: commands. */
  readonly command: (text: string) => string;
  readonly pass: (text: string) => string;
  readonly fail: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly unknown: (text: string) => string;
}

const bare = (text: string): string => text;

/** No color. */
export const BARE: Paint = {
  dim: bare,
  bold: bare,
  command: bare,
  pass: bare,
  fail: bare,
  warning: bare,
  unknown: bare,
};
