import { invert, type Plan } from '../../core/plan.ts';
import type { ReportChange } from '../../core/report.ts';
import { newChangeId } from '../../journal/journal.ts';
import { SETTINGS } from '../../settings/index.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { ourJournal } from '../session/our-journal.ts';
import { carryOut, handsOf, pauseAfter } from './change.ts';

/** How long a grant that must not stay is tried to be taken away (contract, section 4). */
const REMOVAL_MS = 120_000;
/** Time that one try's calls have beyond that, in milliseconds. */
const LAST_TRY_MS = 30_000;
/** Reading back a removal; what is not seen by then is sent once more. */
const SEEN_MS = 20_000;

/** What became of a grant that must not stay. */
export interface TakenAway {
  readonly changes: readonly ReportChange[];
  /** Why it still stands, or may, in words that end a sentence; null when it is gone. */
  readonly why: string | null;
}

/** Whether everything is as it was before the plan; null where it cannot be read. */
async function isAsBefore(session: AwsSession, plan: Plan): Promise<boolean | null> {
  const hands = handsOf(session, session.cleanup(LAST_TRY_MS));
  try {
    for (const { setting: kind, key, from } of plan.assignments) {
      const setting = SETTINGS.get(kind);
      if (setting && !setting.same((await setting.read(key as never, hands)) as never, from as never)) return false;
    }
    return true;
  } catch {
    return null;
  }
}

/** One try, with a client of its own: what broke the last one's connection need not break this one's. */
async function tryOnce(
  session: AwsSession,
  plan: Plan,
  change: string,
  anyway: boolean,
): Promise<TakenAway & { readonly final: boolean }> {
  const { host } = session;
  const journal = ourJournal(host);
  const aws = session.cleanup(REMOVAL_MS + LAST_TRY_MS);
  try {
    const { ended, changes, events } = await journal.alone(() =>
      carryOut(session, journal, invert(plan), newChangeId(host.now()), change, { aws, anyway, seenWithinMs: SEEN_MS }),
    );
    if (ended === 'done') {
      return events.some(({ did }) => did === 'sent')
        ? { changes, why: 'the removal was sent, and reading it back still shows the grant', final: false }
        : { changes, why: null, final: true };
    }
    if (events.some(({ did }) => did === 'stale')) {
      return { changes, why: 'somebody changed the policy since, and it is not overwritten', final: true };
    }
    const failed = events.find((event) => event.did === 'failed');
    return { changes, why: failed?.did === 'failed' ? failed.message : 'the reason is not known', final: false };
  } catch (error) {
    // A held lock, a full disk, a journal that cannot be written: the grant is there all the same.
    return { changes: [], why: error instanceof Error ? error.message : String(error), final: false };
  }
}

/**
 * Takes a temporary grant away: with its own deadline, its own clients, growing pauses, and at once when a signal comes.
 * Never throws: what became of it is always said. `anyway`: the grant was sent and never seen, so that a read that does
 * not show it proves nothing.
 */
export async function takeAway(session: AwsSession, plan: Plan, change: string, anyway: boolean): Promise<TakenAway> {
  const { host } = session;
  const deadline = host.now() + REMOVAL_MS;
  for (let attempt = 1; ; attempt += 1) {
    const { changes, why, final } = await tryOnce(session, plan, change, anyway);
    if (why === null || final) return { changes, why };
    const left = deadline - host.now();
    if (left <= 0) {
      return { changes, why: !anyway && (await isAsBefore(session, plan)) === true ? null : why };
    }
    if (attempt === 1) host.err('The grant could not be taken away yet; trying again for two minutes.\n');
    const pause = Math.min(pauseAfter(attempt), left);
    // The first signal wakes it; after that only time does.
    if (host.signal.aborted) await new Promise((resolve) => setTimeout(resolve, pause));
    else await host.sleep(pause);
  }
}

/** Whether something of a plan may stand after it failed: what cannot be read may. */
export const mayStand = async (session: AwsSession, plan: Plan): Promise<boolean> =>
  (await isAsBefore(session, plan)) !== true;
