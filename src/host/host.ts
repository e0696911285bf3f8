import { isatty } from 'node:tty';
import { visible } from '../core/harmless.ts';
import type { Host } from '../core/host.ts';
import { browserCommand } from './browser.ts';
import { appendDurably, readText, removeFile, removeFolder, temporaryFolder, unwritable, writeText } from './files.ts';
import { filePieces, openLineFile } from './line-file.ts';
import { takeLock } from './lock.ts';
import { startProgress } from './progress.ts';
import { questions } from './prompts.ts';
import { runProgram } from './run.ts';
import { listenForSignals } from './signals.ts';
import { sleep } from './sleep.ts';
import { piecesOf, textOf, writerTo } from './streams.ts';
import { colorOn, columnsOf, isCi, mayAnimate, unicodeOn } from './terminal.ts';
import { distrust, isThere, realPath } from './trust.ts';

/** What the command line says about the terminal: false for --no-color and --no-input. */
export interface TerminalFlags {
  readonly color: boolean;
  readonly input: boolean;
}

/** Opening standard input costs some milliseconds, and most runs never read it: the system is asked about it instead. */
const isTerminal = (process: NodeJS.Process): boolean =>
  process === globalThis.process ? isatty(0) : process.stdin.isTTY === true;

/** The real world: the process, its streams, clock and disk. `dispose` gives the signals back. */
export function realHost(
  flags: TerminalFlags,
  process: NodeJS.Process = globalThis.process,
): Host & { readonly dispose: () => void } {
  const { env, stdout, stderr } = process;
  const signals = listenForSignals(process);
  const { signal } = signals;
  const locks = new Set<string>();
  let input: Promise<string> | null = null;
  const onTerminal = { stdin: isTerminal(process), stdout: stdout.isTTY === true, stderr: stderr.isTTY === true };
  const write = writerTo(process, () => locks.size > 0);
  const colorOut = colorOn(env, onTerminal.stdout, flags.color);
  const colorErr = colorOn(env, onTerminal.stderr, flags.color);
  const unicode = unicodeOn(env);
  // Messages nobody reads are no reason to stop.
  stderr.on('error', () => undefined);
  return {
    env,
    cwd: process.cwd(),
    home: env['HOME'] || env['USERPROFILE'] || null,
    now: () => Date.now(),
    read: (path, most) => {
      if (path !== '-') return readText(path, most);
      // It comes once only, and may be asked for again: before a change to check it, after it to use it.
      input ??= textOf(process.stdin, signal, most);
      return input;
    },
    distrust: (path) => distrust(path, process),
    isThere,
    realPath,
    pieces: async (path) => (path === '-' ? piecesOf(process.stdin, signal) : filePieces(path)),
    openLines: openLineFile,
    write: (path, text, secret = false) => writeText(path, text, secret),
    unwritable,
    appendDurably,
    takeLock: async (path) => {
      const taken = await takeLock(path);
      if (taken) locks.add(path);
      return taken;
    },
    removeFile: async (path) => {
      await removeFile(path);
      locks.delete(path);
    },
    temporaryFolder,
    removeFolder,
    stdin: () => piecesOf(process.stdin, signal),
    out: (text) => write(visible(text, colorOut)),
    err: (text) => {
      stderr.write(visible(text, colorErr));
    },
    stdoutIsTerminal: onTerminal.stdout,
    stderrIsTerminal: onTerminal.stderr,
    stdinIsTerminal: onTerminal.stdin,
    mayAsk: flags.input && onTerminal.stdin && onTerminal.stderr && env['TERM'] !== 'dumb' && !isCi(env),
    columns: columnsOf(env, stdout.columns),
    colorOut,
    colorErr,
    unicode,
    progress: (text, quiet) =>
      startProgress(text, {
        quiet,
        animate: mayAnimate(env, onTerminal.stderr, stderr.columns),
        color: colorErr,
        unicode,
        stream: stderr,
      }),
    ...questions(() => process.stdin, stderr, signal),
    lastWords: signals.lastWords,
    signal,
    sleep: (ms, other) => sleep(ms, other ? AbortSignal.any([other, signal]) : signal),
    browse: async (url) => {
      const [program, ...args] = browserCommand(process.platform, url);
      return (await runProgram(program, args, process.cwd(), signals)) === 0;
    },
    run: (program, args, cwd, tap, more) => runProgram(program, args, cwd, signals, tap, more),
    dispose: signals.dispose,
  };
}
