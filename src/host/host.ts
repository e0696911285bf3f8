import { spawn } from 'node:child_process';
import type { Host, Progress } from '../core/host.ts';
import { Interrupted } from '../core/usage-error.ts';
import { appendDurably, readText, removeFile, removeFolder, takeLock, temporaryFolder, writeText } from './files.ts';

/** Where nobody says otherwise a terminal has this many columns. */
const DEFAULT_COLUMNS = 80;

/** Whether colour is wanted on a stream: https://no-color.org and https://force-color.org */
function colorOn(env: Host['env'], isTerminal: boolean, wanted: boolean): boolean {
  if (!wanted || (env['NO_COLOR'] ?? '') !== '') return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return isTerminal && env['TERM'] !== 'dumb' && (env['CI'] ?? '') === '';
}

const asksForAscii = (env: Host['env']): boolean => {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return env['TERM'] === 'dumb' || env['TERM'] === 'linux' || (locale !== '' && !/utf-?8/i.test(locale));
};

/** The real world: the process, its streams, clock and disk. `flags` come from the command line. */
export function realHost(flags: { readonly color: boolean; readonly input: boolean }): Host {
  const { env, stdin, stdout, stderr } = process;
  const controller = new AbortController();
  const onSignal = (): void => {
    // The second Ctrl-C leaves at once: whatever was changed stands in the journal already.
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  // A reader that has gone (`| head`) is no error of ours.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  stderr.on('error', () => undefined);
  const colorErr = colorOn(env, stderr.isTTY === true, flags.color);
  const fancy = stderr.isTTY === true && env['TERM'] !== 'dumb' && (env['CI'] ?? '') === '';
  const prompts = () => import('@inquirer/prompts');
  const asked = async <T>(question: Promise<T>): Promise<T> => {
    try {
      return await question;
    } catch (error) {
      if (error instanceof Error && /ExitPrompt|AbortPrompt|CancelPrompt/.test(error.name)) throw new Interrupted();
      throw error;
    }
  };
  return {
    env,
    cwd: process.cwd(),
    home: env['HOME'] ?? env['USERPROFILE'] ?? null,
    now: () => Date.now(),
    read: async (path) => {
      if (path !== '-') return readText(path);
      const parts: Buffer[] = [];
      for await (const part of stdin) parts.push(Buffer.from(part));
      return Buffer.concat(parts).toString('utf8');
    },
    write: (path, text, secret = false) => writeText(path, text, secret),
    appendDurably,
    takeLock,
    removeFile,
    temporaryFolder,
    removeFolder,
    stdin: () => stdin,
    out: (text) =>
      new Promise((resolve) => {
        if (text === '') resolve();
        else stdout.write(text, () => resolve());
      }),
    err: (text) => {
      stderr.write(text);
    },
    stdoutIsTerminal: stdout.isTTY === true,
    stderrIsTerminal: stderr.isTTY === true,
    stdinIsTerminal: stdin.isTTY === true,
    mayAsk: flags.input && stdin.isTTY === true && stderr.isTTY === true && (env['CI'] ?? '') === '',
    columns: stdout.columns || Number(env['COLUMNS']) || DEFAULT_COLUMNS,
    colorOut: colorOn(env, stdout.isTTY === true, flags.color),
    colorErr,
    unicode: !asksForAscii(env),
    progress: (text, quiet) => progress(text, { quiet, fancy, color: colorErr, err: (line) => stderr.write(line) }),
    confirm: async (message) => asked((await prompts()).confirm({ message, default: false }, { output: stderr })),
    choose: async (message, choices) =>
      asked((await prompts()).select({ message, choices: [...choices] }, { output: stderr })),
    ask: async (message, validate) => asked((await prompts()).input({ message, validate }, { output: stderr })),
    signal: controller.signal,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const either = signal ? AbortSignal.any([signal, controller.signal]) : controller.signal;
        if (either.aborted) {
          resolve(false);
          return;
        }
        const stop = (): void => {
          clearTimeout(timer);
          resolve(false);
        };
        const timer = setTimeout(() => {
          either.removeEventListener('abort', stop);
          resolve(true);
        }, ms);
        either.addEventListener('abort', stop, { once: true });
      }),
    run: (program, args, cwd) =>
      new Promise((resolve) => {
        // Its output is for the reader, not part of our result: standard output stays clean for `| jq`.
        const child = spawn(program, args, { cwd, stdio: ['inherit', 2, 2] });
        child.once('error', () => resolve(null));
        child.once('exit', (code) => resolve(code ?? 1));
      }),
    fetch,
  };
}

/** A spinner on a terminal; elsewhere one plain line per change. */
async function progress(
  first: string,
  { quiet, fancy, color, err }: { quiet: boolean; fancy: boolean; color: boolean; err: (line: string) => void },
): Promise<Progress> {
  if (quiet) return { say: () => undefined, stop: () => undefined };
  if (!fancy) {
    let last = '';
    const say = (text: string): void => {
      if (text !== last) err(`${text}\n`);
      last = text;
    };
    say(first);
    return { say, stop: () => undefined };
  }
  const { default: ora } = await import('ora');
  const spinner = ora({
    text: first,
    stream: process.stderr,
    color: color ? 'cyan' : false,
    discardStdin: false,
  }).start();
  return {
    say: (text) => {
      spinner.text = text;
    },
    stop: () => {
      spinner.stop();
    },
  };
}
