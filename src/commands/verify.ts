import { CHECKS } from '../checks/index.ts';
import type { ExitCode, Report, VerdictWord } from '../core/report.ts';
import { examine } from '../engine/examine.ts';
import { GRACE_MS } from '../verification/wait.ts';
import { type AwsSession, openAws } from './aws-session.ts';
import type { Diagnosis } from './diagnosis.ts';
import { formatAmong } from './format-among.ts';
import { offerToClear } from './leftover.ts';
import { FOREVER_MS, followLog } from './log/follow.ts';
import { groupOf } from './log/group.ts';
import { printerOf } from './log/printer.ts';
import { look } from './look.ts';
import { logAskedBy, readWishes } from './poem/wishes.ts';
import { type Verified, verifyPoem } from './poem.ts';
import { reportOf } from './report.ts';
import { requireModel } from './require-model.ts';
import { rootCauseOf } from './root-cause.ts';
import type { Command } from './session.ts';
import { tell } from './tell.ts';

/** How long to wait for a cure to be effective when nobody says (contract, section 1). */
export const WAIT_MS = 600_000;
/** What a run may take besides waiting. */
export const BESIDES_MS = 120_000;

const VERDICT: { readonly [exit: number]: VerdictWord } = {
  0: 'healthy',
  1: 'broken',
  3: 'undetermined',
  5: 'pending',
};

/** What a verification puts in the place of the diagnosis before it. */
export const asReport = ({ verification, exit, why, notes, asDiagnosed }: Verified): Partial<Report> =>
  asDiagnosed === true ? { verification, notes } : judgedAnew({ verification, exit, why, notes });

const judgedAnew = ({ verification, exit, why, notes }: Verified): Partial<Report> => ({
  verdict: VERDICT[exit] ?? 'undetermined',
  rootCause: why && rootCauseOf(why),
  otherCauses: why === null || why.shown === null || why.shown === 'unknown' ? [] : [why.shown],
  checks: [],
  remedies: [],
  verification,
  notes,
});

/** A thorough run stays until a success can no longer be provisional, and asks once more. */
const THOROUGH_MS = GRACE_MS + 60_000;

/** `verify`: waits until the cure is effective, generates one poem, follows the log. */
export const run: Command = async (session) => {
  const { host, options } = session;
  const timeout = options.duration('timeout')?.value ?? Number.POSITIVE_INFINITY;
  const waitMs = Math.min(timeout, options.duration('wait')?.value ?? WAIT_MS);
  const follow = options.flag('follow');
  // What cannot be used is told before a poem is paid for.
  if (follow) formatAmong(options, ['text', 'json']);
  await readWishes(session);
  const most = waitMs + BESIDES_MS + (options.flag('thorough') ? THOROUGH_MS : 0);
  const opened = await openAws(session, follow ? FOREVER_MS : most);
  await offerToClear(opened);
  const diagnosis = await look(opened);
  if (host.signal.aborted) return 130;
  requireModel(diagnosis);
  const { root } = diagnosis.ranking;
  const hopeless =
    root !== null &&
    ['credentials/accepted', 'target/stack-exists', 'target/function-exists'].some((check) =>
      root.code.startsWith(check),
    );
  // An address that was given can be asked all the same, unless it is the function itself that shall be.
  if (hopeless && (opened.target.apiUrl === null || options.text('via')?.value === 'lambda')) {
    await session.print(reportOf(opened, diagnosis));
    return diagnosis.judged.exit;
  }
  const again = async (): Promise<Diagnosis> => {
    const fresh = await openAws(session);
    return examine(fresh, CHECKS, { now: host.now(), failOn: 'error' });
  };
  const verified = await verifyPoem(opened, diagnosis, { waitMs, tail: logAskedBy(options) !== null, again });
  await session.print(reportOf(opened, diagnosis, asReport(verified)));
  return follow && verified.exit !== 130 ? goOn(opened, verified.exit) : verified.exit;
};

/** Goes on with the log after the verdict, whose exit code stays unless Ctrl-C ends it. */
async function goOn(session: AwsSession, exit: ExitCode): Promise<ExitCode> {
  const { host, options, startedAt } = session;
  const group = await groupOf(session);
  if ('exit' in group) {
    tell(host, group.why);
    return exit;
  }
  const timeout = options.duration('timeout')?.value ?? null;
  await followLog(
    session,
    group.name,
    { until: null, forbid: [], deadline: timeout === null ? null : startedAt + timeout, follow: true },
    await printerOf(session),
  );
  return host.signal.aborted ? 130 : exit;
}
