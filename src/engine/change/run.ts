import type { ExitCode, Report, ReportChange } from '../../core/report.ts';
import type { Inputs } from '../../remedies/remedy.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import { pasteable } from '../report/pasteable.ts';
import { reportOf } from '../report/report.ts';
import type { AwsSession } from '../session/aws-session.ts';

/** A run of `fix`, as its parts share it. */
export interface Run {
  readonly session: AwsSession;
  readonly diagnosis: Diagnosis;
  readonly inputs: Inputs;
  readonly option: 1 | 2 | 3 | null;
  readonly waitMs: number;
  /** Whether a change was sent and not seen. */
  readonly unseen?: boolean;
  /** What earlier rounds did and said. */
  readonly changes: readonly ReportChange[];
  readonly notes: readonly string[];
}

/** What one fix came to: the exit code of the run, or that the next one may be tried, or that it is done. */
export type Step =
  | { readonly exit: ExitCode }
  | { readonly refused: string }
  | {
      readonly done: readonly ReportChange[];
      readonly notes: readonly string[];
      readonly fixed: string;
      readonly unseen?: boolean;
    };

/** Prints the run as it is, with more to say. */
export const report = (
  { session, diagnosis, changes, notes }: Run,
  more: Partial<Pick<Report, 'changes' | 'notes' | 'leavesOut' | 'source'>> = {},
): Promise<void> =>
  session.print(
    reportOf(session, diagnosis, {
      ...(more.leavesOut === undefined ? {} : { leavesOut: more.leavesOut }),
      changes: [...changes, ...(more.changes ?? [])],
      notes: [...notes, ...(more.notes ?? [])],
      ...(more.source === undefined ? {} : { source: more.source }),
    }),
  );

/** How a change is taken back. */
export const undoHint = (change: string, session: Pick<AwsSession, 'options' | 'host'>): string =>
  `Take it back with: ${pasteable(session, `bedrock-doctor undo ${change}`)}`;
