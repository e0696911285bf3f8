import type { ReportCell, ReportCheck } from '../core/report.ts';

/** The cells a check is about; empty where it holds for all. */
export function cellsOfCheck({ cell }: ReportCheck, cells: readonly ReportCell[]): readonly ReportCell[] {
  if (cell === undefined) return [];
  return (typeof cell === 'number' ? [cell] : cell).flatMap((index) => cells[index] ?? []);
}

/**
 * What a cell is called where the others are known: stack, account and Region where those differ, its function or principal
 * where that differs, and its model, as far as they are known.
 */
export function nameOfCell(cell: ReportCell, cells: readonly ReportCell[]): string {
  const whose = (one: ReportCell): string | null => one.function ?? one.principal?.replace(/^.*\//, '') ?? null;
  const differ = (of: (one: ReportCell) => string | null): boolean => cells.some((one) => of(one) !== of(cell));
  const where = [
    ...(differ(({ account }) => account) ? [cell.account] : []),
    ...(differ(({ region }) => region) ? [cell.region] : []),
    ...(differ(({ stack }) => stack) ? [cell.stack] : []),
  ].filter((part) => part !== null);
  const who = differ(whose) ? [whose(cell)] : [];
  const model = differ(({ model: id }) => id) || (where.length === 0 && who.length === 0) ? [cell.model] : [];
  return [where.join(' '), ...who, ...model].filter((part) => part !== null && part !== '').join(': ');
}

/** The names of some cells in a few words. */
export const namesOfCells = (some: readonly ReportCell[], cells: readonly ReportCell[]): string =>
  some.map((cell) => nameOfCell(cell, cells)).join(', ');
