import { spawn, spawnSync } from 'node:child_process';
import type { Ran } from './warm.ts';

/**
 * Whether this machine's python3 has a module of each of these names: found, not loaded, which takes seconds for some.
 * https://docs.python.org/3/library/importlib.html#importlib.util.find_spec
 */
export function pythonHas(...modules: readonly string[]): boolean {
  const find = `import sys, importlib.util as u; sys.exit(not all(u.find_spec(name) for name in ${JSON.stringify(modules)}))`;
  return spawnSync('python3', ['-c', find], { stdio: 'ignore' }).status === 0;
}

/** Runs a program that is not ours to its end, and lets other tests go on meanwhile. */
export function runOther(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  input = '',
): Promise<Ran> {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { env: { PATH: process.env['PATH'] ?? '', ...env } });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      out += part;
    });
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      err += part;
    });
    child.on('error', failed);
    child.on('close', (code) => done({ code, out, err }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
