import { join } from 'node:path';
import type { Host } from '../core/host.ts';
import { UsageError } from '../core/usage-error.ts';
import type { Entry } from './change.ts';

/** The journal: append-only, private, on disk before each change. */
export interface Journal {
  readonly path: string;
  readonly append: (entry: Entry) => Promise<void>;
  /** Every entry that can be read; damaged lines with their numbers. */
  readonly read: () => Promise<{ readonly entries: readonly Entry[]; readonly damaged: readonly Damaged[] }>;
  /** Runs alone: waits up to ten seconds for another run, then throws a `UsageError`. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  /** Copies a damaged line to a file beside the journal, where it is kept. */
  readonly keepAside: (damaged: readonly Damaged[]) => Promise<string>;
}
export interface Damaged {
  readonly line: number;
  readonly text: string;
}

/** How long the second of two runs waits for the first (contract, section 4). */
const LOCK_WAIT_MS = 10_000;
const LOCK_LOOK_MS = 100;

/** The folder of state: https://specifications.freedesktop.org/basedir-spec/latest/ */
function folderOf({ env, home }: Host): string {
  const state = env['XDG_STATE_HOME'];
  if (state !== undefined && state !== '') return join(state, 'bedrock-doctor');
  if (home === null) throw new UsageError('There is no HOME to keep the journal of changes in; set XDG_STATE_HOME.');
  return join(home, '.local', 'state', 'bedrock-doctor');
}

const isEntry = (value: unknown): value is Entry => {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as { readonly [key: string]: unknown };
  const did = entry['did'] as { readonly [key: string]: unknown } | undefined;
  return (
    entry['schema'] === 1 &&
    typeof entry['change'] === 'string' &&
    typeof entry['at'] === 'string' &&
    typeof did === 'object' &&
    did !== null &&
    typeof did['subject'] === 'string' &&
    (did['did'] !== 'intend' || typeof did['assignment'] === 'object')
  );
};

function parse(line: string): Entry | null {
  try {
    const value: unknown = JSON.parse(line);
    return isEntry(value) ? value : null;
  } catch {
    return null;
  }
}

/** Opens the journal of this user; nothing is written yet. Throws a `UsageError` when there is no place for it. */
export function openJournal(host: Host): Journal {
  const folder = folderOf(host);
  const path = join(folder, 'journal.jsonl');
  const lock = join(folder, 'lock');
  return {
    path,
    append: async (entry) => {
      // A line that a crash cut short must not swallow this one.
      const before = await host.read(path);
      const gap = before !== null && before !== '' && !before.endsWith('\n') ? '\n' : '';
      await host.appendDurably(path, `${gap}${JSON.stringify(entry)}\n`);
    },
    read: async () => {
      const lines = ((await host.read(path)) ?? '').split('\n');
      const entries: Entry[] = [];
      const damaged: Damaged[] = [];
      for (const [index, text] of lines.entries()) {
        if (text.trim() === '') continue;
        const entry = parse(text);
        if (entry) entries.push(entry);
        else damaged.push({ line: index + 1, text });
      }
      return { entries, damaged };
    },
    alone: async (work) => {
      const deadline = host.now() + LOCK_WAIT_MS;
      while (!(await host.takeLock(lock))) {
        if (host.now() >= deadline) {
          throw new UsageError(`Another bedrock-doctor is changing something (${lock}); try again when it has ended.`);
        }
        if (!(await host.sleep(LOCK_LOOK_MS))) throw new UsageError('Interrupted while waiting for another run.');
      }
      try {
        return await work();
      } finally {
        await host.removeFile(lock);
      }
    },
    keepAside: async (damaged) => {
      const aside = `${path}.damaged`;
      const kept = (await host.read(aside)) ?? '';
      for (const { text } of damaged) {
        if (!kept.split('\n').includes(text)) await host.appendDurably(aside, `${text}\n`);
      }
      return aside;
    },
  };
}

/** A new change's id: sorts by time, unique enough for one person's journal. */
export const newChangeId = (now: number): string =>
  `${new Date(now)
    .toISOString()
    .replace(/[-:]|\.\d+Z$/g, '')
    .replace('T', '-')}-${Math.random().toString(36).slice(2, 6)}`;
