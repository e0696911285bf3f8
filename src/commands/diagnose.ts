import { CHECKS } from '../checks/index.ts';
import { chosenChecks, failOnOf } from './chosen-checks.ts';
import { factsFileOf } from './facts-file.ts';
import { look } from './look.ts';
import { replay } from './replay.ts';
import { reportOf } from './report.ts';
import { save, savePath } from './save-facts.ts';
import type { Command } from './session.ts';

/** `diagnose`: reads, judges, prints. Changes nothing; spends nothing but the one request of --probe. */
export const run: Command = async (session) => {
  const { options } = session;
  const from = options.text('from')?.value ?? null;
  if (from !== null) return replay(session, from);
  const savedTo = await savePath(session);
  const checks = chosenChecks(session);
  // Late, because a replay needs nothing of AWS.
  const [{ openAws }, { offerToClear }, probe] = await Promise.all([
    import('./aws-session.ts'),
    import('./leftover.ts'),
    options.flag('probe') ? import('./probe.ts') : null,
  ]);
  // Before anything is read: where nobody can agree, nothing is begun.
  probe?.mayBeAsked(session);
  const opened = await openAws(session, probe?.PROBE_TIMEOUT_MS);
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
