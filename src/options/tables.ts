export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A configuration file of SAM that was read: its tables, and where a key of a section is, from 1. */
export interface Tables {
  readonly values: Record<string, unknown>;
  readonly lineOf: (environment: string, command: string, key: string) => number | null;
}
