import type { DocumentCell, DocumentTarget, ReportDocument } from '../core/document.ts';
import { escaped } from '../core/harmless.ts';
import type { Report, ReportCell } from '../core/report.ts';
import type { Reporter } from '../core/style.ts';
import { describeSource, type Sourced } from '../core/target.ts';
import { VERSION } from '../core/version.ts';

const shown = (sourced: Sourced<string> | null) =>
  sourced && { value: sourced.value, source: describeSource(sourced.source) };

const targetOf = ({ target }: Report): DocumentTarget => ({
  account: shown(target.account),
  caller: shown(target.caller),
  region: shown(target.region),
  stack: shown(target.stack),
  function: shown(target.function),
  role: shown(target.role),
  principal: shown(target.principal),
  model: shown(target.model),
  logGroup: shown(target.logGroup),
  apiUrl: shown(target.apiUrl),
});

const cellOf = ({ modelSource: _source, ...cell }: ReportCell): DocumentCell => cell;

/** The document of the contract, section 2; schema/report.schema.json describes it. */
export function document(report: Report): ReportDocument {
  return {
    schemaVersion: 1,
    tool: { name: 'bedrock-doctor', version: VERSION },
    command: report.command,
    startedAt: report.startedAt,
    durationMs: report.durationMs,
    apiCalls: report.apiCalls,
    target: targetOf(report),
    verdict: report.verdict,
    rootCause: report.rootCause,
    otherCauses: report.otherCauses,
    cells: report.cells.map(cellOf),
    checks: report.checks.map(({ model: _place, ...check }) => check),
    remedies: report.remedies,
    changes: report.changes,
    verification: report.verification,
    ...(report.seen.length === 0 ? {} : { seen: report.seen }),
    notes: [
      ...(report.alert === undefined ? [] : [report.alert]),
      ...report.notes,
      ...(report.source === undefined ? [] : [report.source]),
    ],
  };
}

/** Letters that JSON leaves as they are and a terminal obeys are written as escapes, which read back the same. */
export const json: Reporter = (report) => `${escaped(JSON.stringify(document(report), null, 2))}\n`;
