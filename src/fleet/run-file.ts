import { UsageError } from '../core/usage-error.ts';
import { type FleetCell, readCell } from './cell.ts';
import { linesOf } from './lines.ts';
import { type RunParameters, readRunLine } from './run-line.ts';

/** One cell with the line it is on. */
export interface StoredCell {
  readonly cell: FleetCell;
  readonly text: string;
  /** Whether a line end is behind it: what is appended to a file goes in place of a last line without one. */
  readonly whole: boolean;
}

/** What a run wrote: its parameters, then its cells, read as they are asked for. */
export interface RunFile {
  readonly run: RunParameters;
  readonly cells: AsyncIterable<StoredCell>;
}

/**
 * Opens what a run wrote. A last line that is torn (no line end, and no cell) is left out. Throws a `UsageError` for a file that
 * no fleet wrote, and on reading for a line in the middle that is no cell.
 */
export async function openRunFile(pieces: AsyncIterable<string | Uint8Array>, file: string): Promise<RunFile> {
  const lines = linesOf(pieces)[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done === true) throw new UsageError(`${file} is empty; it is to hold what bedrock-doctor fleet wrote.`);
  const run = readRunLine(first.value.text, file);
  return {
    run,
    cells: {
      [Symbol.asyncIterator]: async function* () {
        const orders = new Map<string, number>();
        for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
          const { text, number, whole } = next.value;
          if (text.trim() === '') continue;
          const read = readCell(text, -1);
          if (read === null) {
            if (!whole) return;
            throw new UsageError(`Line ${number} of ${file} is no cell of a fleet; was it edited?`);
          }
          // A file of another hand may say no order: then it is that in which the accounts stand.
          if (read.order >= 0) yield { cell: read, text, whole };
          else {
            const order = orders.get(read.account) ?? orders.size;
            orders.set(read.account, order);
            yield { cell: { ...read, order }, text, whole };
          }
        }
      },
    },
  };
}
