import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

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

/** What every process of ours is given: the path, and one folder for compiled code, which goes with the tests' run. */
export const OWN_ENV = { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: join(tmpdir(), 'compiled') };

const WARM = resolve(import.meta.dirname, 'warm.cjs');
/** More runs at once than this start the binary: a run may wait for what another one does, so none waits for its turn. */
const MOST = 6;

/** Those at rest, by the NODE_OPTIONS that each was started with. */
const idle = new Map<string, ChildProcess[]>();
const idleOf = (nodeOptions: string): ChildProcess[] => {
  const found = idle.get(nodeOptions) ?? [];
  idle.set(nodeOptions, found);
  return found;
};
let alive = 0;

function begin(nodeOptions: string): ChildProcess {
  const child = spawn(process.execPath, [WARM], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...OWN_ENV, NODE_OPTIONS: nodeOptions },
  });
  alive += 1;
  child.once('exit', () => {
    alive -= 1;
    const rest = idleOf(nodeOptions);
    const at = rest.indexOf(child);
    if (at >= 0) rest.splice(at, 1);
  });
  return child;
}

/** Lets the tests end without this child, which ends when they do; or not, while it runs the program. */
function hold(child: ChildProcess, held: boolean): void {
  for (const one of [child, child.channel, child.stdout, child.stderr]) {
    const handle = one as { ref?: () => void; unref?: () => void } | null | undefined;
    if (held) handle?.ref?.();
    else handle?.unref?.();
  }
}

/** Runs the built program in a process that has read it before; null when too many run at once. */
export function runWarm(start: Start, nodeOptions: string): Promise<Ran> | null {
  const child = idleOf(nodeOptions).pop() ?? (alive < MOST ? begin(nodeOptions) : null);
  if (child === null) return null;
  hold(child, true);
  const end = `\0${randomUUID()}\0`;
  return new Promise((done) => {
    const said = { out: '', err: '' };
    let answer: { readonly code: number; readonly reusable: boolean } | null = null;
    const finish = (code: number | null): void => {
      child.stdout?.removeAllListeners('data');
      child.stderr?.removeAllListeners('data');
      child.off('message', onAnswer);
      child.off('close', onClose);
      done({ code, out: said.out.replace(end, ''), err: said.err.replace(end, '') });
    };
    const look = (): void => {
      if (answer === null || !said.out.endsWith(end) || !said.err.endsWith(end)) return;
      if (answer.reusable) {
        hold(child, false);
        idleOf(nodeOptions).push(child);
      }
      finish(answer.code);
    };
    const onAnswer = (message: unknown): void => {
      answer = message as { code: number; reusable: boolean };
      look();
    };
    const onClose = (code: number | null): void => finish(answer?.code ?? code);
    child.on('message', onAnswer);
    child.once('close', onClose);
    for (const [stream, name] of [
      [child.stdout, 'out'],
      [child.stderr, 'err'],
    ] as const) {
      stream?.setEncoding('utf8').on('data', (part: string) => {
        said[name] += part;
        look();
      });
    }
    child.send({ ...start, end });
  });
}
