import { CHECKS } from '../../checks/index.ts';
import type { Aws } from '../../core/aws.ts';
import type { Result } from '../../core/check.ts';
import type { Unknown } from '../../core/fact.ts';
import type { Report, ReportCell, ReportCheck, ReportRemedy, ReportTarget } from '../../core/report.ts';
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
import { emptyReport } from './empty-report.ts';
import { pasteable, type Resolved } from './pasteable.ts';
import { rootCauseOf } from './root-cause.ts';

/** Why something is not known, in a sentence that names the missing permission. */
export function sayUnknown(why: Unknown, missing: string): string {
  switch (why.kind) {
    case 'denied':
      return `you may not ${why.action}`;
    case 'failed':
      return `${missing} failed (${why.code}): ${why.message}`;
    case 'unreachable':
      return `${missing} got no answer: ${why.message}`;
    case 'no-credentials':
      return 'there are no credentials';
    case 'timeout':
      return `${missing} took longer than ${why.afterMs} ms`;
    case 'blocked':
      return `${missing} needs ${why.by}, which is not known`;
    case 'undecided':
      return why.message;
    case 'bug':
      return `a fault of bedrock-doctor itself: ${why.message}`;
    case 'not-recorded':
      return 'it was not recorded';
  }
}

function reportCheck({ check, title, link, outcome }: Result): ReportCheck {
  const base = { id: check, title, link, status: outcome.status, reason: null, findings: [] };
  switch (outcome.status) {
    case 'pass':
      return base;
    case 'not-applicable':
      return { ...base, reason: outcome.why };
    case 'skipped':
      return { ...base, reason: `${outcome.because} comes first` };
    case 'unknown':
      return { ...base, reason: sayUnknown(outcome.why, outcome.missing) };
    case 'fail':
      return {
        ...base,
        findings: outcome.findings.map(({ code, cause, severity, subject, message, evidence, accepted }) => ({
          code,
          cause,
          severity,
          subject,
          message,
          evidence,
          ...(accepted === undefined ? {} : { accepted }),
        })),
      };
  }
}

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

/** A cell as the report lists it. */
function reportCell({ target, facts, ranking, judged }: Diagnosis): ReportCell {
  const who = known(principal, facts);
  const chosen = known(model, facts);
  return {
    principal: who?.arn ?? null,
    function: known(lambdaFunction, facts)?.name ?? null,
    model: chosen?.reference.given ?? null,
    modelSource: chosen?.source ?? null,
    account: who?.account ?? known(caller, facts)?.account ?? null,
    region: target.region.value,
    stack: target.stack?.value ?? null,
    verdict: judged.verdict,
    rootCause: ranking.root && rootCauseOf(ranking.root),
    otherCauses: ranking.others,
  };
}

/**
 * The cells of a report: one for each diagnosis, so that the first one's verdict is the report's. None where nobody's calls
 * of any model are known: there is nothing then that the target does not say.
 */
function reportCells(diagnoses: readonly Diagnosis[]): readonly ReportCell[] {
  const all = diagnoses.map(reportCell);
  return all.some((cell) => cell.principal !== null && cell.model !== null) ? all : [];
}

/**
 * The checks of all diagnoses: what came to the same for every one is once, what is of some cells says of which.
 * `listed`: whether the report lists the diagnoses as its cells.
 */
function mergedChecks(diagnoses: readonly Diagnosis[], listed: boolean): readonly ReportCheck[] {
  const ids = [...new Set(diagnoses.flatMap(({ results }) => results.map(({ check }) => check)))];
  const order = CHECKS.map(({ id }): string => id);
  return ids
    .sort((a, b) => order.indexOf(a) - order.indexOf(b))
    .flatMap((id): readonly ReportCheck[] => {
      const groups = new Map<string, { readonly check: ReportCheck; readonly of: number[] }>();
      for (const [index, { results }] of diagnoses.entries()) {
        const result = results.find(({ check }) => check === id);
        if (!result) continue;
        const check = reportCheck(result);
        const text = JSON.stringify(check);
        const group = groups.get(text) ?? { check, of: [] };
        group.of.push(index);
        groups.set(text, group);
      }
      return [...groups.values()].flatMap(({ check, of }) => {
        const [first = 0, ...others] = of;
        if (of.length === diagnoses.length) return [check];
        if (listed) return [{ ...check, cell: others.length === 0 ? first : of }];
        const facts = diagnoses[first]?.facts;
        const chosen = facts && known(model, facts);
        return [chosen ? { ...check, model: { value: chosen.reference.given, source: chosen.source } } : check];
      });
    });
}

/** The cells behind a diagnosis: all of an examination, or the one. */
const cellsOf = (diagnosis: Diagnosis & Partial<Examination>): readonly Diagnosis[] => diagnosis.cells ?? [diagnosis];

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
  const report = emptyReport(session, {
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
  return diagnosis.notes && diagnosis.notes.length > 0
    ? { ...report, notes: [...diagnosis.notes, ...report.notes] }
    : report;
}
