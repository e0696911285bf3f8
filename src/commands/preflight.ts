import { asUsed } from '../checks/model/as-used.ts';
import { openAws } from './aws-session.ts';
import { chosenChecks, failOnOf } from './chosen-checks.ts';
import { expectationsOf } from './expectations.ts';
import { factsFileOf } from './facts-file.ts';
import { offerToClear } from './leftover.ts';
import { look } from './look.ts';
import { stepSummary } from './preflight/summary.ts';
import { templateModels } from './preflight/template-models.ts';
import { replay } from './replay.ts';
import { reportOf } from './report.ts';
import { save, savePath } from './save-facts.ts';
import type { Command, Session } from './session.ts';

/** `preflight`: a diagnosis for CI. Never asks, never spends, never writes to AWS. */
export const run: Command = async (given) => {
  const { options, host } = given;
  const session: Session = {
    ...given,
    print: async (report) => {
      try {
        await given.print(report);
      } finally {
        await stepSummary(given, report);
      }
    },
  };
  const from = options.text('from')?.value ?? null;
  if (from !== null) return replay(session, from);
  const savedTo = await savePath(session);
  const chosen = chosenChecks(session);
  const expectations = expectationsOf(session);
  const opened = await openAws(session);
  await offerToClear(opened, false);
  // What will be deployed need not be what the function calls today.
  const planned = opened.scope.models.length > 0 ? [] : await templateModels(opened);
  const models = planned.length > 0 ? planned : opened.scope.models;
  const checks = chosen.filter(({ id }) => id !== asUsed.id || !(planned.length > 0 || models.length > 1));
  const examination = await look(
    { ...opened, scope: { ...opened.scope, models } },
    { checks, failOn: failOnOf(session), expectations },
  );
  if (host.signal.aborted) return 130;
  const report = reportOf(opened, examination);
  if (savedTo !== null) {
    await save(
      session,
      savedTo,
      factsFileOf(examination, { startedAt: session.startedAt, apiCalls: report.apiCalls, checks: null }),
    );
  }
  await session.print(report);
  return examination.judged.exit;
};
