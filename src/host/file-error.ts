import type { Stats } from 'node:fs';
import { UsageError } from '../core/usage-error.ts';

/** The system's name of an error, 'ENOENT', or '' where it has none: https://nodejs.org/api/errors.html#common-system-errors */
export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

const WORDS: { readonly [code: string]: string } = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'there is no such folder',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'the symbolic links lead in a circle',
  EMFILE: 'too many files are open',
  EBUSY: 'it is in use',
  ENXIO: 'it is a pipe that nobody reads',
};

/** Why a file operation failed, in a few words. */
export const reasonOf = (error: unknown): string =>
  WORDS[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));

/** What is where a file should be, as a sentence names it. */
const kindOf = (there: Stats): string =>
  there.isFIFO() ? 'a pipe' : there.isSocket() ? 'a socket' : there.isDirectory() ? 'a folder' : 'a device';

/** Throws an error that says what is there, where that is no regular file. */
export function mustBeFile(there: Stats): void {
  if (there.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
  if (!there.isFile()) throw new Error(`it is ${kindOf(there)}, and only files are read`);
}

/** What a failed file operation means for the user, in one sentence. `doing`: 'read', 'written'. */
export function fileError(path: string, error: unknown, doing: string): UsageError {
  return new UsageError(`${path} cannot be ${doing}: ${reasonOf(error)}.`);
}

/** The same for the folder of the journal, which has to be writable before anything may be changed. */
export function stateError(path: string, error: unknown): UsageError {
  return new UsageError(
    `${fileError(path, error, 'written').message} Changes are only made when they can be recorded; set XDG_STATE_HOME to a folder that can be written.`,
  );
}

/** Whether the reader of a pipe has left, as in `--help | head -1`: that is no error. */
export const isGone = (error: unknown): boolean =>
  ['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED'].includes(codeOf(error));

/** The same for standard output, such as a file on a full disk. */
export const outputError = (error: unknown): UsageError =>
  new UsageError(
    `The result cannot be written to standard output: ${reasonOf(error)}; make room for it there, or send it elsewhere.`,
  );
