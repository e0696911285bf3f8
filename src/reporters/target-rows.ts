import type { Report, ReportCell } from '../core/report.ts';
import { describeSource } from '../core/target.ts';

/** What was examined, in the order people look for it; the last two are for those who want to know more. */
const NAMES = [
  ['caller', 'caller'],
  ['account', 'account'],
  ['region', 'Region'],
  ['stack', 'stack'],
  ['function', 'function'],
  ['role', 'role'],
  ['principal', 'principal'],
  ['model', 'model'],
  ['logGroup', 'log group'],
  ['apiUrl', 'API'],
] as const;
const MORE: ReadonlySet<string> = new Set(['logGroup', 'apiUrl']);

/** More names than these tell nothing in a row. */
const MOST_NAMED = 4;

/** What the cells say instead, where they differ: one of them would stand for the others. */
function ofCells({ cells }: Report, key: (typeof NAMES)[number][0]): readonly string[] {
  const value = (cell: ReportCell): string | null => {
    switch (key) {
      case 'account':
      case 'region':
      case 'stack':
      case 'function':
      case 'model':
        return cell[key];
      case 'role':
      case 'principal':
        return cell.principal?.replace(/^.*\//, '') ?? null;
      default:
        return null;
    }
  };
  const found = [...new Set(cells.map(value))].filter((one) => one !== null);
  const more = found.length - MOST_NAMED;
  return more > 0 ? [...found.slice(0, MOST_NAMED), `${more} more`] : found;
}

/** The target's values with their sources, as far as they are known; all values where several cells were examined. */
export const targetRows = (
  report: Report,
  all = true,
): readonly (readonly [name: string, value: string, source: string])[] =>
  NAMES.filter(([key]) => (all || !MORE.has(key)) && !(key === 'principal' && report.target.role !== null)).flatMap(
    ([key, name]) => {
      const found = report.target[key];
      const several = ofCells(report, key);
      if (several.length > 1) return [[name, several.join(', '), `${report.cells.length} cells`] as const];
      return found === null ? [] : [[name, found.value, describeSource(found.source)] as const];
    },
  );
