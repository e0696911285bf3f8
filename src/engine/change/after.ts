import type { Plan } from '../../core/plan.ts';
import type { ExitCode, ReportChange } from '../../core/report.ts';
import { withFullStop } from '../../core/sentence.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import { look } from '../diagnose/look.ts';
import { emptyReport } from '../report/empty-report.ts';
import { reportOf } from '../report/report.ts';
import { type AwsSession, openAws } from '../session/aws-session.ts';
import { asReport, BESIDES_MS } from '../verify/as-report.ts';
import type { Verified } from '../verify/verified.ts';
import { verifyPoem } from '../verify/verify-application.ts';
import { sayStillStands } from './pending-grants.ts';
import { mayStand, takeAway } from './take-away.ts';

/** AWS as it is now, and what the diagnosis says of it. */
export interface Fresh {
  readonly session: AwsSession;
  readonly diagnosis: Diagnosis;
}

/** Looks again, now that something was changed: what was read before is no longer true. */
export async function lookAgain(session: AwsSession, waitMs: number, accountWillDo = false): Promise<Fresh> {
  const fresh = await openAws(session, waitMs + BESIDES_MS);
  const diagnosis = await look(fresh, { now: session.host.now(), accountWillDo });
  return { session: fresh, diagnosis };
}

/** What was changed, and whether all of it was seen. */
interface Changed {
  readonly changes: readonly ReportChange[];
  readonly unseen?: boolean;
}

/** Whether a policy was put, and read back. Pure. */
export const wasGranted = ({ changes, unseen }: Changed): boolean =>
  unseen !== true && changes.some(({ setting, status }) => setting.startsWith('iam.') && status === 'done');

/** Waits for a poem through the function and prints the report of the whole run. */
export async function verifyAndPrint(
  { session, diagnosis }: Fresh,
  waitMs: number,
  done: Changed & { readonly notes: readonly string[] },
): Promise<ExitCode> {
  const verified = await verifyPoem(session, diagnosis, {
    waitMs,
    tail: false,
    fixed: true,
    granted: wasGranted(done),
  });
  // Nothing was asked, so that nobody saw it work.
  const uncalled = verified.exit === 0 && (verified.verification?.attempts ?? 0) === 0 && done.changes.length > 0;
  const judged = asReport(verified);
  await session.print(
    reportOf(session, diagnosis, {
      ...judged,
      ...(uncalled && (judged.verdict === 'healthy' || judged.verdict === 'pending')
        ? { done: 'Done: the change was read back. No call was made.' }
        : {}),
      changes: done.changes,
      notes: [...verified.notes, ...done.notes],
    }),
  );
  return verified.exit;
}

/** A temporary grant that was put, and what is said of it. */
export interface TemporaryGrant {
  readonly plan: Plan;
  /** The id of the change that put it. */
  readonly change: string;
  /** Whether AWS took it and did not show it. */
  readonly unseen: boolean;
}

/** What is said first where a grant is left that should be gone. */
const standsWords = (session: AwsSession, { plan, change }: TemporaryGrant, since: number): string =>
  sayStillStands(
    session,
    plan,
    plan.assignments.map(({ subject }) => subject).join(', '),
    new Date(since).toISOString(),
    change,
  );

/**
 * The grant that takes itself away: triggers the subscription, removes the permission whatever happened meanwhile, and
 * says what became of it. 1 where it still stands.
 */
export async function triggerAndTakeAway(
  session: AwsSession,
  grant: TemporaryGrant,
  waitMs: number,
  notes: readonly string[],
): Promise<ExitCode> {
  const { host } = session;
  const since = host.now();
  const words = standsWords(session, grant, since);
  host.lastWords(words);
  let seen: { readonly fresh: Fresh; readonly verified: Verified } | null = null;
  let failure: unknown = null;
  try {
    const fresh = await lookAgain(session, waitMs);
    seen = { fresh, verified: await verifyPoem(fresh.session, fresh.diagnosis, { waitMs, tail: false, fixed: true }) };
  } catch (error) {
    failure = error;
  }
  const { changes, why } = await takeAway(session, grant.plan, grant.change, grant.unseen);
  if (why === null) host.lastWords(null);
  if (why === null && seen === null) throw failure;
  const said =
    why === null ? ['The permission was taken away again.'] : [`It could not be taken away: ${withFullStop(why)}`];
  const alert = why === null ? {} : { alert: words };
  const more = failure instanceof Error ? [failure.message] : [];
  await session.print(
    seen === null
      ? emptyReport(session, { ...alert, changes, notes: [...said, ...notes, ...more] })
      : reportOf(session, seen.fresh.diagnosis, {
          ...asReport(seen.verified),
          ...alert,
          changes,
          notes: [...(why === null ? [] : said), ...notes, ...seen.verified.notes, ...(why === null ? said : [])],
        }),
  );
  host.lastWords(null);
  if (why !== null) return 1;
  return host.signal.aborted || seen === null ? 130 : seen.verified.exit;
}

/** After a temporary grant could not be put whole: takes away what may stand of it; null when nothing does, else the code. */
export async function takeAwayRest(
  session: AwsSession,
  grant: TemporaryGrant,
  reason: string,
): Promise<ExitCode | null> {
  const { host } = session;
  if (!(await mayStand(session, grant.plan))) return null;
  const words = standsWords(session, grant, host.now());
  host.lastWords(words);
  const { changes, why } = await takeAway(session, grant.plan, grant.change, true);
  host.lastWords(null);
  if (why === null) return null;
  await session.print(
    emptyReport(session, {
      alert: words,
      changes,
      notes: [reason, `It could not be taken away: ${withFullStop(why)}`],
    }),
  );
  return 1;
}
