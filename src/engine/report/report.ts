import type { Aws } from '../../core/aws.ts';
import type { Report, ReportRemedy, ReportTarget } from '../../core/report.ts';
import { withoutSecrets } from '../../core/secrets.ts';
import type { Source, Sourced } from '../../core/target.ts';
import { apiUrl } from '../../probes/cloudformation/api-url.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { model } from '../../probes/run/model.ts';
import { principal } from '../../probes/run/principal.ts';
import { roleName } from '../../probes/run/role-name.ts';
import { caller } from '../../probes/sts/caller.ts';
import { reportRemedies } from '../../remedies/offer.ts';
import { type Diagnosis, known } from '../diagnose/diagnosis.ts';
import type { Examination } from '../diagnose/examine.ts';
import { IN_HISTORY } from '../diagnose/refused.ts';
import type { Session } from '../session/session.ts';
import { callsSeen } from './calls-seen.ts';
import { cellsOf, reportCells, withFirstCell } from './cells.ts';
import { mergedChecks } from './checks.ts';
import { emptyReport } from './empty-report.ts';
import { pasteable, type Resolved } from './pasteable.ts';
import { rootCauseOf } from './root-cause.ts';

const discovered = (value: string, name: string): Sourced<string> => ({ value, source: { from: 'discovered', name } });

/** The target with what was discovered on the way. */
function reportTarget({ target, facts }: Diagnosis): ReportTarget {
  const who = known(caller, facts);
  const fn = known(lambdaFunction, facts);
  const role = known(roleName, facts);
  const calls = known(principal, facts);
  const chosen = known(model, facts);
  const api = known(apiUrl, facts);
  const of = (value: string, source: Source): Sourced<string> => ({ value, source });
  const wanted = target.function;
  const source: Source | null =
    wanted === null
      ? null
      : wanted.source.from === 'default' && target.stack !== null
        ? { from: 'discovered', name: `stack ${target.stack.value}` }
        : wanted.source;
  return {
    account: who && discovered(who.account, 'sts:GetCallerIdentity'),
    caller: who && discovered(who.arn, 'sts:GetCallerIdentity'),
    region: target.region,
    stack: target.stack,
    function: fn && source !== null ? of(fn.name, source) : wanted === null || wanted.value === '' ? null : wanted,
    role: role ? of(role.name, role.source) : target.role,
    principal: calls && of(calls.arn, role?.source ?? target.user?.source ?? { from: 'discovered', name: 'IAM' }),
    model: chosen && of(chosen.reference.given, chosen.source),
    logGroup: target.logGroup ?? (fn && discovered(fn.logGroup, 'the function')),
    // An address may hold a password or a key; no report does.
    apiUrl: api && of(withoutSecrets(api.url), api.source),
  };
}

/** Who was found in the event history and not named is named from here on: tomorrow it may tell of somebody else. */
function namingFound<S extends Session & Pick<Resolved, 'chosen'>>(session: S, { target }: Diagnosis): S {
  const found = (['role', 'user'] as const).find((name) => {
    const source = target[name]?.source;
    return source?.from === 'discovered' && source.name === IN_HISTORY;
  });
  const value = found === undefined ? undefined : target[found]?.value;
  return found === undefined || value === undefined
    ? session
    : { ...session, chosen: { ...session.chosen, [found]: value } };
}

/** Remedies whose commands mean what was examined, wherever they are pasted. */
const withTarget = (session: Session, remedies: readonly ReportRemedy[]): readonly ReportRemedy[] =>
  remedies.map((remedy) => ({ ...remedy, command: remedy.command && pasteable(session, remedy.command) }));

/** A diagnosis as a report, with what fixes its gravest cell. */
export function reportOf(
  session: Session & { readonly aws: Pick<Aws, 'calls'> },
  diagnosis: Diagnosis & Partial<Examination>,
  more: Partial<Report> = {},
): Report {
  const { ranking, judged } = diagnosis;
  const { root } = ranking;
  const cells = cellsOf(diagnosis);
  const seen = callsSeen(cells);
  const named = namingFound(session, diagnosis);
  const listed = reportCells(cells);
  const all = emptyReport(session, {
    apiCalls: session.aws.calls(),
    target: reportTarget(diagnosis),
    verdict: judged.verdict,
    rootCause: root && rootCauseOf(root),
    otherCauses: ranking.others,
    cells: listed,
    checks: mergedChecks(cells, listed.length > 0),
    remedies: root === null ? [] : withTarget(named, reportRemedies(root, diagnosis.facts)),
    ...(seen === null ? {} : { calls: seen }),
    again: pasteable(named, `bedrock-doctor ${session.command}`),
    ...more,
  });
  const report = withFirstCell(all);
  return diagnosis.notes && diagnosis.notes.length > 0
    ? { ...report, notes: [...diagnosis.notes, ...report.notes] }
    : report;
}
