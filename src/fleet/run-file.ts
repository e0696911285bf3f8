import { UsageError } from '../core/usage-error.ts';
import { type FleetCell, readCell } from './cell.ts';
import { linesOf, type TextLine } from './lines.ts';
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
  /** Lets go of the file, for who wants no cell of it. */
  readonly close: () => Promise<void>;
}

/**
 * Opens what a run wrote. A last line that is torn (no line end, and no cell) is left out. Throws a `UsageError` for a file that
 * no fleet wrote, and on reading for a line in the middle that is no cell.
 */
export async function openRunFile(pieces: AsyncIterable<string | Uint8Array>, file: string): Promise<RunFile> {
  const lines = linesOf(pieces);
  const first = await lines.next();
  if (first.done === true) throw new UsageError(`${file} is empty; it is to hold what bedrock-doctor fleet wrote.`);
  const close = async (): Promise<void> => {
    await lines.return(undefined);
  };
  let run: RunParameters;
  try {
    run = readRunLine(first.value.text, file);
  } catch (error) {
    await close();
    throw error;
  }
  return { run, cells: cellsIn(lines, file), close };
}

async function* cellsIn(lines: AsyncGenerator<TextLine>, file: string): AsyncGenerator<StoredCell> {
  const orders = new Map<string, number>();
  for await (const { text, number, whole } of lines) {
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
}
