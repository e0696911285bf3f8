import { CAUSE_IDS } from '../../causes/catalogue.ts';

import type { ExitCode } from '../../core/report.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Of several cells the gravest decides (contract, section 1). */
const GRAVEST: readonly ExitCode[] = [4, 1, 3, 5, 0];

/** The graver of two exit codes; one that is no cell's, such as 2, before all others. Pure. */
export const graverOf = (a: ExitCode, b: ExitCode): ExitCode => (GRAVEST.indexOf(b) < GRAVEST.indexOf(a) ? b : a);

/** Where a cell is: its exit code, then AWS's own words before what was concluded, then the first broken link. */
function rankOf({ judged, ranking: { root } }: Diagnosis): readonly [number, number, number] {
  return [
    GRAVEST.indexOf(judged.exit),
    root?.basis === 'observed' ? 0 : 1,
    root === null ? CAUSE_IDS.length : CAUSE_IDS.indexOf(root.cause),
  ];
}

/** Cells in the order of a report; equal ones in the order they were found in. */
export const gravestFirst = (cells: readonly Diagnosis[]): readonly Diagnosis[] =>
  cells
    .map((cell) => ({ cell, rank: rankOf(cell) }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[2] - b.rank[2] || a.rank[1] - b.rank[1])
    .map(({ cell }) => cell);
