import { access, lstat, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const OTHERS_WRITE = 0o002;
const GROUP_WRITES = 0o020;
const ROOT = 0;

/** Who runs the program, as the system counts users; null where it does not, as on Windows. */
interface User {
  readonly uid: number;
  readonly gid: number;
}

interface Owned {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

/**
 * Why one file or folder may be somebody else's words, or null. A group of the user's own, as many systems make one for
 * each user (https://wiki.debian.org/UserPrivateGroups), is nobody else; any other group is.
 */
export function strangerIn({ uid, gid, mode }: Owned, user: User): string | null {
  if (uid !== user.uid && uid !== ROOT) return 'it belongs to somebody else';
  if ((mode & OTHERS_WRITE) !== 0) return 'everybody can write to it';
  const own = gid === ROOT || (gid === user.gid && user.gid === user.uid);
  return (mode & GROUP_WRITES) !== 0 && !own ? 'its group can write to it' : null;
}

/**
 * Why a file that was found, not named, is not to be trusted, in a few words; null where it and its folder belong to the
 * user or root and nobody else can write to them. A symbolic link is looked at itself, and where it leads.
 */
export async function distrust(path: string, process: NodeJS.Process): Promise<string | null> {
  const uid = process.getuid?.();
  if (uid === undefined) return null;
  const user = { uid, gid: process.getgid?.() ?? uid };
  const folderOf = (why: string | null): string | null =>
    why?.replace(/^it\b/, 'its folder').replace(/\bit$/, 'its folder') ?? null;
  const link = await lstat(path);
  if (link.isSymbolicLink() && link.uid !== uid && link.uid !== ROOT) return 'it belongs to somebody else';
  const real = await realpath(path);
  const file = strangerIn(await stat(real), user);
  if (file !== null) return file;
  for (const folder of new Set([dirname(path), dirname(real)])) {
    const why = folderOf(strangerIn(await stat(folder), user));
    if (why !== null) return why;
  }
  return null;
}

/** Whether something of that name is there, whatever it is. */
export const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Where a path leads once every link is followed; null where it leads nowhere. */
export const realPath = (path: string): Promise<string | null> => realpath(path).catch(() => null);
