import { MOST_BYTES } from '../core/file-limits.ts';
import type { Host } from '../core/host.ts';
import { UsageError } from '../core/usage-error.ts';

/** A named file as a sentence has it. */
export const calledFile = (path: string): string => (path === '-' ? 'on standard input' : path);

/**
 * The text of a file that somebody named. `what` says what it was to be, `where` who named it: '--plan'. Throws a
 * `UsageError` when there is none, it cannot be read, or it is longer than such a file may be.
 */
export async function readNamed(
  { read }: Pick<Host, 'read'>,
  what: keyof typeof MOST_BYTES,
  path: string,
  where: string,
): Promise<string> {
  const text = await read(path, MOST_BYTES[what]).catch((error: unknown) => {
    throw error instanceof UsageError ? new UsageError(`${error.message.replace(/\.$/, '')}; check ${where}.`) : error;
  });
  if (text === null) throw new UsageError(`The ${what} ${path} does not exist; check ${where}.`);
  return text;
}
