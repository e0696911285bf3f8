import type { Acceptance } from '../core/finding.ts';
import type { Report } from '../core/report.ts';
import { rootTitle } from './title.ts';

/** More names than these tell nothing in a line. */
const MOST_NAMED = 3;

/** The first few, and how many more. */
const some = (names: readonly string[]): string =>
  names.length > MOST_NAMED
    ? `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`
    : names.join(', ');

/** What was accepted for a while, each cause once with the day that comes first. */
export function acceptedIn({ checks }: Pick<Report, 'checks'>): readonly (Acceptance & { readonly cause: string })[] {
  const found = new Map<string, Acceptance & { readonly cause: string }>();
  for (const { accepted, cause } of checks.flatMap(({ findings }) => findings)) {
    if (accepted === undefined) continue;
    const before = found.get(cause);
    if (before === undefined || accepted.until < before.until) found.set(cause, { ...accepted, cause });
  }
  return [...found.values()];
}

/** 'Undetermined: some checks could not run (policy/invoke-allowed)'. */
function undetermined({ checks, verification }: Report): string {
  // No check is told beside a call that was made, and that proves nothing of whom it is about.
  if (checks.length === 0 && (verification?.attempts ?? 0) > 0) return 'Undetermined: what was asked does not prove it';
  const ids = checks.filter(({ status }) => status === 'unknown').map(({ id }) => id);
  return `Undetermined: some checks could not run${ids.length === 0 ? '' : ` (${some([...new Set(ids)])})`}`;
}

/** 'Accepted until 2026-12-31: model-legacy'; null where nothing was accepted. */
function acceptedWords(report: Report): string | null {
  const accepted = acceptedIn(report);
  const [first] = accepted.toSorted((a, b) => (a.until < b.until ? -1 : 1));
  return first === undefined ? null : `Accepted until ${first.until}: ${some(accepted.map(({ cause }) => cause))}`;
}

/** The verdict in a few words, without a full stop. */
export function verdictWords(report: Report): string {
  const { verdict } = report;
  const title = rootTitle(report);
  if (report.done !== undefined && verdict !== 'healthy') return 'Done';
  switch (verdict) {
    case 'healthy':
      return acceptedWords(report) ?? 'Healthy';
    case 'pending':
      return `Only time is missing${title === null ? '' : `: ${title}`}`;
    case 'broken':
      return title ?? 'Broken';
    case 'undetermined':
      return title ?? undetermined(report);
    case null:
      return 'Done';
  }
}

/** The last line of the report for people, without the full stop: the verdict as a word, and why it is none. */
export function verdictLine(report: Report): string {
  switch (report.verdict) {
    case 'healthy':
      return acceptedWords(report) ?? 'Healthy';
    case 'pending':
      return 'Pending: only time is missing';
    case 'broken':
      return 'Broken';
    case 'undetermined':
      return report.rootCause === null ? undetermined(report) : 'Undetermined';
    case null:
      return 'Done';
  }
}
