import type { ExitCode } from '../core/report.ts';
import { cellKey, exitOf, type FleetCell, graver } from './cell.ts';

/** What is compared of a cell. */
export interface CellState {
  readonly verdict: FleetCell['verdict'];
  readonly cause: string | null;
  readonly otherCauses: readonly string[];
  readonly unknown: readonly string[];
}

/** One cell that is not as it was; `from` null: it is new, `to` null: it is gone. */
export interface CellChange {
  readonly account: string;
  readonly region: string;
  readonly principal: string | null;
  readonly model: string;
  readonly from: CellState | null;
  readonly to: CellState | null;
  /** Whether it is graver now (contract, section 1). */
  readonly worse: boolean;
}

/** What changed between two runs, and the gravest cell of what did. */
export interface FleetDiff {
  readonly changes: readonly CellChange[];
  readonly same: number;
  readonly exit: ExitCode;
}

const stateOf = ({ verdict, rootCause, otherCauses, unknown }: FleetCell): CellState => ({
  verdict,
  cause: rootCause?.cause ?? null,
  otherCauses,
  unknown,
});

/** Causes behind the first one may be told in any order. */
const textOf = ({ verdict, cause, otherCauses, unknown }: CellState): string =>
  JSON.stringify([verdict, cause, [...otherCauses].sort(), [...unknown].sort()]);

/**
 * Compares two runs. Of each cell of the old one only its state is kept, and equal states are one, so that memory grows by a
 * short key a cell. Pure but for the streams.
 */
export async function diffRuns(
  before: AsyncIterable<{ readonly cell: FleetCell }>,
  after: AsyncIterable<{ readonly cell: FleetCell }>,
): Promise<FleetDiff> {
  const states = new Map<string, CellState>();
  const old = new Map<string, string>();
  const kept = (cell: FleetCell): string => {
    const state = stateOf(cell);
    const text = textOf(state);
    if (!states.has(text)) states.set(text, state);
    return text;
  };
  for await (const { cell } of before) old.set(cellKey(cell), kept(cell));
  const changes: CellChange[] = [];
  let [same, exit]: [number, ExitCode] = [0, 0];
  for await (const { cell } of after) {
    const { account, region, principal, model } = cell;
    const key = cellKey(cell);
    const was = old.get(key) ?? null;
    old.delete(key);
    if (was === kept(cell)) {
      same += 1;
      continue;
    }
    const from = was === null ? null : (states.get(was) ?? null);
    const [now, then] = [exitOf(cell), from === null ? 0 : exitOf({ verdict: from.verdict, rootCause: null })];
    exit = graver(exit, now);
    changes.push({
      account,
      region,
      principal,
      model,
      from,
      to: stateOf(cell),
      worse: now !== then && graver(now, then) === now,
    });
  }
  for (const [key, was] of old) {
    const [account = '', region = '', principal = '', ...model] = key.split(' ');
    changes.push({
      account,
      region,
      principal: principal === '' ? null : principal,
      model: model.join(' '),
      from: states.get(was) ?? null,
      to: null,
      worse: false,
    });
  }
  return { changes, same, exit };
}
