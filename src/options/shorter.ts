import { relative } from 'node:path';
import type { Host } from '../core/host.ts';

/** Relative to the folder the user is in where that is shorter. */
export function shorter(path: string, host: Pick<Host, 'cwd'>): string {
  const short = relative(host.cwd, path);
  return short !== '' && short.length < path.length ? short : path;
}
