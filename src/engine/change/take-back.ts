import type { Aws } from '../../core/aws.ts';
import type { Json } from '../../core/json.ts';
import { elsewhere, placeIsUnknown } from '../../core/origin.ts';
import type { Assignment, Origin, Plan } from '../../core/plan.ts';
import type { ExitCode, ReportChange } from '../../core/report.ts';
import type { Change } from '../../journal/change.ts';
import { type Journal, newChangeId } from '../../journal/journal.ts';
import { undoPlan } from '../../journal/undo-plan.ts';
import { SETTINGS } from '../../settings/index.ts';
import type { AwsSession } from '../session/aws-session.ts';
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

/** Where a change may be taken back: here, elsewhere (and why, in a sentence), or nobody wrote down where it was made. */
export type Reach = { readonly where: 'here' | 'unknown' } | { readonly where: 'elsewhere'; readonly why: string };

/** Whether a change was made without AWS, in a file of this machine: it belongs to no account. Pure. */
export const isLocal = ({ account, steps }: Change): boolean =>
  account === null && steps.every(({ assignment }) => assignment.setting.startsWith('local.'));

/** Whether a change was made where this run is. Pure. */
export function reachOf(change: Change, here: Origin): Reach {
  if (isLocal(change)) return { where: 'here' };
  const why = elsewhere(change, here);
  if (why !== null)
    return {
      where: 'elsewhere',
      why: `${change.id} was made in ${why}. It was left alone, and can be taken back there.`,
    };
  return { where: placeIsUnknown(change) || here.account === null ? 'unknown' : 'here' };
}

/** The plan that undoes a change, made from what stands there now. Rejects when that cannot be read. */
export async function undoableOf(session: AwsSession, change: Change): Promise<Undoable> {
  const hands = handsOf(session);
  const found = async ({ setting, key }: Assignment): Promise<Json> =>
    (await SETTINGS.get(setting)?.read(key as never, hands)) ?? null;
  return { change, ...(await undoPlan(change, SETTINGS, found)) };
}

/** Undoes one change, never over somebody else's later one, never elsewhere. To be run alone (`Journal.alone`). */
export async function takeBack(
  session: AwsSession,
  journal: Journal,
  { change, plan }: Undoable,
  here: Origin,
  aws?: Aws,
): Promise<TakenBack> {
  const reach = reachOf(change, here);
  if (reach.where === 'elsewhere') return { changes: [], exit: 2, note: reach.why };
  // The undo is written down with the place it is really made in.
  const placed: Plan = isLocal(change) ? plan : { ...plan, ...here };
  const { ended, changes, events } = await carryOut(
    session,
    journal,
    placed,
    newChangeId(session.host.now()),
    change.id,
    { ...(aws ? { aws } : {}), anyway: change.steps.some(({ status }) => status === 'sent') },
  );
  if (ended === 'done') {
    return events.some(({ did }) => did === 'sent')
      ? {
          changes,
          exit: 5,
          note: `${change.id}: the undo was sent, and reading it back does not show it yet; look again with bedrock-doctor undo ${change.id}.`,
        }
      : { changes, exit: 0, note: null };
  }
  if (events.some(({ did }) => did === 'stale')) {
    return { changes, exit: 2, note: `${change.id} was left alone: somebody changed it since.` };
  }
  const failure = events.find((event) => event.did === 'failed');
  const why = failure?.did === 'failed' ? failure.message : 'unknown';
  return { changes, exit: 1, note: `${change.id} could not be taken back: ${why}` };
}
