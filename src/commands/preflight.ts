import { asUsed } from '../checks/model/as-used.ts';
import type { ExitCode, Report } from '../core/report.ts';
import type { Sourced } from '../core/target.ts';
import { type AwsSession, openAws } from './aws-session.ts';
import { chosenChecks, failOnOf } from './chosen-checks.ts';
import type { Diagnosis } from './diagnosis.ts';
import { expectationsOf } from './expectations.ts';
import { factsFileOf } from './facts-file.ts';
import { offerToClear } from './leftover.ts';
import { look } from './look.ts';
import { gravestAt, merged } from './preflight/merged.ts';
import { stepSummary } from './preflight/summary.ts';
import { templateModels } from './preflight/template-models.ts';
import { replay } from './replay.ts';
import { reportOf } from './report.ts';
import { save, savePath } from './save-facts.ts';
import type { Command, Session } from './session.ts';

/** The models to look at, each once; null stands for the function's own. */
interface Wanted {
  readonly models: readonly (Sourced<string> | null)[];
  /** Whether they are what will be deployed, rather than what somebody named. */
  readonly planned: boolean;
}

/** Which models: those given, else those the template sets, else the function's own. */
async function wantedModels(session: AwsSession): Promise<Wanted> {
  const given = session.options.list('model')?.flatMap(({ value, source }) =>
    value
      .split(/[\s,]+/)
      .filter((id) => id !== '')
      .map((id) => ({ value: id, source })),
  );
  if (given) return { models: [...new Map(given.map((one) => [one.value, one])).values()], planned: false };
  const found = await templateModels(session);
  return found.length === 0 ? { models: [null], planned: false } : { models: found, planned: true };
}

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
  const reports: Report[] = [];
  const exits: ExitCode[] = [];
  const diagnoses: Diagnosis[] = [];
  const { models, planned } = await wantedModels(opened);
  // A model that will be deployed, or one of several, need not be the one that the function calls today.
  const checks = chosen.filter(({ id }) => id !== asUsed.id || !(planned || models.length > 1));
  for (const model of models) {
    const target = { ...opened.target, model };
    const diagnosis = await look({ ...opened, target }, { checks, failOn: failOnOf(session), expectations });
    if (host.signal.aborted) return 130;
    reports.push(reportOf(opened, diagnosis));
    exits.push(diagnosis.judged.exit);
    diagnoses.push(diagnosis);
  }
  const decides = diagnoses[gravestAt(reports)];
  if (savedTo !== null && decides !== undefined) {
    const meta = { startedAt: session.startedAt, apiCalls: opened.aws.calls(), checks: null };
    await save(session, savedTo, factsFileOf(decides, meta));
    if (models.length > 1 && !session.quiet) {
      host.err(
        `A file holds the facts of one model: those of ${decides.target.model?.value}, the gravest, are saved.\n`,
      );
    }
  }
  await session.print(merged(reports));
  // 1 before 3 before 5: a problem is graver than not knowing, and that than waiting; 4 stops every model alike.
  return ([4, 1, 3, 5] as const).find((code) => exits.includes(code)) ?? 0;
};
