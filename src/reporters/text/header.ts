import { harmless } from '../../core/harmless.ts';
import type { Report } from '../../core/report.ts';
import { targetRows } from '../target-rows.ts';
import { hang } from '../wrap.ts';
import type { Brush } from './brush.ts';

/** What was examined, and where each value came from (contract, section 1). */
export const header = (report: Report, { style, paint }: Brush): readonly string[] =>
  targetRows(report, style.verbose).map(([name, value, source]) =>
    hang(`  ${paint.dim(name.padEnd(12))}`, `${harmless(value)} ${paint.dim(`(${harmless(source)})`)}`, style.width),
  );
