import type { FleetCell } from '../cell.ts';
import type { RunParameters } from '../run-line.ts';
import { beginSummary, type Summary } from '../summary.ts';

/** What is drawn: the run, and its cells as often as they are asked for. */
export interface FleetSource {
  readonly run: RunParameters;
  readonly cells: () => AsyncIterable<FleetCell>;
}

/** A way of drawing a fleet, piece by piece: what is written need not be held. */
export type FleetReporter = (source: FleetSource) => AsyncIterable<string>;

/** What the cells come to. */
export async function summaryOf({ cells }: FleetSource): Promise<Summary> {
  const tally = beginSummary();
  for await (const cell of cells()) tally.add(cell);
  return tally.conclude();
}
