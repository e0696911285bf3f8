import type { Host } from '../../core/host.ts';
import { UsageError } from '../../core/usage-error.ts';
import type { StoredCell } from '../../fleet/run-file.ts';
import { differenceOf, type RunParameters } from '../../fleet/run-line.ts';
import { readRun, reopened } from './files.ts';

/** What a run that goes on has already. */
export interface Resumed {
  readonly has: (account: string, region: string, model: string) => boolean;
  /** The cells that are there, read anew; a last line without its end is not among them. */
  readonly cells: () => AsyncIterable<StoredCell>;
}

const NOTHING: Resumed = { has: () => false, cells: async function* () {} };

/** Reads which cells a file holds: a number for each, so that 150,000 of them take little. Throws a `UsageError` for another run's. */
export async function resumedFrom(host: Host, file: string | null, run: RunParameters): Promise<Resumed> {
  if (file === null) return NOTHING;
  const there = await readRun(host, file);
  const difference = differenceOf(there, run, true);
  if (difference !== null) {
    throw new UsageError(
      `${file} is of another run: ${difference}; give the same options, or write to a new file without --resume.`,
    );
  }
  const cells = async function* (): AsyncGenerator<StoredCell> {
    for await (const stored of reopened(host, file)) if (stored.whole) yield stored;
  };
  const places = new Map<string, number>();
  const placeOf = (region: string, model: string): number => {
    const place = `${region} ${model}`;
    const known = places.get(place) ?? places.size;
    places.set(place, known);
    return known;
  };
  const done = new Map<string, number[]>();
  for await (const { cell } of cells()) {
    const of = done.get(cell.account) ?? [];
    of.push(placeOf(cell.region, cell.model));
    done.set(cell.account, of);
  }
  return {
    has: (account, region, model) => done.get(account)?.includes(placeOf(region, model)) ?? false,
    cells,
  };
}
