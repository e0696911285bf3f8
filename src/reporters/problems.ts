import type { CauseId } from '../core/cause.ts';
import type { Severity } from '../core/finding.ts';
import { type Link, PER_MODEL } from '../core/link.ts';
import type { Report, ReportCell, ReportTarget } from '../core/report.ts';
import type { Sourced } from '../core/target.ts';
import { isBlind } from './blind.ts';
import { cellsOfCheck, namesOfCells } from './cells.ts';
import { describeCells, describeRun } from './subject.ts';

/** Where the value that is wrong was set: a line of a file, or what it is called. */
export type Place =
  | { readonly kind: 'file'; readonly path: string; readonly line: number }
  | { readonly kind: 'name'; readonly name: string };

/** One thing that is wrong or could not be looked at, as formats for machines list it. */
export interface Problem {
  /** The finding's code, or the check's id where it could not look. */
  readonly code: string;
  /** The check's healthy state. */
  readonly title: string;
  readonly cause: CauseId | null;
  readonly severity: Severity | 'unknown';
  readonly subject: string;
  /** The model it is about; null where it holds for any. */
  readonly model: string | null;
  readonly message: string;
  readonly place: Place;
  /** Whose it is, in a few words: function or principal, model, account, Region, stack; '' where nothing is known. */
  readonly of: string;
}

/** The value of the target that a link of the chain is about. */
const VALUE_OF: { readonly [link in Link]?: keyof ReportTarget } = {
  region: 'region',
  stack: 'stack',
  function: 'function',
  role: 'role',
  model: 'model',
  form: 'model',
  agreement: 'model',
  policy: 'role',
  application: 'apiUrl',
  log: 'logGroup',
};

function placeOf(link: Link, subject: string, target: ReportTarget): Place {
  const key = VALUE_OF[link];
  const value: Sourced<string> | null = key === undefined ? null : target[key];
  return value?.source.from === 'file'
    ? { kind: 'file', path: value.source.path, line: value.source.line }
    : { kind: 'name', name: subject };
}

const RANK: { readonly [severity in Problem['severity']]: number } = { error: 0, unknown: 1, warning: 2, info: 3 };

const modelOf = ({ model, modelSource }: ReportCell): Sourced<string> | null =>
  model === null || modelSource === null ? null : { value: model, source: modelSource };

/** Everything to tell of, gravest first; of one gravity the root cause first, then in the order of the chain. */
export function problemsOf(report: Report): readonly Problem[] {
  const { checks, cells, target, rootCause } = report;
  const blind = isBlind(report);
  const all = checks.flatMap((check): readonly Problem[] => {
    const { id, link, status, reason, findings } = check;
    const own = cellsOfCheck(check, cells);
    const [first] = own;
    const looked =
      first === undefined ? { ...target, model: check.model ?? target.model } : { ...target, model: modelOf(first) };
    const title = own.length === 0 ? check.title : `${check.title} (${namesOfCells(own, cells)})`;
    const of = own.length === 0 ? describeRun(report) : describeCells(own);
    const model = PER_MODEL.has(link) ? (looked.model?.value ?? null) : null;
    if (status === 'unknown') {
      // Without credentials nothing could be looked at: one error says so, and no warning for each check beside it.
      if (blind) return [];
      const message = `${title}: ${reason ?? 'it could not be looked at'}`;
      const place = placeOf(link, id, looked);
      return [{ code: id, title, cause: null, severity: 'unknown', subject: id, model, message, place, of }];
    }
    return findings.map(({ code, cause, severity, subject, message }) => ({
      code,
      title,
      cause,
      severity,
      subject,
      model,
      message,
      place: placeOf(link, subject, looked),
      of,
    }));
  });
  const isRoot = ({ cause }: Problem): number => (cause !== null && cause === rootCause?.cause ? 0 : 1);
  return all
    .map((problem, at) => ({ problem, at }))
    .sort(
      (a, b) =>
        RANK[a.problem.severity] - RANK[b.problem.severity] || isRoot(a.problem) - isRoot(b.problem) || a.at - b.at,
    )
    .map(({ problem }) => problem);
}
