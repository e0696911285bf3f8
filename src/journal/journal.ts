import { join } from 'node:path';
import type { Host } from '../core/host.ts';
import type { Assignment } from '../core/plan.ts';
import { Interrupted, UsageError } from '../core/usage-error.ts';
import { type Entry, parseEntry } from './entry.ts';
import { stateFolder } from './place.ts';

/** The journal: append-only, private, on disk before each change. */
export interface Journal {
  readonly path: string;
  /** Resolves once the entry is on the disk. Throws a `UsageError` when it cannot get there. */
  readonly append: (entry: Entry) => Promise<void>;
  /** Every entry that can be read; damaged lines with their numbers. */
  readonly read: () => Promise<{ readonly entries: readonly Entry[]; readonly damaged: readonly Damaged[] }>;
  /** Runs alone: waits up to ten seconds for another run, then throws a `UsageError`. Not to be nested. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  /** Copies damaged lines to a file beside the journal, where they are kept; its path. */
  readonly keepAside: (damaged: readonly Damaged[]) => Promise<string>;
  /** Takes the lines that are kept aside out of the journal, so that the next run is not told of them. Runs alone. */
  readonly clear: (damaged: readonly Damaged[]) => Promise<void>;
}

/** A line that is no entry: cut short by a crash, or changed by hand. Lines count from 1. */
export interface Damaged {
  readonly line: number;
  readonly text: string;
}

/** How long the second of two runs waits for the first (contract, section 4). */
const LOCK_WAIT_MS = 10_000;
/** How often it looks; a person does not feel a tenth of a second. */
const LOCK_LOOK_MS = 100;

/**
 * Opens the journal of this user; nothing is written yet. `proves` tells a change that this program could have made from one
 * that somebody else wrote into the file. Throws a `UsageError` when there is no place for it.
 */
export function openJournal(
  host: Pick<Host, 'env' | 'home' | 'now' | 'read' | 'write' | 'appendDurably' | 'takeLock' | 'removeFile' | 'sleep'>,
  proves?: (assignment: Assignment) => boolean,
): Journal {
  const folder = stateFolder(host);
  const path = join(folder, 'journal.jsonl');
  const lock = join(folder, 'lock');
  const aside = `${path}.damaged`;

  const alone: Journal['alone'] = async (work) => {
    const deadline = host.now() + LOCK_WAIT_MS;
    while (!(await host.takeLock(lock))) {
      if (host.now() >= deadline) {
        throw new UsageError(
          `Another bedrock-doctor is changing something; try again when it has ended. If none runs, remove ${lock}.`,
        );
      }
      if (!(await host.sleep(LOCK_LOOK_MS))) throw new Interrupted();
    }
    try {
      return await work();
    } finally {
      await host.removeFile(lock);
    }
  };

  return {
    path,
    append: (entry) => host.appendDurably(path, `${JSON.stringify(entry)}\n`),
    read: async () => {
      const entries: Entry[] = [];
      const damaged: Damaged[] = [];
      for (const [index, text] of ((await host.read(path)) ?? '').split('\n').entries()) {
        if (text.trim() === '') continue;
        const entry = parseEntry(text, proves);
        if (entry) entries.push(entry);
        else damaged.push({ line: index + 1, text });
      }
      return { entries, damaged };
    },
    alone,
    keepAside: async (damaged) => {
      const kept = new Set(((await host.read(aside)) ?? '').split('\n'));
      // In one write: a journal of a hundred thousand bad lines is kept aside in a moment, too.
      const fresh = [...new Set(damaged.map(({ text }) => text))].filter((text) => !kept.has(text));
      if (fresh.length > 0) await host.appendDurably(aside, `${fresh.join('\n')}\n`);
      return aside;
    },
    clear: (damaged) =>
      alone(async () => {
        const kept = new Set(((await host.read(aside)) ?? '').split('\n'));
        const gone = new Set(damaged.map(({ text }) => text).filter((text) => kept.has(text)));
        const lines = ((await host.read(path)) ?? '').split('\n');
        if (gone.size > 0) await host.write(path, lines.filter((text) => !gone.has(text)).join('\n'), true);
      }),
  };
}

/** Letters and digits after the time in a change's id: two runs in one second differ. */
const ID_LETTERS = 3;

/** A new change's id, such as 20261124-093015-k3f: sorts by time, and can be typed. `now` in milliseconds. */
export function newChangeId(now: number): string {
  const [day = '', time = ''] = new Date(now).toISOString().split('T');
  const letters = Math.floor(Math.random() * 36 ** ID_LETTERS)
    .toString(36)
    .padStart(ID_LETTERS, '0');
  return `${day.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${letters}`;
}
