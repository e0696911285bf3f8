import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { devNull } from 'node:os';
import type { LineFile } from '../core/host.ts';
import { codeOf, fileError, mustBeFile } from './file-error.ts';
import { withReader } from './files.ts';

/** A regular file's pieces, as they are read; null when there is none. A pipe may never begin, a device never end. Throws a `UsageError` when it cannot be read. */
export async function filePieces(path: string): Promise<AsyncIterable<Uint8Array> | null> {
  try {
    const there = await stat(path);
    if (path !== devNull) mustBeFile(there);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw fileError(path, error, 'read');
  }
  return {
    [Symbol.asyncIterator]: async function* () {
      try {
        for await (const piece of createReadStream(path, { highWaterMark: 1 << 18 })) yield piece as Uint8Array;
      } catch (error) {
        throw fileError(path, error, 'read');
      }
    },
  };
}

const LINE_END = 10;

/** Where the last whole line ends, in bytes. */
async function endOfLines(file: FileHandle, size: number): Promise<number> {
  const block = Buffer.alloc(1 << 16);
  for (let end = size; end > 0; ) {
    const from = Math.max(0, end - block.length);
    const { bytesRead } = await file.read(block, 0, end - from, from);
    const at = block.subarray(0, bytesRead).lastIndexOf(LINE_END);
    if (at >= 0) return from + at + 1;
    end = from;
  }
  return 0;
}

/**
 * Opens a file for lines that come one after another. `goOn`: behind the whole lines that are there, a torn last one is cut off;
 * else from the beginning. Each write is whole before the next begins. Throws a `UsageError`.
 */
export async function openLineFile(path: string, goOn: boolean): Promise<LineFile> {
  try {
    const there = await stat(path).catch(() => null);
    // What is gone on with is read, too.
    if (goOn && there !== null && path !== devNull) mustBeFile(there);
    const file = await withReader(path, there, () => open(path, goOn ? 'a+' : 'w'));
    const { size } = await file.stat();
    const end = goOn && size > 0 ? await endOfLines(file, size) : size;
    if (end < size) await file.truncate(end);
    let last: Promise<void> = Promise.resolve();
    /** What came while a write was under way goes out in one: a write costs more than a line is long. */
    let waiting: string[] = [];
    return {
      write: (text) => {
        waiting.push(text);
        if (waiting.length > 1) return last;
        last = last.then(async () => {
          const block = waiting.join('');
          waiting = [];
          try {
            await file.appendFile(block);
          } catch (error) {
            throw fileError(path, error, 'written');
          }
        });
        return last;
      },
      close: async () => {
        await last.catch(() => undefined);
        await file.close();
      },
    };
  } catch (error) {
    throw fileError(path, error, 'written');
  }
}
