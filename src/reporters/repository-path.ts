import { posix } from 'node:path';
import type { Style } from '../core/style.ts';

const slashed = (path: string): string => path.replaceAll('\\', '/');
/** '/home/x' and 'C:/x', on whatever system this runs: a report may be made on another than it is read on. */
export const isAbsolutePath = (path: string): boolean => /^(?:[A-Za-z]:)?\//.test(slashed(path));

/**
 * A file as code hosts know it: from the repository's root, with slashes. A report names it from the folder of the run,
 * which is another where a job works in a part of the repository. Absolute for a file that is not in it.
 */
export function repositoryPath(path: string, repository: Style['repository']): string {
  const given = slashed(path);
  if (repository === undefined) return posix.normalize(given);
  const full = posix.normalize(isAbsolutePath(given) ? given : `${slashed(repository.cwd)}/${given}`);
  const root = posix.normalize(`${slashed(repository.root)}/`);
  return full.startsWith(root) ? full.slice(root.length) : full;
}
