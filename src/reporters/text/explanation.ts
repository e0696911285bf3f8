import type { Report } from '../../core/report.ts';
import type { Brush } from './brush.ts';
import { noteLines } from './notes.ts';
import { rootCause } from './root-cause.ts';
import { seenLines } from './seen.ts';

/** A text that was explained is no account that was examined: the cause and what to do, no chain and no verdict. */
export function explanationLines(report: Report, brush: Pick<Brush, 'style' | 'paint'>): readonly string[] {
  return [
    ...rootCause(report, brush),
    ...(report.notes.length === 0 ? [] : ['']),
    ...seenLines(report),
    ...noteLines(report, brush.style),
  ];
}
