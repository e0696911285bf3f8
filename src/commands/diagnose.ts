import { CHECKS } from '../checks/index.ts';
import { chosenChecks, failOnOf } from '../engine/diagnose/chosen-checks.ts';
import { factsFileOf } from '../engine/diagnose/facts-file.ts';
import { look } from '../engine/diagnose/look.ts';
import { replay } from '../engine/diagnose/replay.ts';
import { save, savePath } from '../engine/diagnose/save-facts.ts';
import { reportOf } from '../engine/report/report.ts';
import type { Command } from '../engine/session/session.ts';
import { keepHeapSmall } from '../host/heap.ts';

/** `diagnose`: reads, judges, prints. Changes nothing; spends nothing but the one request of --probe. */
export const run: Command = async (session) => {
  const { options } = session;
  const from = options.text('from')?.value ?? null;
  if (from !== null) return replay(session, from);
  const savedTo = await savePath(session);
  const checks = chosenChecks(session);
  // Late, because a replay needs nothing of AWS.
  const [{ openAws }, { offerToClear }, probe] = await Promise.all([
    import('../engine/session/aws-session.ts'),
    import('../engine/change/pending-grants.ts'),
    options.flag('probe') ? import('../engine/diagnose/probe.ts') : null,
  ]);
  // Before anything is read: where nobody can agree, nothing is begun.
  probe?.mayBeAsked(session);
  // Not before a log turns out busy: it would cost every other diagnosis a twentieth of its time.
  const onLongAnswer = (): void => keepHeapSmall(50);
  const opened = await openAws({ ...session, onLongAnswer }, probe?.PROBE_TIMEOUT_MS);
  await offerToClear(opened);
  const { host } = opened;
  const already = probe === null ? null : await probe.probed(opened);
  const diagnosis = await look(opened, {
    checks,
    failOn: failOnOf(session),
    ...(already === null ? {} : { already }),
  });
  if (host.signal.aborted) return 130;
  const report = reportOf(opened, diagnosis);
  if (savedTo !== null) {
    const ids = checks.length === CHECKS.length ? null : checks.map(({ id }) => id);
    await save(
      session,
      savedTo,
      factsFileOf(diagnosis, { startedAt: session.startedAt, apiCalls: report.apiCalls, checks: ids }),
    );
  }
  await session.print(report);
  return diagnosis.judged.exit;
};
