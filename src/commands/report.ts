import type { Aws } from '../core/aws.ts';
import type { Result } from '../core/check.ts';
import type { Unknown } from '../core/fact.ts';
import type { Report, ReportCheck, ReportRemedy, ReportTarget } from '../core/report.ts';
import { withoutSecrets } from '../core/secrets.ts';
import type { Source, Sourced } from '../core/target.ts';
import { apiUrl } from '../probes/cloudformation/api-url.ts';
import { lambdaFunction } from '../probes/lambda/function.ts';
import { model } from '../probes/run/model.ts';
import { roleName } from '../probes/run/role-name.ts';
import { caller } from '../probes/sts/caller.ts';
import { reportRemedies } from '../remedies/offer.ts';
import { type Diagnosis, known } from './diagnosis.ts';
import { emptyReport } from './empty-report.ts';
import { pasteable } from './pasteable.ts';
import { rootCauseOf } from './root-cause.ts';
import type { Session } from './session.ts';

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
        findings: outcome.findings.map(({ code, cause, severity, subject, message, evidence }) => ({
          code,
          cause,
          severity,
          subject,
          message,
          evidence,
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
  const chosen = known(model, facts);
  const api = known(apiUrl, facts);
  const of = (value: string, source: Source): Sourced<string> => ({ value, source });
  return {
    account: who && discovered(who.account, 'sts:GetCallerIdentity'),
    caller: who && discovered(who.arn, 'sts:GetCallerIdentity'),
    region: target.region,
    stack: target.stack,
    function: fn
      ? of(
          fn.name,
          target.function.source.from === 'default'
            ? { from: 'discovered', name: `stack ${target.stack.value}` }
            : target.function.source,
        )
      : target.function,
    role: role ? of(role.name, role.source) : target.role,
    model: chosen && of(chosen.reference.given, chosen.source),
    logGroup: target.logGroup ?? (fn && discovered(fn.logGroup, 'the function')),
    // An address may hold a password or a key; no report does.
    apiUrl: api && of(withoutSecrets(api.url), api.source),
  };
}

/** Remedies whose commands mean what was examined, wherever they are pasted. */
const withTarget = (session: Session, remedies: readonly ReportRemedy[]): readonly ReportRemedy[] =>
  remedies.map((remedy) => ({ ...remedy, command: remedy.command && pasteable(session, remedy.command) }));

/** A diagnosis as a report, with what cures it. */
export function reportOf(
  session: Session & { readonly aws: Pick<Aws, 'calls'> },
  diagnosis: Diagnosis,
  more: Partial<Report> = {},
): Report {
  const { ranking, results, judged } = diagnosis;
  const { root } = ranking;
  return emptyReport(session, {
    apiCalls: session.aws.calls(),
    target: reportTarget(diagnosis),
    verdict: judged.verdict,
    rootCause: root && rootCauseOf(root),
    otherCauses: ranking.others,
    checks: results.map(reportCheck),
    remedies: root === null ? [] : withTarget(session, reportRemedies(root, diagnosis.facts)),
    again: pasteable(session, `bedrock-doctor ${session.command}`),
    ...more,
  });
}
