import { EMPTY_TARGET, type Report } from '../../core/report.ts';

/** What a report says of the run itself. */
export interface Run {
  readonly command: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly host: { readonly now: () => number };
}

/** A report with nothing in it but the run's own facts. */
export const emptyReport = ({ command, startedAt, host }: Run, more: Partial<Report> = {}): Report => ({
  command,
  startedAt: new Date(startedAt).toISOString(),
  durationMs: host.now() - startedAt,
  apiCalls: 0,
  target: EMPTY_TARGET,
  verdict: null,
  rootCause: null,
  otherCauses: [],
  cells: [],
  checks: [],
  remedies: [],
  changes: [],
  verification: null,
  seen: [],
  notes: [],
  ...more,
});
