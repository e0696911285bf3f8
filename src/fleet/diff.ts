import type { ExitCode } from '../core/report.ts';
import { graver } from '../core/verdict.ts';
import { cellKey, exitOf, type FleetCell } from './cell.ts';

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

/** What two runs come to side by side, told when all changes were. */
export interface DiffTotal {
  readonly changed: number;
  readonly worse: number;
  readonly same: number;
  /** The gravest of the cells that changed. */
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

/** Gives equal states one number. */
function numberedStates() {
  const numbers = new Map<string, number>();
  const states: CellState[] = [];
  return {
    numberOf: (state: CellState): number => {
      const text = textOf(state);
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, states.length);
      return states.push(state) - 1;
    },
    stateOf: (number: number | undefined): CellState | null => (number === undefined ? null : (states[number] ?? null)),
  };
}

/**
 * Compares two runs and gives what changed, cell by cell. Of each cell of the old one a short key and a number are kept, of the
 * new one nothing. Pure but for the streams.
 */
export async function* diffRuns(
  before: AsyncIterable<{ readonly cell: FleetCell }>,
  after: AsyncIterable<{ readonly cell: FleetCell }>,
): AsyncGenerator<CellChange, DiffTotal> {
  const states = numberedStates();
  const old = new Map<string, number>();
  for await (const { cell } of before) old.set(cellKey(cell), states.numberOf(stateOf(cell)));
  let [changed, worse, same, exit]: [number, number, number, ExitCode] = [0, 0, 0, 0];
  for await (const { cell } of after) {
    const { account, region, principal, model } = cell;
    const key = cellKey(cell);
    const was = old.get(key);
    old.delete(key);
    const to = stateOf(cell);
    if (was === states.numberOf(to)) {
      same += 1;
      continue;
    }
    const from = states.stateOf(was);
    const [now, then] = [exitOf(cell), from === null ? 0 : exitOf({ verdict: from.verdict, rootCause: null })];
    exit = graver(exit, now);
    const isWorse = now !== then && graver(now, then) === now;
    changed += 1;
    if (isWorse) worse += 1;
    yield { account, region, principal, model, from, to, worse: isWorse };
  }
  for (const [key, was] of old) {
    const [account = '', region = '', principal = '', ...model] = key.split(' ');
    changed += 1;
    yield {
      account,
      region,
      principal: principal === '' ? null : principal,
      model: model.join(' '),
      from: states.stateOf(was),
      to: null,
      worse: false,
    };
  }
  return { changed, worse, same, exit };
}
