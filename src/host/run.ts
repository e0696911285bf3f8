import { constants } from 'node:os';
import { UsageError } from '../core/usage-error.ts';
import { codeOf } from './file-error.ts';
import type { Signals } from './signals.ts';

/** A program that ends by a signal has, as in a shell, this plus the signal's number as its code. */
const BY_SIGNAL = 128;

/**
 * Runs a program with its output shown on standard error, so that standard output stays our result. Its exit code, or
 * null when it is not installed. Throws a `UsageError` when it is there but cannot be started.
 */
export const runProgram = async (
  program: string,
  args: readonly string[],
  cwd: string,
  { signal, came }: Signals,
): Promise<number | null> => {
  // Late: most runs start no program, and the module costs each of them some milliseconds.
  const { spawn } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['inherit', 2, 2] });
    // Ctrl-C reaches the program from the terminal itself; SIGTERM reaches only us.
    const pass = (): void => {
      if (came() === 'SIGTERM') child.kill('SIGTERM');
    };
    signal.addEventListener('abort', pass, { once: true });
    child.once('error', (error) => {
      signal.removeEventListener('abort', pass);
      if (codeOf(error) === 'ENOENT') resolve(null);
      else reject(new UsageError(`${program} cannot be started: ${error.message}.`));
    });
    child.once('exit', (code, name) => {
      signal.removeEventListener('abort', pass);
      resolve(code ?? BY_SIGNAL + (name === null ? 0 : constants.signals[name]));
    });
  });
};
