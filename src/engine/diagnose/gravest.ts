import { CAUSE_IDS } from '../../causes/catalogue.ts';
import { gravityOf } from '../../core/verdict.ts';
import type { Diagnosis } from './diagnosis.ts';

/** How grave a cell is: its exit code, then AWS's own words before what was concluded, then the first broken link. */
function rankOf({ judged, ranking: { root } }: Diagnosis): readonly [number, number, number] {
  return [
    gravityOf(judged.exit),
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
