const MB = 1_048_576;

/** The longest file of each kind that is read, in bytes: what is longer is none, and would only keep the user waiting. */
export const MOST_BYTES = {
  'config file': MB,
  plan: MB,
  'request body': MB,
  'use-case form': MB,
  template: 5 * MB,
  'facts file': 64 * MB,
  /** Whatever has no limit of its own, such as the journal. */
  other: 256 * MB,
} as const;

/** Bytes as people say them: '1 MB', '300 kB'. */
export const sayBytes = (bytes: number): string =>
  bytes >= MB ? `${Math.round(bytes / MB)} MB` : `${Math.max(1, Math.round(bytes / 1024))} kB`;
