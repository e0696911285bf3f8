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

type Row = readonly [name: string, value: string, source: string];

/** Each model with who says that it is called: one row where one source names them all. */
function modelRows(name: string, { cells }: Report): readonly Row[] {
  const sources = new Map<string, Set<string>>();
  for (const { model, modelSource } of cells) {
    if (model === null) continue;
    const known = sources.get(model) ?? new Set<string>();
    if (modelSource !== null) known.add(describeSource(modelSource));
    sources.set(model, known);
  }
  const many = `${cells.length} cells`;
  const rows = [...sources].map(([model, from]): Row => [name, model, [...from].join(', ') || many]);
  const shown = rows.slice(0, MOST_NAMED);
  const more = rows.length - shown.length;
  const rest: readonly Row[] = more > 0 ? [[name, `${more} more`, many]] : [];
  if (new Set(rows.map(([, , source]) => source)).size > 1) return [...shown, ...rest];
  const names = [...shown, ...rest].map(([, value]) => value).join(', ');
  return [[name, names, shown[0]?.[2] ?? many]];
}

/** The target's values with their sources, as far as they are known; all values where several cells were examined. */
export const targetRows = (report: Report, all = true): readonly Row[] =>
  NAMES.filter(([key]) => (all || !MORE.has(key)) && !(key === 'principal' && report.target.role !== null)).flatMap(
    ([key, name]) => {
      const found = report.target[key];
      const several = ofCells(report, key);
      if (key === 'model' && several.length > 1) return modelRows(name, report);
      if (several.length > 1) return [[name, several.join(', '), `${report.cells.length} cells`] as const];
      return found === null ? [] : [[name, found.value, describeSource(found.source)] as const];
    },
  );
