import type { Json } from '../core/json.ts';
import type { Assignment, Plan } from '../core/plan.ts';
import type { ExitCode, ReportChange } from '../core/report.ts';
import type { Change } from '../journal/change.ts';
import { type Journal, newChangeId } from '../journal/journal.ts';
import { undoPlan } from '../journal/undo-plan.ts';
import { SETTINGS } from '../settings/index.ts';
import type { AwsSession } from './aws-session.ts';
import { carryOut, handsOf } from './change.ts';

/** A change and what it takes to undo it. */
export interface Undoable {
  readonly change: Change;
  readonly plan: Plan;
  /** What cannot be taken back, and stays. */
  readonly irreversible: readonly Assignment[];
}

/** How it ended; `note` says why it was left alone, null when it is as before. */
export interface TakenBack {
  readonly changes: readonly ReportChange[];
  readonly exit: ExitCode;
  readonly note: string | null;
}

/** The plan that undoes a change, made from what stands there now. Rejects when that cannot be read. */
export async function undoableOf(session: AwsSession, change: Change): Promise<Undoable> {
  const hands = handsOf(session);
  const found = async ({ setting, key }: Assignment): Promise<Json> =>
    (await SETTINGS.get(setting)?.read(key as never, hands)) ?? null;
  return { change, ...(await undoPlan(change, SETTINGS, found)) };
}

/** Undoes one change, never over somebody else's later one. To be run alone (`Journal.alone`). */
export async function takeBack(
  session: AwsSession,
  journal: Journal,
  { change, plan }: Undoable,
  account: string | null,
): Promise<TakenBack> {
  if (change.account !== null && account !== null && change.account !== account) {
    const note = `${change.id} was made in account ${change.account}; you are in ${account}. It was left alone.`;
    return { changes: [], exit: 2, note };
  }
  const { ended, changes, dids } = await carryOut(session, journal, plan, newChangeId(session.host.now()), change.id);
  if (ended === 'done') return { changes, exit: 0, note: null };
  if (dids.some(({ did }) => did === 'stale')) {
    return { changes, exit: 2, note: `${change.id} was left alone: somebody changed it since.` };
  }
  const failure = dids.find((did) => did.did === 'failed');
  const why = failure?.did === 'failed' ? failure.message : 'unknown';
  return { changes, exit: 1, note: `${change.id} could not be taken back: ${why}` };
}
