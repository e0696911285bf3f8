import { CHECKS } from '../../checks/index.ts';
import type { Result } from '../../core/check.ts';
import type { Unknown } from '../../core/fact.ts';
import type { ReportCheck } from '../../core/report.ts';
import { model } from '../../probes/run/model.ts';
import { type Diagnosis, known } from '../diagnose/diagnosis.ts';

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

/**
 * The checks of all diagnoses: what came to the same for every one is once, what is of some cells says of which.
 * `listed`: whether the report lists the diagnoses as its cells.
 */
export function mergedChecks(diagnoses: readonly Diagnosis[], listed: boolean): readonly ReportCheck[] {
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
