import { dirname, join } from 'node:path';
import { MOST_BYTES } from '../core/file-limits.ts';
import type { Host } from '../core/host.ts';

/** What each run said already, by where it says it: each refusal is said once, however many steps the run has. */
const said = new WeakMap<Host['err'], Set<string>>();

/** Says on standard error that something in a file does not count, once. */
export function sayOnce({ err }: Pick<Host, 'err'>, sentence: string): void {
  const already = said.get(err) ?? new Set();
  said.set(err, already);
  if (already.has(sentence)) return;
  already.add(sentence);
  err(`${sentence}\n`);
}

/**
 * The folders where a file that nobody named is looked for: the working folder and upward to the root of its repository
 * or the home folder, whichever comes first; outside both only the working folder itself.
 */
export async function foldersUpward({
  cwd,
  home,
  isThere,
  realPath,
}: Pick<Host, 'cwd' | 'home' | 'isThere' | 'realPath'>): Promise<readonly string[]> {
  const realHome = home === null ? null : await realPath(home);
  const folders: string[] = [];
  for (let folder = cwd; ; folder = dirname(folder)) {
    folders.push(folder);
    if (folder === home || folder === realHome || (await isThere(join(folder, '.git')))) return folders;
    if (dirname(folder) === folder) return [cwd];
  }
}

/**
 * The nearest file of that name that may be believed. One that somebody else could have written is not read, which is
 * said; nothing above it is looked at either.
 */
export async function nearestFile(
  name: string,
  host: Host,
  /** What else the user can do, as the sentence goes on: 'name the file with --config'. */
  instead: string,
): Promise<{ path: string; text: string } | null> {
  for (const folder of await foldersUpward(host)) {
    const path = join(folder, name);
    if (!(await host.isThere(path))) continue;
    const why = await host.distrust(path);
    if (why !== null) {
      sayOnce(host, `${path} is not read: ${why}. Take that permission away, or ${instead}.`);
      return null;
    }
    const text = await host.read(path, MOST_BYTES['config file']);
    if (text !== null) return { path, text };
  }
  return null;
}
