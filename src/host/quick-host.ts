import { fstatSync, writeSync } from 'node:fs';
import { visible } from '../core/harmless.ts';
import { endShellsAtExit } from './children.ts';
import { codeOf, isGone, outputError } from './file-error.ts';
import { listenForSignals } from './signals.ts';
import { piecesOf } from './streams.ts';

/**
 * What the start of the program and its quick answers need of the world. Each is asked for when it is needed: opening a
 * stream costs some milliseconds.
 */
export interface QuickHost {
  /** To standard output, at once. Throws a `UsageError` when the disk behind it is full. */
  readonly out: (text: string) => void;
  /** To standard error. */
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether there is somebody at a terminal to ask. */
  readonly asks: () => Promise<boolean>;
  readonly stdinIsTerminal: () => boolean;
  readonly stdoutIsTerminal: () => boolean;
  /** Columns of standard output, when it is a terminal. */
  readonly columns: () => number | undefined;
  /** Node's version and what it runs on. */
  readonly node: string;
  /** The pieces of standard input; ends with `Interrupted` on Ctrl-C. */
  readonly input: () => AsyncIterable<string | Uint8Array>;
  /** Goes over to Node's own streams, for a program that writes more than once and waits for slow readers. */
  readonly open: () => void;
}

const [STDIN, STDOUT, STDERR] = [0, 1, 2];

/** Whether a file descriptor may be a terminal: pipes and files are not, and need no stream to find that out. */
function mayBeTerminal(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice();
  } catch {
    return false;
  }
}

/** The real world, as little of it as is asked for. `leave` ends the process with an exit code once everything is written. */
export function quickHost(process: NodeJS.Process): QuickHost & { readonly leave: (exit: number) => void } {
  let opened = false;
  let lost: Error | null = null;
  const open = (): void => {
    if (opened) return;
    opened = true;
    // Each write hears of its own error.
    process.stdout.on('error', () => undefined);
    endShellsAtExit(process);
  };
  const stdoutIsTerminal = (): boolean => mayBeTerminal(STDOUT) && process.stdout.isTTY === true;
  const writeThrough = (part: string | Uint8Array): void => {
    open();
    process.stdout.write(part, (error) => {
      if (error && !isGone(error)) lost ??= error;
    });
  };
  return {
    out: (text) => {
      // Consoles of Windows want their own encoding, which only the stream knows.
      if (opened || mayBeTerminal(STDOUT)) {
        writeThrough(text);
        return;
      }
      const bytes = Buffer.from(text);
      let at = 0;
      try {
        while (at < bytes.length) at += writeSync(STDOUT, bytes, at);
      } catch (error) {
        // A pipe that somebody else has set not to block is full: the stream waits for it.
        if (codeOf(error) === 'EAGAIN') writeThrough(bytes.subarray(at));
        else if (!isGone(error)) throw outputError(error);
      }
    },
    err: (text) => {
      process.stderr.write(visible(text));
    },
    env: process.env,
    cwd: () => process.cwd(),
    now: () => Date.now(),
    asks: async () => {
      if (!mayBeTerminal(STDIN) || !mayBeTerminal(STDERR)) return false;
      const { isatty } = await import('node:tty');
      return isatty(STDIN) && isatty(STDERR);
    },
    stdinIsTerminal: () => mayBeTerminal(STDIN) && process.stdin.isTTY === true,
    stdoutIsTerminal,
    columns: () => (stdoutIsTerminal() ? process.stdout.columns : undefined),
    node: `${process.versions.node} on ${process.platform} ${process.arch}`,
    input: () => piecesOf(process.stdin, listenForSignals(process).signal),
    open,
    leave: (exit) => {
      process.exitCode = exit;
      // Leaves even when a connection is kept alive; what was written is flushed first.
      if (!opened) return;
      process.stdout.write('', () => {
        if (lost === null) process.exit(exit);
        process.stderr.write(`${outputError(lost).message}\n`);
        process.exit(2);
      });
    },
  };
}
