import { shortPrincipal } from '../../core/principal.ts';
import type { Report, ReportCell } from '../../core/report.ts';
import { titleOf } from '../title.ts';
import { escaped } from './escaped.ts';

const STATES = { healthy: 'pass', broken: 'fail', undetermined: 'unknown', pending: 'warning' } as const;

/** A column where the cells differ in it: what all have in common is in the heading. */
const COLUMNS: readonly (readonly [heading: string, of: (cell: ReportCell) => string | null])[] = [
  ['Account', ({ account }) => account],
  ['Region', ({ region }) => region],
  ['Stack', ({ stack }) => stack],
  ['Who calls', ({ function: fn, principal }) => fn ?? (principal === null ? null : shortPrincipal(principal))],
  ['Model', ({ model }) => model],
];

/** A value of at most so many characters is not broken in two. */
const SHORT = 24;

/** Where several were examined: a row for each, gravest first. */
export function cells({ cells: all }: Report): string {
  if (all.length < 2) return '';
  const columns = COLUMNS.filter(([, of]) => new Set(all.map(of)).size > 1);
  const head = [...columns.map(([heading]) => heading), 'Verdict'].map((one) => `<th scope="col">${one}</th>`).join('');
  const rows = all.map((cell) => {
    const values = columns
      .map(
        ([, of]) =>
          `<td${(of(cell) ?? '').length <= SHORT ? ' class="short"' : ''}><code>${escaped(of(cell) ?? '')}</code></td>`,
      )
      .join('');
    const why =
      cell.rootCause === null
        ? ''
        : `: ${escaped(titleOf(cell.rootCause, cell.principal))} <code>${cell.rootCause.cause}</code>`;
    return `<tr class="${STATES[cell.verdict]}">${values}<td><span class="tone">${cell.verdict}</span>${why}</td></tr>`;
  });
  return `<h2>What was examined, gravest first</h2>\n<table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}
