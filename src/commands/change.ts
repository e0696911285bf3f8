import { type Applied, apply } from '../core/apply.ts';
import type { Did, Plan } from '../core/plan.ts';
import type { ReportChange } from '../core/report.ts';
import type { Hands } from '../core/setting.ts';
import type { Change } from '../journal/change.ts';
import type { Journal } from '../journal/journal.ts';
import { SETTINGS } from '../settings/index.ts';
import { shown } from '../settings/shown.ts';
import type { AwsSession } from './aws-session.ts';

/** Reading a write back: IAM shows it within seconds; after this long something is wrong. */
const READ_BACK_TRIES = 12;
const READ_BACK_PAUSE_MS = 500;

/** What settings read and write with. */
export const handsOf = ({ host, steady }: AwsSession): Hands => ({
  aws: steady,
  files: { read: host.read, write: (path, text) => host.write(path, text), removeFile: host.removeFile },
});

/** Carries out a plan with every step in the journal first. `undoes` is the change it takes back. */
export async function carryOut(
  session: AwsSession,
  journal: Journal,
  plan: Plan,
  change: string,
  undoes: string | null,
): Promise<{ readonly ended: Applied; readonly changes: readonly ReportChange[]; readonly dids: readonly Did[] }> {
  const { host } = session;
  const hands = handsOf(session);
  const dids: Did[] = [];
  const note = async (did: Did): Promise<void> => {
    dids.push(did);
    await journal.append({
      schema: 1,
      change,
      at: new Date(host.now()).toISOString(),
      account: plan.account,
      region: plan.region,
      undoes,
      remedy: plan.remedy,
      did,
    });
  };
  const ended = await apply(plan, SETTINGS, hands, note, {
    goOnPastStale: undoes !== null,
    pause: async (attempt) => {
      if (attempt >= READ_BACK_TRIES) return false;
      if (undoes === null) return host.sleep(READ_BACK_PAUSE_MS);
      // Taking back goes on after Ctrl-C: what a temporary grant put there must be seen to be gone.
      await new Promise((resolve) => setTimeout(resolve, READ_BACK_PAUSE_MS));
      return true;
    },
  });
  const changes = plan.assignments.map(({ setting, subject, from, to }): ReportChange => {
    const last = dids.filter((did) => did.subject === subject).at(-1)?.did;
    const status =
      last === undefined || last === 'intend'
        ? 'planned'
        : undoes !== null && (last === 'done' || last === 'already')
          ? 'undone'
          : last;
    return { id: undoes ?? change, setting, subject, from: shown(from), to: shown(to), status };
  });
  return { ended, changes, dids };
}

/** A change of the journal as a report shows it. */
export const asReportChanges = (change: Change): readonly ReportChange[] =>
  change.steps.map(({ assignment: { setting, subject, from, to }, status }) => ({
    id: change.id,
    setting,
    subject,
    from: shown(from),
    to: shown(to),
    status: status === 'begun' ? 'planned' : status,
  }));
