import { CHECKS } from '../checks/index.ts';
import type { ExitCode } from '../core/report.ts';
import { offerToClear } from '../engine/change/pending-grants.ts';
import { type Diagnosis, diagnose } from '../engine/diagnose/diagnosis.ts';
import type { Examination } from '../engine/diagnose/examine.ts';
import { look } from '../engine/diagnose/look.ts';
import { requireModel } from '../engine/diagnose/require-model.ts';
import { FOREVER_MS, followLog } from '../engine/log/follow.ts';
import { groupOf } from '../engine/log/group.ts';
import { printerOf } from '../engine/log/printer.ts';
import { reportOf } from '../engine/report/report.ts';
import { type AwsSession, openAws } from '../engine/session/aws-session.ts';
import { chooseOne } from '../engine/session/choose-one.ts';
import { formatAmong } from '../engine/session/format-among.ts';
import type { Command } from '../engine/session/session.ts';
import { tell } from '../engine/session/tell.ts';
import { asReport, BESIDES_MS, WAIT_MS } from '../engine/verify/as-report.ts';
import { logAskedBy, readRequestOptions } from '../engine/verify/request-options.ts';
import { verifyPoem } from '../engine/verify/verify-application.ts';
import { GRACE_MS } from '../verification/wait.ts';

/** A thorough run stays until a success can no longer be provisional, and asks once more. */
const THOROUGH_MS = GRACE_MS + 60_000;

/** `verify`: waits until the fix is effective, generates one poem, follows the log. */
export const run: Command = async (session) => {
  const { host, options } = session;
  const timeout = options.duration('timeout')?.value ?? Number.POSITIVE_INFINITY;
  const waitMs = Math.min(timeout, options.duration('wait')?.value ?? WAIT_MS);
  const follow = options.flag('follow');
  // What cannot be used is told before a poem is paid for.
  if (follow) formatAmong(options, ['text', 'json']);
  await readRequestOptions(session);
  const most = waitMs + BESIDES_MS + (options.flag('thorough') ? THOROUGH_MS : 0);
  const opened = await openAws(session, follow ? FOREVER_MS : most);
  await offerToClear(opened);
  const looked = await look(opened, { requests: true });
  if (host.signal.aborted) return 130;
  const diagnosis = await ofOneFunction(opened, looked);
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
    const { aws } = await openAws(session);
    const { target } = diagnosis;
    // Of whom the request was made: who else was refused meanwhile is not asked about.
    return diagnose(target, aws.inRegion(target.region.value), CHECKS, {
      now: host.now(),
      failOn: 'error',
    });
  };
  const verified = await verifyPoem(opened, diagnosis, { waitMs, tail: logAskedBy(options) !== null, again });
  await session.print(reportOf(opened, diagnosis, asReport(verified, diagnosis.ranking)));
  return follow && verified.exit !== 130 ? goOn(opened, verified.exit) : verified.exit;
};

/** One request is made, through one function: of several the prompt asks. Throws a `UsageError` where nobody can be asked. */
async function ofOneFunction(session: AwsSession, looked: Examination): Promise<Examination> {
  const of = ({ target }: Diagnosis): string => target.function?.value ?? '';
  const all = [...new Set(looked.cells.map(of))];
  if (all.length < 2) return looked;
  const wanted = await chooseOne(session, {
    all,
    name: 'function',
    why: 'verify makes one request, and several functions of the stack call Bedrock',
    command: 'bedrock-doctor verify',
  });
  const [first = looked, ...rest] = looked.cells.filter((cell) => of(cell) === wanted);
  return { ...first, cells: [first, ...rest], notes: looked.notes };
}

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
