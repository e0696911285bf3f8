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
  tap?: (piece: string) => void,
  more: Readonly<Record<string, string>> = {},
): Promise<number | null> => {
  // Late: most runs start no program, and the module costs each of them some milliseconds.
  const { spawn } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    // Only a pipe can be read along; without a reader the program keeps the terminal, and its colors.
    const output = tap ? 'pipe' : 2;
    const child = spawn(program, args, { cwd, env: { ...process.env, ...more }, stdio: ['inherit', output, output] });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (piece: string) => {
        process.stderr.write(piece);
        tap?.(piece);
      });
    }
    // Ctrl-C reaches the program from the terminal itself; SIGTERM reaches only us.
    const pass = (): void => {
      if (came() === 'SIGTERM') child.kill('SIGTERM');
    };
    signal.addEventListener('abort', pass, { once: true });
    child.once('error', (error) => {
      signal.removeEventListener('abort', pass);
      if (codeOf(error) === 'ENOENT') resolve(null);
      else
        reject(
          new UsageError(
            `${program} cannot be started: ${error.message}; mend its installation, or run the command by hand.`,
          ),
        );
    });
    child.once(tap ? 'close' : 'exit', (code: number | null, name: NodeJS.Signals | null) => {
      signal.removeEventListener('abort', pass);
      resolve(code ?? BY_SIGNAL + (name === null ? 0 : constants.signals[name]));
    });
  });
};
