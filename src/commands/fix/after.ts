import type { Plan } from '../../core/plan.ts';
import { invert } from '../../core/plan.ts';
import type { ExitCode, ReportChange } from '../../core/report.ts';
import { newChangeId, openJournal } from '../../journal/journal.ts';
import { type AwsSession, openAws } from '../aws-session.ts';
import { carryOut } from '../change.ts';
import type { Diagnosis } from '../diagnosis.ts';
import { look } from '../look.ts';
import { type Verified, verifyPoem } from '../poem.ts';
import { reportOf } from '../report.ts';
import { asReport, BESIDES_MS } from '../verify.ts';

/** AWS as it is now, and what the diagnosis says of it. */
export interface Fresh {
  readonly session: AwsSession;
  readonly diagnosis: Diagnosis;
}

/** Looks again, now that something was changed: what was read before is no longer true. */
export async function lookAgain(session: AwsSession, waitMs: number): Promise<Fresh> {
  const fresh = await openAws(session, waitMs + BESIDES_MS);
  const diagnosis = await look(fresh, { now: session.host.now() });
  return { session: fresh, diagnosis };
}

/** Waits for a poem through the function and prints the report of the whole run. */
export async function verifyAndPrint(
  { session, diagnosis }: Fresh,
  waitMs: number,
  done: { readonly changes: readonly ReportChange[]; readonly notes: readonly string[] },
): Promise<ExitCode> {
  const verified = await verifyPoem(session, diagnosis, { waitMs, tail: false, fixed: true });
  await session.print(
    reportOf(session, diagnosis, {
      ...asReport(verified),
      changes: done.changes,
      notes: [...verified.notes, ...done.notes],
    }),
  );
  return verified.exit;
}

/** The grant that takes itself away: triggers the subscription, and removes the permission whatever happened meanwhile. */
export async function triggerAndTakeAway(
  session: AwsSession,
  plan: Plan,
  change: string,
  waitMs: number,
  notes: readonly string[],
): Promise<ExitCode> {
  const { host } = session;
  const journal = openJournal(host);
  let seen: { readonly fresh: Fresh; readonly verified: Verified } | null = null;
  let changes: readonly ReportChange[] = [];
  try {
    const fresh = await lookAgain(session, waitMs);
    seen = { fresh, verified: await verifyPoem(fresh.session, fresh.diagnosis, { waitMs, tail: false, fixed: true }) };
  } finally {
    const back = await journal.alone(() => carryOut(session, journal, invert(plan), newChangeId(host.now()), change));
    changes = back.changes;
  }
  await session.print(
    reportOf(session, seen.fresh.diagnosis, {
      ...asReport(seen.verified),
      changes,
      notes: [...notes, ...seen.verified.notes, 'The permission was taken away again.'],
    }),
  );
  return host.signal.aborted ? 130 : seen.verified.exit;
}
