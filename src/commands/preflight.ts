import type { ExitCode, Report, VerdictWord } from '../core/report.ts';
import type { Sourced } from '../core/target.ts';
import { templateModels } from '../target/template-models.ts';
import { openAws } from './aws-session.ts';
import { chosenChecks, failOnOf } from './chosen-checks.ts';
import { expectationsOf } from './expectations.ts';
import { factsFileOf } from './facts-file.ts';
import { look } from './look.ts';
import { stepSummary } from './preflight/summary.ts';
import { replay } from './replay.ts';
import { reportOf } from './report.ts';
import { save, savePath } from './save-facts.ts';
import type { Command, Session } from './session.ts';

/** Gravest first: what the whole run comes to is what the gravest model comes to. */
const GRAVEST: readonly VerdictWord[] = ['broken', 'undetermined', 'pending', 'healthy'];

/** Which models: those given, else those the template sets, else (null) the function's own. */
async function wantedModels({ options, host }: Session): Promise<readonly (Sourced<string> | null)[]> {
  const given = options
    .list('model')
    ?.flatMap(({ value, source }) => value.split(',').map((id) => ({ value: id.trim(), source })));
  if (given) return given;
  const found = await templateModels(host);
  return found.length === 0 ? [null] : found;
}

/** One report of several: the checks that are about the account once, those about a model for each. */
function merged(reports: readonly Report[]): Report {
  const [first, ...others] = reports;
  if (!first) throw new Error('a preflight without a model');
  if (others.length === 0) return first;
  const gravest = [...reports].sort(
    (a, b) => GRAVEST.indexOf(a.verdict ?? 'healthy') - GRAVEST.indexOf(b.verdict ?? 'healthy'),
  )[0];
  const perModel = new Set(['model', 'form', 'agreement', 'policy', 'capacity']);
  const named = ({ checks, target }: Report) =>
    checks
      .filter(({ link }) => perModel.has(link))
      .map((check) => ({ ...check, title: `${check.title} (${target.model?.value})` }));
  return {
    ...(gravest ?? first),
    apiCalls: Math.max(...reports.map(({ apiCalls }) => apiCalls)),
    checks: [...first.checks.filter(({ link }) => !perModel.has(link)), ...reports.flatMap(named)],
    otherCauses: [
      ...new Set(
        reports.flatMap(({ rootCause, otherCauses }) => [...(rootCause ? [rootCause.cause] : []), ...otherCauses]),
      ),
    ].filter((cause) => cause !== gravest?.rootCause?.cause),
    notes: reports.map(({ target, verdict, rootCause }) => `${target.model?.value}: ${rootCause?.cause ?? verdict}`),
  };
}

/** `preflight`: a diagnosis for CI. Never asks, never spends, never writes to AWS. */
export const run: Command = async (session) => {
  const { options, host } = session;
  const from = options.text('from')?.value ?? null;
  if (from !== null) return replay(session, from);
  const savedTo = await savePath(session);
  const checks = chosenChecks(session);
  const expectations = expectationsOf(session);
  const opened = await openAws(session);
  const reports: Report[] = [];
  const exits: ExitCode[] = [];
  for (const model of await wantedModels(session)) {
    const target = { ...opened.target, model };
    const diagnosis = await look({ ...opened, target }, { checks, failOn: failOnOf(session), expectations });
    if (host.signal.aborted) return 130;
    reports.push(reportOf(opened, diagnosis));
    exits.push(diagnosis.judged.exit);
    if (savedTo !== null && reports.length === 1) {
      await save(
        session,
        savedTo,
        factsFileOf(diagnosis, { startedAt: session.startedAt, apiCalls: opened.aws.calls(), checks: null }),
      );
    }
  }
  const report = merged(reports);
  await session.print(report);
  await stepSummary(session, report);
  // 1 before 3 before 5: a problem is graver than not knowing, and that than waiting; 4 stops every model alike.
  return ([4, 1, 3, 5] as const).find((code) => exits.includes(code)) ?? 0;
};
