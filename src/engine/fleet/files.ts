import type { Host, LineFile } from '../../core/host.ts';
import { UsageError } from '../../core/usage-error.ts';
import { openRunFile, type RunFile, type StoredCell } from '../../fleet/run-file.ts';
import type { RunParameters } from '../../fleet/run-line.ts';

/** Opens what a run wrote. Throws a `UsageError` for one that is not there, or that no fleet wrote. */
async function openRun(host: Host, path: string): Promise<RunFile> {
  if (path === '-') {
    throw new UsageError('What a fleet wrote is read more than once; name a file, not standard input (-).');
  }
  const pieces = await host.pieces(path);
  if (pieces === null) throw new UsageError(`${path} does not exist; name a file that bedrock-doctor fleet wrote.`);
  return openRunFile(pieces, path);
}

/** The parameters of a run. Throws a `UsageError` as `openRun` does. */
export async function readRun(host: Host, path: string): Promise<RunParameters> {
  const { run, close } = await openRun(host, path);
  await close();
  return run;
}

/** The cells of what a run wrote, read from the beginning. Throws a `UsageError` for a line that is no cell. */
export async function* reopened(host: Host, path: string): AsyncGenerator<StoredCell> {
  yield* (await openRun(host, path)).cells;
}

/** Where lines go: a file, or standard output; in blocks, since a write for each would take longer than all else. */
export async function openSink(host: Host, path: string | null, goOn = false): Promise<LineFile> {
  if (path === null || path === '-') return { write: host.out, close: async () => undefined };
  return host.openLines(path, goOn);
}

const BLOCK = 1 << 16;

/** Writes what comes piece by piece, in blocks. */
export async function pour(
  pieces: AsyncIterable<string> | Iterable<string>,
  write: (text: string) => Promise<void>,
): Promise<void> {
  let block: string[] = [];
  let size = 0;
  for await (const piece of pieces) {
    block.push(piece);
    size += piece.length;
    if (size < BLOCK) continue;
    await write(block.join(''));
    [block, size] = [[], 0];
  }
  if (size > 0) await write(block.join(''));
}
