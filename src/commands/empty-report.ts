import { EMPTY_TARGET, type Report } from '../core/report.ts';
import type { Session } from './session.ts';

/** A report with nothing in it but the run's own facts. */
export const emptyReport = (session: Session, more: Partial<Report> = {}): Report => ({
  command: session.command,
  startedAt: new Date(session.startedAt).toISOString(),
  durationMs: session.host.now() - session.startedAt,
  apiCalls: 0,
  target: EMPTY_TARGET,
  verdict: null,
  rootCause: null,
  otherCauses: [],
  checks: [],
  remedies: [],
  changes: [],
  verification: null,
  seen: [],
  notes: [],
  ...more,
});
