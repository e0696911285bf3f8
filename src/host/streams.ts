import { MOST_BYTES, sayBytes } from '../core/file-limits.ts';
import { Interrupted, UsageError } from '../core/usage-error.ts';
import { isGone, outputError } from './file-error.ts';

/**
 * How long a run may go on after its reader has left (`| head`). A diagnosis is through by then and leaves with its own
 * exit code; what would never end, such as `tail --follow`, ends here.
 */
const AFTER_READER_MS = 1_000;

/**
 * Writes to standard output; each write resolves when the reader has taken it, so that nothing is lost at the end and a
 * slow reader slows us. A reader that has left is no error. Rejects with a `UsageError` when the disk behind it is full.
 * `busy`: whether a change is under way, in the middle of which nobody leaves.
 */
export function writerTo(process: NodeJS.Process, busy: () => boolean): (text: string) => Promise<void> {
  const { stdout } = process;
  let gone = false;
  const leaveSoon = (): void => {
    setTimeout(() => (busy() ? leaveSoon() : process.exit(process.exitCode ?? 0)), AFTER_READER_MS).unref();
  };
  const readerLeft = (): void => {
    if (gone) return;
    gone = true;
    leaveSoon();
  };
  stdout.on('error', (error) => {
    if (isGone(error)) readerLeft();
  });
  return (text) =>
    new Promise((resolve, reject) => {
      if (text === '' || gone) {
        resolve();
        return;
      }
      stdout.write(text, (error) => {
        if (!error) resolve();
        else if (isGone(error)) {
          readerLeft();
          resolve();
        } else reject(outputError(error));
      });
    });
}

/** The pieces of standard input; ends with `Interrupted` at once when the signal fires. */
export async function* piecesOf(stdin: NodeJS.ReadStream, signal: AbortSignal): AsyncGenerator<string | Uint8Array> {
  const stop = (): void => {
    stdin.destroy(new Interrupted());
  };
  if (signal.aborted) throw new Interrupted();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const piece of stdin) yield piece as string | Uint8Array;
    if (signal.aborted) throw new Interrupted();
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** All of standard input as UTF-8. Rejects with a `UsageError` where it is longer than `most` bytes. */
export async function textOf(
  stdin: NodeJS.ReadStream,
  signal: AbortSignal,
  most: number = MOST_BYTES.other,
): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of piecesOf(stdin, signal)) {
    const bytes = Buffer.from(piece);
    pieces.push(bytes);
    size += bytes.length;
    if (size > most)
      throw new UsageError(`Standard input is too long; the most that is read of it is ${sayBytes(most)}.`);
  }
  return Buffer.concat(pieces).toString('utf8');
}
