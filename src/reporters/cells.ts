import type { ReportCell, ReportCheck } from '../core/report.ts';

/** The cells a check is about; empty where it holds for all. */
export function cellsOfCheck({ cell }: ReportCheck, cells: readonly ReportCell[]): readonly ReportCell[] {
  if (cell === undefined) return [];
  return (typeof cell === 'number' ? [cell] : cell).flatMap((index) => cells[index] ?? []);
}

/** What a cell is called where the others are known: its model, and its function or principal where those differ. */
export function nameOfCell(cell: ReportCell, cells: readonly ReportCell[]): string {
  const whose = (one: ReportCell): string => one.function ?? one.principal.replace(/^.*\//, '');
  const several = cells.some((one) => whose(one) !== whose(cell));
  const models = cells.some((one) => one.model !== cell.model);
  if (!several) return cell.model;
  return models ? `${whose(cell)}: ${cell.model}` : whose(cell);
}

/** The names of some cells in a few words. */
export const namesOfCells = (some: readonly ReportCell[], cells: readonly ReportCell[]): string =>
  some.map((cell) => nameOfCell(cell, cells)).join(', ');
