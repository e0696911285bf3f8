import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UsageError } from '../core/usage-error.ts';

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** What a failed file operation means for the user. */
function said(path: string, error: unknown, doing: string): UsageError {
  const words: { readonly [code: string]: string } = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of the path is no folder',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    ENOENT: 'there is no such folder',
  };
  return new UsageError(`${path} cannot be ${doing}: ${words[codeOf(error)] ?? String(error)}.`);
}

/** A file's text, or null when there is none. */
export async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw said(path, error, 'read');
  }
}

/** Writes a file so that it is whole or untouched: a temporary file in the same folder, synced, then renamed. */
export async function writeText(path: string, text: string, secret: boolean): Promise<void> {
  const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const before = await stat(path).catch(() => null);
    const file = await open(temporary, 'wx', secret ? 0o600 : before === null ? 0o666 : before.mode & 0o777);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw said(path, error, 'written');
  }
}

/** Adds a line to a file that only its owner may read, and returns once it is on the disk. */
export async function appendDurably(path: string, line: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, 'a', 0o600);
    try {
      await file.appendFile(line);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new UsageError(
      `${said(path, error, 'written').message} Nothing was changed; set XDG_STATE_HOME to a folder that can be written.`,
    );
  }
}

/** Makes a lock file; false when another process that still lives holds it. */
export async function takeLock(path: string): Promise<boolean> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw new UsageError(
        `${said(path, error, 'written').message} Nothing was changed; set XDG_STATE_HOME to a folder that can be written.`,
      );
    }
  }
  const holder = Number(await readText(path));
  if (Number.isInteger(holder) && holder > 0 && !lives(holder)) {
    await rm(path, { force: true });
    return takeLock(path);
  }
  return false;
}

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
};

export const removeFile = (path: string): Promise<void> => rm(path, { force: true });

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'bedrock-doctor-'));
export const removeFolder = (path: string): Promise<void> => rm(path, { recursive: true, force: true });
