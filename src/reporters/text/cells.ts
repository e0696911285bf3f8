import { harmless } from '../../core/harmless.ts';
import type { Report } from '../../core/report.ts';
import { nameOfCell } from '../cells.ts';
import { titleOf } from '../title.ts';
import { hang } from '../wrap.ts';
import type { Brush } from './brush.ts';

const STATE = { healthy: 'pass', broken: 'fail', undetermined: 'unknown', pending: 'warning' } as const;

/** Where several were examined: a line for each, gravest first. */
export function cellLines({ cells }: Report, { style, mark, paint }: Brush): readonly string[] {
  if (cells.length < 2) return [];
  return [
    '',
    ...cells.map((cell) => {
      const { verdict, rootCause } = cell;
      const words =
        rootCause === null
          ? verdict
          : `${verdict}: ${titleOf(rootCause, cell.principal)} ${paint.dim(`(${rootCause.cause})`)}`;
      return hang(`${mark(STATE[verdict])} `, `${harmless(nameOfCell(cell, cells))} ${words}`, style.width);
    }),
  ];
}
