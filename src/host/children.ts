import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';

/** Whether a shell runs it, as the SDK runs a profile's `credential_process`: programs that we start need none. */
const isShells = ({ spawnargs }: ChildProcess): boolean =>
  spawnargs?.some((word) => word === '-c' || word === '/c') === true;

const lives = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

/** The processes that a process started, and theirs, as Linux tells them; none elsewhere. https://man7.org/linux/man-pages/man5/proc_tid_children.5.html */
function descendantsOf(pid: number): readonly number[] {
  try {
    const own = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
    return own.flatMap((child) => [child, ...descendantsOf(child)]);
  } catch {
    return [];
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
}

/**
 * Leaves no shell behind: a `credential_process` that hangs ends with the program that waited for it. Node tells of every
 * process that is started: https://nodejs.org/api/diagnostics_channel.html#event-child_process
 */
export function endShellsAtExit(host: NodeJS.Process): void {
  const started: ChildProcess[] = [];
  subscribe('child_process', (message) => {
    started.push((message as { readonly process: ChildProcess }).process);
  });
  host.once('exit', () => {
    for (const child of started) {
      if (child.pid === undefined || !lives(child) || !isShells(child)) continue;
      for (const pid of [...descendantsOf(child.pid), child.pid]) end(pid);
    }
  });
}
