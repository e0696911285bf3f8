import type { Line } from '../../evidence/observation.ts';
import type { Page } from './read-window.ts';

/** More than anyone can judge; of a busy log those that cannot tell of a call go first. */
export const MOST_LINES = 5_000;

/** Lines in bounded memory, each once. */
export interface KeptLines {
  readonly add: (lines: Page['lines']) => void;
  /**
   * What was kept, oldest first. `cutBefore`: of the lines that may tell of a call those before this moment were let go, in
   * milliseconds since 1970; null: none was.
   */
  readonly end: () => { readonly kept: readonly Line[]; readonly cutBefore: number | null };
}

/** Keeps the newest lines, and of older ones those that may tell of a call. */
export function keepTelling(mayTell: (message: string) => boolean): KeptLines {
  type Held = Line & { readonly tells: boolean };
  let held = new Map<string, Held>();
  let cutBefore: number | null = null;
  const tidy = (most: number): void => {
    if (held.size <= most) return;
    const newest = [...held].sort(([, a], [, b]) => b.at - a.at);
    const telling = newest.filter(([, { tells }]) => tells);
    const gone = telling[most]?.[1].at ?? null;
    if (gone !== null) cutBefore = Math.max(cutBefore ?? gone, gone);
    held = new Map([...telling, ...newest.filter(([, { tells }]) => !tells)].slice(0, most));
  };
  return {
    add: (lines) => {
      for (const { id, ...line } of lines) held.set(id, { ...line, tells: mayTell(line.message) });
      tidy(2 * MOST_LINES);
    },
    end: () => {
      tidy(MOST_LINES);
      const kept = [...held.values()].map(({ at, stream, message }): Line => ({ at, stream, message }));
      return { kept: kept.sort((a, b) => a.at - b.at), cutBefore };
    },
  };
}
