import { type Applied, type ApplyOptions, apply } from '../../core/apply.ts';
import type { Aws } from '../../core/aws.ts';
import { originOf } from '../../core/origin.ts';
import type { JournalEvent, Plan } from '../../core/plan.ts';
import type { ReportChange } from '../../core/report.ts';
import type { Hands } from '../../core/setting.ts';
import { UsageError } from '../../core/usage-error.ts';
import type { Change } from '../../journal/change.ts';
import type { Journal } from '../../journal/journal.ts';
import { SETTINGS } from '../../settings/index.ts';
import { shown } from '../../settings/shown.ts';
import type { AwsSession } from '../session/aws-session.ts';

/** Reading a write back: IAM shows it within seconds, and may take a minute (contract, section 4). */
const READ_BACK_MS = 60_000;
/** Between two looks; they grow. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/** The longest that carrying out one plan may take, in milliseconds: its calls, and reading back each of them. */
const CARRY_MS = 240_000;

/** The pause after the n-th look, counted from 1, in milliseconds. */
export const pauseAfter = (attempt: number): number => Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));

/** What settings read and write with. */
export const handsOf = ({ host, steady }: AwsSession, aws: Aws = steady): Hands => ({
  aws,
  files: { read: host.read, write: (path, text) => host.write(path, text), removeFile: host.removeFile },
});

/** How a plan is carried out, where not as usual. */
export interface CarryOptions {
  /** A client of one's own. */
  readonly aws?: Aws;
  /** Writes also where a read shows what is wanted, see `ApplyOptions`. */
  readonly anyway?: boolean;
  /** How long reading back may take, in milliseconds. */
  readonly seenWithinMs?: number;
}

/** Carries out a plan with every step in the journal first. `undoes` is the change it takes back. */
export async function carryOut(
  session: AwsSession,
  journal: Journal,
  plan: Plan,
  change: string,
  undoes: string | null,
  how: CarryOptions = {},
): Promise<{
  readonly ended: Applied;
  readonly changes: readonly ReportChange[];
  readonly events: readonly JournalEvent[];
}> {
  const { host } = session;
  // A client of its own: a deadline that began before a question must not end a write.
  const hands = handsOf(session, how.aws ?? session.cleanup(CARRY_MS));
  const events: JournalEvent[] = [];
  const note = async (event: JournalEvent): Promise<void> => {
    await journal.append({
      schema: 1,
      change,
      at: new Date(host.now()).toISOString(),
      ...originOf(plan),
      undoes,
      remedy: plan.remedy,
      did,
    });
    events.push(did);
  };
  let began = host.now();
  const options: ApplyOptions = {
    goOnPastStale: undoes !== null,
    anyway: how.anyway ?? false,
    pause: async (attempt) => {
      if (attempt === 1) began = host.now();
      const left = began + (how.seenWithinMs ?? READ_BACK_MS) - host.now();
      if (left <= 0) return false;
      const pause = Math.min(pauseAfter(attempt), left);
      if (undoes === null) return host.sleep(pause);
      // Taking back goes on after Ctrl-C: what a temporary grant put there must be seen to be gone.
      await new Promise((resolve) => setTimeout(resolve, pause));
      return true;
    },
  };
  let ended: Applied;
  try {
    ended = await apply(plan, SETTINGS, hands, note, options);
  } catch (error) {
    const last = events.at(-1);
    // The journal has that it was begun, and could not be told how it ended: the write may stand.
    if (!(error instanceof UsageError) || last?.did !== 'intend') throw error;
    events.push({ subject: last.subject, did: 'failed', message: error.message });
    ended = 'stopped';
  }
  const changes = plan.assignments.map(({ setting, subject, from, to }): ReportChange => {
    const last = events.filter((event) => event.subject === subject).at(-1)?.did;
    const status =
      last === undefined || last === 'intend'
        ? 'planned'
        : undoes !== null && (last === 'done' || last === 'already')
          ? 'undone'
          : last === 'sent'
            ? undoes === null
              ? 'done'
              : 'planned'
            : last;
    return { id: undoes ?? change, setting, subject, from: shown(from), to: shown(to), status };
  });
  return { ended, changes, events };
}

/** A change of the journal as a report shows it. */
export const asReportChanges = (change: Change): readonly ReportChange[] =>
  change.steps.map(({ assignment: { setting, subject, from, to }, status }) => ({
    id: change.id,
    setting,
    subject,
    from: shown(from),
    to: shown(to),
    status: status === 'begun' ? 'planned' : status === 'sent' ? 'done' : status,
  }));
