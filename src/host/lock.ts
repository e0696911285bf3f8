import { readFileSync } from 'node:fs';
import { link, open, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { codeOf, stateError } from './file-error.ts';
import { makePrivateFolder, readText } from './files.ts';

/** Who holds a lock. A process id alone is not enough: ids are used again, and a home folder may be shared by machines. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, in the kernel's own ticks; null where it cannot be told. */
  readonly began: string | null;
}

/** Field 22 of /proc/PID/stat, counted after the name in brackets: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const BEGAN_FIELD = 19;

function beganOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[BEGAN_FIELD] ?? null;
  } catch {
    return null;
  }
}

function parseHolder(text: string): Holder | null {
  try {
    const value = JSON.parse(text) as Partial<Holder> | null;
    return typeof value?.pid === 'number' && value.pid > 0 && typeof value.host === 'string'
      ? { pid: value.pid, host: value.host, began: value.began ?? null }
      : null;
  } catch {
    return null;
  }
}

/** Whether the holder still runs. Of another machine's process nothing can be known, so it counts as running. */
function lives({ pid, host, began }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false;
  }
  return began === null || (beganOf(pid) ?? began) === began;
}

/** Puts the lock in place with its content, in one step; false when there is one. */
async function place(path: string, text: string): Promise<boolean> {
  const { randomBytes } = await import('node:crypto');
  const own = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(own, text, { flag: 'wx', mode: 0o600 });
    await link(own, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP', 'EMLINK'].includes(codeOf(error))) throw error;
    return await placeWithoutLink(path, text);
  } finally {
    await rm(own, { force: true });
  }
}

/** For file systems without hard links: a crash between the two steps leaves an empty lock, which counts as dead. */
async function placeWithoutLink(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(text);
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Whether the lock at a path belongs to nobody who runs. */
async function isDead(path: string): Promise<boolean> {
  const text = await readText(path);
  if (text === null) return false;
  const holder = parseHolder(text);
  return holder === null || !lives(holder);
}

/**
 * Makes a lock file; false while another running process holds it. The lock of a process that has died, even by
 * kill -9, is taken over. Throws a `UsageError` when the folder cannot be written.
 */
export async function takeLock(path: string): Promise<boolean> {
  const text = JSON.stringify({ pid: process.pid, host: hostname(), began: beganOf(process.pid) } satisfies Holder);
  try {
    await makePrivateFolder(dirname(path));
    if (await place(path, text)) return true;
    if (!(await isDead(path))) return false;
    // Two that find the same dead lock must not both remove it: the second would remove the first one's new lock.
    const takeover = `${path}.takeover`;
    if (!(await place(takeover, text))) {
      if (await isDead(takeover)) await rm(takeover, { force: true });
      return false;
    }
    try {
      if (await isDead(path)) await rm(path, { force: true });
      return await place(path, text);
    } finally {
      await rm(takeover, { force: true });
    }
  } catch (error) {
    throw stateError(path, error);
  }
}
