import { PER_MODEL } from '../../core/link.ts';
import type { Report, ReportCheck, VerdictWord } from '../../core/report.ts';

/** Gravest first: what the whole run comes to is what the gravest model comes to. */
const GRAVEST: readonly VerdictWord[] = ['broken', 'undetermined', 'pending', 'healthy'];
const gravity = ({ verdict }: Report): number => GRAVEST.indexOf(verdict ?? 'healthy');

/** Whether a check came to the same for every model: it is about the account, the stack or the function then. */
const isShared = (check: ReportCheck, others: readonly Report[]): boolean => {
  const { link } = check;
  if (PER_MODEL.has(link)) return false;
  const outcome = JSON.stringify(check);
  return others.every(({ checks }) => checks.some((other) => JSON.stringify(other) === outcome));
};

/** Which report decides what the whole run comes to: of the gravest ones the first. */
export const gravestAt = (reports: readonly Report[]): number =>
  reports.map(gravity).indexOf(Math.min(...reports.map(gravity)));

/** One report of several, a model each: a check that came to the same for all stands once, every other for each model. */
export function merged(reports: readonly Report[]): Report {
  const [first, ...others] = reports;
  if (!first) throw new Error('a preflight without a model');
  if (others.length === 0) return first;
  const gravest = reports[gravestAt(reports)] ?? first;
  const shared = first.checks.filter((check) => isShared(check, others));
  const once = new Set(shared.map(({ id }) => id));
  const own = reports.flatMap(({ checks, target: { model } }) =>
    checks
      .filter(({ id }) => !once.has(id))
      .map((check) => (model === null ? check : { ...check, title: `${check.title} (${model.value})`, model })),
  );
  const causes = reports.flatMap(({ rootCause, otherCauses }) => [
    ...(rootCause ? [rootCause.cause] : []),
    ...otherCauses,
  ]);
  return {
    ...gravest,
    apiCalls: Math.max(...reports.map(({ apiCalls }) => apiCalls)),
    checks: [...shared, ...own],
    otherCauses: [...new Set(causes)].filter((cause) => cause !== gravest.rootCause?.cause),
    notes: reports.map(({ target, verdict, rootCause }) => `${target.model?.value}: ${rootCause?.cause ?? verdict}`),
  };
}
