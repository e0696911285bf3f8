import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Sandbox } from '../src/sandbox/start.ts';
import { answerProxy } from './answer-proxy.ts';
import { BINARY, emptyFolder, environmentOf } from './run.ts';

/**
 * Whether every thread of a process waits for something. On a busy machine one that is only not let run is ready, which is
 * another state: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, field 3.
 */
function waits(pid: number): boolean {
  try {
    return readdirSync(`/proc/${pid}/task`).every((thread) =>
      /\) S [^)]*$/.test(readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8')),
    );
  } catch {
    // A thread, or the process, has ended between two looks.
    return false;
  }
}

/** CloudTrail serves two look-ups a second, and whoever asks waits for it in a time of his own. */
const PACED = /LookupEvents/;

/**
 * Runs the binary on a sandbox that answers in rounds: requests are held back until it waits for nothing but them, and are
 * then answered together. Which calls were made in each round: so many round trips follow one another, whatever the machine.
 */
export async function roundsOf(args: readonly string[], sandbox: Sandbox): Promise<readonly (readonly string[])[]> {
  const rounds: string[][] = [];
  let held: { readonly operation: string; readonly go: () => void }[] = [];
  const proxy = await answerProxy(
    sandbox.endpoint,
    (answer) => answer,
    (operation) =>
      PACED.test(operation) ? Promise.resolve() : new Promise((go) => held.push({ operation, go: () => go() })),
  );
  const folder = emptyFolder();
  const env = environmentOf({ ...sandbox.env, AWS_ENDPOINT_URL: proxy.url }, folder);
  const child = spawn(process.execPath, [BINARY, ...args], { cwd: folder, env, stdio: 'ignore' });
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  const isQuiet = (): boolean => proxy.underway() === 0 && child.pid !== undefined && waits(child.pid);
  while (!ended) {
    await new Promise((done) => setTimeout(done, 20));
    if (!isQuiet()) continue;
    const { length } = held;
    // What it had sent by then is taken in.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((done) => setImmediate(done));
    if (length === 0 || held.length !== length || !isQuiet()) continue;
    const round = held;
    held = [];
    rounds.push(round.map(({ operation }) => operation));
    for (const { go } of round) go();
  }
  await proxy.close();
  return rounds;
}
