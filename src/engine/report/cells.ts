import type { Report, ReportCell } from '../../core/report.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { model } from '../../probes/run/model.ts';
import { principal } from '../../probes/run/principal.ts';
import { caller } from '../../probes/sts/caller.ts';
import { type Diagnosis, known } from '../diagnose/diagnosis.ts';
import type { Examination } from '../diagnose/examine.ts';
import { rootCauseOf } from './root-cause.ts';

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
export function reportCells(diagnoses: readonly Diagnosis[]): readonly ReportCell[] {
  const all = diagnoses.map(reportCell);
  return all.some((cell) => cell.principal !== null && cell.model !== null) ? all : [];
}

/** The cells behind a diagnosis: all of an examination, or the one. */
export const cellsOf = (diagnosis: Diagnosis & Partial<Examination>): readonly Diagnosis[] =>
  diagnosis.cells ?? [diagnosis];

/**
 * The report, whose first cell says what the report says (contract, section 2): what came after the diagnosis, a call or a
 * fix, says more of that cell. One without a verdict is of no cell.
 */
export function withFirstCell(report: Report): Report {
  const { verdict, rootCause, otherCauses, cells } = report;
  const [first, ...others] = cells;
  if (first === undefined) return report;
  return { ...report, cells: verdict === null ? [] : [{ ...first, verdict, rootCause, otherCauses }, ...others] };
}
