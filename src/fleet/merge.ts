import { UsageError } from '../core/usage-error.ts';
import { cellKey, type FleetCell } from './cell.ts';
import type { RunFile } from './run-file.ts';
import { differenceOf, type RunParameters } from './run-line.ts';

/** One file of a merge. */
export interface Part extends RunFile {
  readonly file: string;
}

/** Shards put together. */
export interface Merged {
  readonly run: RunParameters;
  /** Shards that were not given; empty when all are there. */
  readonly missing: readonly number[];
  /** The cells in the accounts' order, with their lines. */
  readonly cells: Iterable<{ readonly cell: FleetCell; readonly text: string }>;
}

/** What has to be kept of a cell until its turn: everything else is in its line. */
interface Kept {
  readonly key: string;
  readonly at: string;
  readonly text: string;
  readonly cell: () => FleetCell;
}

/** Which shards of how many are there. Throws a `UsageError` for shards of different runs. */
function checkedRun(parts: readonly Part[]): { readonly run: RunParameters; readonly missing: readonly number[] } {
  const [first, ...others] = parts;
  if (first === undefined) throw new UsageError('fleet merge needs files; write bedrock-doctor fleet merge FILE….');
  for (const { run, file } of others) {
    const difference = differenceOf(first.run, run, false);
    if (difference !== null) {
      throw new UsageError(
        `${first.file} and ${file} are of different runs: ${difference.replace('there', `in ${first.file}`).replace('here', `in ${file}`)}; merge the shards of one run.`,
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

/**
 * Puts shards together: the cells of an unsharded run, in the accounts' order. Of a cell that is twice the newer one
 * counts. Holds the lines, not the objects. Throws a `UsageError` for shards of different runs.
 */
export async function merge(parts: readonly Part[]): Promise<Merged> {
  const { run, missing } = checkedRun(parts);
  const accounts = new Map<string, Kept[]>();
  for (const { cells } of parts) {
    for await (const { cell, text } of cells) {
      const place = `${String(cell.order).padStart(12, '0')} ${cell.account}`;
      const of = accounts.get(place) ?? [];
      const { order } = cell;
      const kept: Kept = {
        key: cellKey(cell),
        at: cell.at,
        text,
        cell: () => ({ ...(JSON.parse(text) as FleetCell), order }),
      };
      const twin = of.findIndex(({ key }) => key === kept.key);
      if (twin < 0) of.push(kept);
      else if ((of[twin]?.at ?? '') < kept.at) of[twin] = kept;
      accounts.set(place, of);
    }
  }
  const placeOf = placesOf(run);
  return {
    run,
    missing,
    cells: {
      *[Symbol.iterator]() {
        for (const order of [...accounts.keys()].sort()) {
          const cells = (accounts.get(order) ?? []).map(({ cell, text }) => ({ cell: cell(), text }));
          yield* cells.sort((a, b) => placeOf(a.cell) - placeOf(b.cell));
        }
      },
    },
  };
}

/** Where a cell is within its account: Regions as the run has them, in each the models. Others behind. */
function placesOf({ regions, models }: RunParameters): (cell: FleetCell) => number {
  const at = (list: readonly string[], one: string): number => (list.includes(one) ? list.indexOf(one) : list.length);
  return ({ region, model }) => at(regions, region) * (models.length + 1) + at(models, model);
}
