import { UsageError } from '../core/usage-error.ts';
import { cellKey, type FleetCell } from './cell.ts';
import type { StoredCell } from './run-file.ts';
import { differenceOf, type RunParameters } from './run-line.ts';

/** One file of a merge. */
export interface Part {
  readonly file: string;
  readonly run: RunParameters;
  /** Its cells, read from the beginning each time. */
  readonly cells: () => AsyncIterable<StoredCell>;
}

/** Shards put together. */
export interface Merged {
  readonly run: RunParameters;
  /** Shards that were not given; empty when all are there. */
  readonly missing: readonly number[];
  /** The cells in the accounts' order, with their lines. */
  readonly cells: AsyncIterable<{ readonly cell: FleetCell; readonly text: string }>;
}

/** Which shards of how many are there. Throws a `UsageError` for shards of different runs. */
function checkedRun(parts: readonly Part[]): { readonly run: RunParameters; readonly missing: readonly number[] } {
  const [first, ...others] = parts;
  if (first === undefined) throw new UsageError('fleet merge needs files; write bedrock-doctor fleet merge FILE….');
  for (const { run, file } of others) {
    const difference = differenceOf(first.run, run, false, [`in ${first.file}`, `in ${file}`]);
    if (difference !== null) {
      throw new UsageError(
        `${first.file} and ${file} are of different runs: ${difference}; merge the shards of one run.`,
      );
    }
    if ((first.run.shard?.of ?? 1) !== (run.shard?.of ?? 1)) {
      throw new UsageError(
        `${first.file} is a shard of ${first.run.shard?.of ?? 1} and ${file} one of ${run.shard?.of ?? 1}; merge the shards of one run.`,
      );
    }
  }
  const there = new Set(parts.map(({ run }) => run.shard?.index ?? 1));
  const of = first.run.shard?.of ?? 1;
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter((one) => !there.has(one));
  const startedAt = parts.map(({ run }) => run.startedAt).sort()[0] ?? first.run.startedAt;
  return { run: { ...first.run, startedAt, shard: null }, missing };
}

/** An account that is in the files. */
interface Expected {
  readonly order: number;
  readonly account: string;
  /** How many of its lines each file, by its index, has still to give; a file that has given all is not there. */
  readonly left: Map<number, number>;
}

const placeOf = ({ order, account }: FleetCell): string => `${order} ${account}`;

/** Which accounts there are, in their order. Reads every file once. Throws a `UsageError` for a line that is no cell. */
async function expectedIn(parts: readonly Part[]): Promise<readonly Expected[]> {
  const accounts = new Map<string, Expected>();
  for (const [at, { cells }] of parts.entries()) {
    for await (const { cell } of cells()) {
      const { order, account } = cell;
      const place = placeOf(cell);
      const one = accounts.get(place) ?? { order, account, left: new Map<number, number>() };
      one.left.set(at, (one.left.get(at) ?? 0) + 1);
      accounts.set(place, one);
    }
  }
  return [...accounts.values()].sort(
    (a, b) => a.order - b.order || (a.account < b.account ? -1 : a.account > b.account ? 1 : 0),
  );
}

/** Of cells that stand twice the newer ones. */
function newest(cells: readonly StoredCell[]): readonly StoredCell[] {
  const kept = new Map<string, StoredCell>();
  for (const one of cells) {
    const key = cellKey(one.cell);
    const twin = kept.get(key);
    if (twin === undefined || twin.cell.at < one.cell.at) kept.set(key, one);
  }
  return [...kept.values()];
}

/**
 * Every account with all its cells, in the accounts' order. Reads each file only as far as the next account asks for: what
 * comes before its turn is held, which in a file of a run is no more than the accounts that were looked at together.
 */
async function* inOrder(parts: readonly Part[], accounts: readonly Expected[]): AsyncGenerator<readonly StoredCell[]> {
  const readers = parts.map(({ cells }) => cells()[Symbol.asyncIterator]());
  const held = new Map<string, StoredCell[]>();
  const waiting = new Map(accounts.map((one) => [`${one.order} ${one.account}`, one.left]));
  for (const [place, left] of waiting) {
    for (const at of [...left.keys()]) {
      while (left.has(at)) {
        const next = await readers[at]?.next();
        if (next === undefined || next.done === true) throw changed(parts[at]);
        const there = placeOf(next.value.cell);
        const open = waiting.get(there);
        const lines = open?.get(at);
        if (open === undefined || lines === undefined) throw changed(parts[at]);
        if (lines === 1) open.delete(at);
        else open.set(at, lines - 1);
        const kept = held.get(there);
        if (kept === undefined) held.set(there, [next.value]);
        else kept.push(next.value);
      }
    }
    yield held.get(place) ?? [];
    held.delete(place);
  }
}

const changed = (part: Part | undefined): UsageError =>
  new UsageError(`${part?.file ?? 'A shard'} changed while it was read; merge it when its run is over.`);

/**
 * Puts shards together as the run itself would have written them, in the accounts' order. Of a cell that is twice the
 * newer one counts. Reads every file twice and holds few lines of it. Throws a `UsageError` for shards of different runs.
 */
export async function merge(parts: readonly Part[]): Promise<Merged> {
  const { run, missing } = checkedRun(parts);
  const accounts = await expectedIn(parts);
  const placeIn = placesOf(run);
  return {
    run,
    missing,
    cells: {
      async *[Symbol.asyncIterator]() {
        for await (const cells of inOrder(parts, accounts))
          yield* newest(cells).toSorted((a, b) => placeIn(a.cell) - placeIn(b.cell));
      },
    },
  };
}

/** Where a cell is within its account: Regions as the run has them, in each the models. Others behind. */
function placesOf({ regions, models }: RunParameters): (cell: FleetCell) => number {
  const at = (list: readonly string[], one: string): number => (list.includes(one) ? list.indexOf(one) : list.length);
  return ({ region, model }) => at(regions, region) * (models.length + 1) + at(models, model);
}
