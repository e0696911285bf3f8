import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

/** What a run of the program is given. */
export interface Start {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly input: string;
  readonly cwd: string;
}

/** What a run of the program did. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Where a run of the tests, or of the fuzz, keeps what goes with it; whoever begins the run says it. */
const FOLDER = process.env['STARTS_IN'] ?? tmpdir();
const [COMPILED, SOCKET] = [join(FOLDER, 'compiled'), join(FOLDER, 'starts.sock')];

/** What every process of ours is given: the path, and one folder for compiled code. */
export const OWN_ENV = { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: COMPILED };

/** Starts what the program is started by; what ends it again. */
export async function beginStarts(): Promise<() => void> {
  const starts = fork(resolve(import.meta.dirname, 'starts.cjs'), [SOCKET, COMPILED]);
  await once(starts, 'message');
  return () => starts.disconnect();
}

/**
 * Runs the built program: `warm`, in a process that has run it before, if not all are at work, or `cold`, by starting the binary.
 * `test/warm.test.ts` holds the one to the other.
 */
export async function startIn(how: 'warm' | 'cold', start: Start): Promise<Ran> {
  const socket = connect(SOCKET);
  socket.end(JSON.stringify({ ...start, cold: how === 'cold' }));
  return JSON.parse(await text(socket)) as Ran;
}
