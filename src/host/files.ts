import { constants, existsSync, type Stats } from 'node:fs';
import {
  access,
  chmod,
  type FileHandle,
  mkdir,
  mkdtemp,
  open,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { MOST_BYTES, sayBytes } from '../core/file-limits.ts';
import { codeOf, fileError, mustBeFile, reasonOf, stateError } from './file-error.ts';

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
/** What `open` gives a new file; the user's umask takes from it. */
const NEW_FILE = 0o666;
const PERMISSIONS = 0o7777;
/** What is read at a time. */
const PIECE_BYTES = 1_048_576;

/**
 * A file's text as UTF-8, or null when there is none. Only a regular file is read: a pipe or a device may never end, and
 * is opened without waiting for its other side. Throws a `UsageError` when it cannot be read, or is longer than `most`.
 */
export async function readText(path: string, most: number = MOST_BYTES.other): Promise<string | null> {
  // Most of the files that are looked for are not there, and an error costs more than a look.
  if (!existsSync(path)) return null;
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const there = await file.stat();
      // What people name to say "no file": it has an end, at once.
      if (path === devNull) return '';
      mustBeFile(there);
      if (there.size > most) throw new Error(tooLong(there.size, most));
      // What the system makes up while it is read, as in /proc, has no size before.
      const bytes = there.size > 0 ? await wholeOf(file, there.size, most) : await wholeOf(file, most, most);
      return bytes.toString('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw fileError(path, error, 'read');
  }
}

const tooLong = (size: number, most: number): string =>
  `it is too long (${sayBytes(size)}; the most that is read is ${sayBytes(most)})`;

/** As much as a file has by now, which may be more than it had when it was looked at. */
async function wholeOf(file: FileHandle, expected: number, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for (;;) {
    const part = Buffer.allocUnsafe(Math.min(Math.max(expected - size, 0) + 1, PIECE_BYTES));
    const { bytesRead } = await file.read(part, 0, part.length, null);
    if (bytesRead === 0) return Buffer.concat(parts, size);
    parts.push(part.subarray(0, bytesRead));
    size += bytesRead;
    if (size > most) throw new Error(tooLong(size, most));
  }
}

/**
 * Does what opens and writes a file that may be a pipe. Opening a pipe that nobody reads waits for a reader, and no signal
 * ends that: this way it is an error, thrown. The pipe is held meanwhile, since its reader takes a writer's leaving for the end.
 */
export async function withReader<T>(path: string, there: Stats | null, write: () => Promise<T>): Promise<T> {
  if (!there?.isFIFO()) return write();
  const held = await open(path, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0));
  try {
    return await write();
  } finally {
    await held.close();
  }
}

/**
 * Writes a file so that it is whole or untouched, whenever the power goes: a temporary file in the same folder, synced,
 * then renamed (https://man7.org/linux/man-pages/man2/rename.2.html). An existing file keeps its mode, and its owner
 * where we may give it; a symbolic link stays one. `secret`: only the owner may read it. Throws a `UsageError`.
 */
export async function writeText(path: string, text: string, secret: boolean): Promise<void> {
  let temporary: string | null = null;
  try {
    const target = await realpath(path).catch(() => path);
    const before = await stat(target).catch(() => null);
    if (before?.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
    if (before && !before.isFile()) {
      // A device or a pipe, such as /dev/null or the shell's >(…): there is nothing to rename over.
      await withReader(target, before, () => writeFile(target, text));
      return;
    }
    const { randomBytes } = await import('node:crypto');
    temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
    const file = await open(temporary, 'wx', secret || before ? PRIVATE_FILE : NEW_FILE);
    try {
      await file.writeFile(text);
      if (before) await file.chown(before.uid, before.gid).catch(() => undefined);
      if (before && !secret) await file.chmod(before.mode & PERMISSIONS);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
    await syncFolder(dirname(target));
  } catch (error) {
    if (temporary) await rm(temporary, { force: true }).catch(() => undefined);
    throw fileError(path, error, 'written');
  }
}

/** Why `writeText` would fail there, in a few words; null where nothing stands against it. Writes nothing. */
export async function unwritable(path: string): Promise<string | null> {
  try {
    const target = await realpath(path).catch(() => path);
    const there = await stat(target).catch(() => null);
    if (there?.isDirectory()) return reasonOf(Object.assign(new Error(), { code: 'EISDIR' }));
    await access(there === null || there.isFile() ? dirname(target) : target, constants.W_OK);
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Makes a folder that only its owner may enter; one that is there stays as it is. */
export async function makePrivateFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: PRIVATE_FOLDER });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    const parent = dirname(path);
    // Not `recursive`: Node tries for ever where the parent is there and takes no folder, as /proc does not.
    if (code !== 'ENOENT' || (await stat(parent).catch(() => null)) !== null) throw error;
    await makePrivateFolder(parent);
    await mkdir(path, { mode: PRIVATE_FOLDER }).catch(async (again: unknown) => {
      // Somebody else may have made it meanwhile.
      if (!(await stat(path).catch(() => null))?.isDirectory()) throw again;
    });
  }
}

/**
 * Adds a line to a file that only its owner may read, and resolves once it is on the disk. A line that a crash has cut
 * short is ended first, so that it does not swallow this one. Throws a `UsageError` that names XDG_STATE_HOME.
 */
export async function appendDurably(path: string, line: string): Promise<void> {
  try {
    await makePrivateFolder(dirname(path));
    const file = await open(path, 'a+', PRIVATE_FILE);
    try {
      const { size, mode } = await file.stat();
      if ((mode & 0o077) !== 0) await chmod(path, PRIVATE_FILE);
      const last = size === 0 ? null : (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString('latin1');
      await file.appendFile(last === null || last === '\n' ? line : `\n${line}`);
      await file.sync();
      // A new file's name is in its folder, which is a write of its own.
      if (size === 0) await syncFolder(dirname(path));
    } finally {
      await file.close();
    }
  } catch (error) {
    throw stateError(path, error);
  }
}

/** Takes a file away; one that is not there is no error. Throws a `UsageError`. */
export async function removeFile(path: string): Promise<void> {
  try {
    await rm(path, { force: true });
  } catch (error) {
    throw fileError(path, error, 'removed');
  }
}

/** A new empty folder of its own, which only its owner may enter. */
export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'bedrock-doctor-'));

/** Takes a folder away with all that is in it; for temporary ones alone. */
export const removeFolder = (path: string): Promise<void> => rm(path, { recursive: true, force: true });

/** Not every system lets a folder be opened; there the file system keeps the order by itself. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch {}
}
