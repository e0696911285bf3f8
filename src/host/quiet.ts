import type { Host } from '../core/host.ts';
import { UsageError } from '../core/usage-error.ts';
import { appendDurably, readText, removeFile, removeFolder, temporaryFolder, unwritable, writeText } from './files.ts';
import { filePieces, openLineFile } from './line-file.ts';
import { takeLock } from './lock.ts';
import { sleep } from './sleep.ts';
import { distrust, isThere, realPath } from './trust.ts';

/** The columns a text is made for that no terminal will show. */
const COLUMNS = 80;

const nobody = (): never => {
  throw new UsageError('There is nobody to ask where this runs as a library; run the command on a terminal.');
};

/**
 * The real world for a program that uses this one as a library: the environment, clock and disk, but no terminal, no
 * signal handlers and nothing printed.
 */
export function quietHost(signal: AbortSignal = new AbortController().signal): Host {
  const { env } = process;
  return {
    env,
    cwd: process.cwd(),
    home: env['HOME'] || env['USERPROFILE'] || null,
    now: () => Date.now(),
    read: readText,
    distrust: (path) => distrust(path, process),
    isThere,
    realPath,
    pieces: async (path) => (path === '-' ? (async function* () {})() : filePieces(path)),
    openLines: openLineFile,
    write: (path, text, secret = false) => writeText(path, text, secret),
    unwritable,
    appendDurably,
    takeLock,
    removeFile,
    temporaryFolder,
    removeFolder,
    stdin: async function* () {},
    out: async () => undefined,
    err: () => undefined,
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    stdinIsTerminal: false,
    mayAsk: false,
    columns: COLUMNS,
    colorOut: false,
    colorErr: false,
    unicode: true,
    progress: () => ({ say: () => undefined, stop: () => undefined }),
    confirm: nobody,
    choose: nobody,
    ask: nobody,
    lastWords: () => undefined,
    signal,
    sleep: (ms, other) => sleep(ms, other ? AbortSignal.any([other, signal]) : signal),
    browse: async () => false,
    run: async () => null,
  };
}
