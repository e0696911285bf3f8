import type { LogEvent, Page, PageRequest } from './event.ts';

/** How often the whole overlap is read. In between a shorter look is enough for lines that are as late as usual. */
const FULL_EVERY_MS = 10_000;
/** A look at all of a busy log takes many pages; then most of the time is left to the shorter ones. */
const FULL_SHARE = 4;
/** The shorter look goes back at least this far: CloudWatch shows most lines within it. */
const LEAST_REACH_MS = 10_000;
/** The shorter look goes back this many times as far as lines were late lately, and a little more. */
const REACH_FACTOR = 1.5;
const REACH_MORE_MS = 5_000;
/** With each look what was late weighs less: half after a minute of one look a second. */
const FORGET = 0.99;
/** Our clock may be ahead of the writers' by as much as AWS tolerates in a signature: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const CLOCK_AHEAD_MS = 300_000;
/** More ids than a page holds a few times over are only met in a backlog, where those already passed can go. */
const MANY_IDS = 50_000;

export interface CursorOptions {
  /** Milliseconds since 1970; nothing older is read. */
  readonly since: number;
  /** How much later than its timestamp an event may become visible without being lost. */
  readonly overlapMs: number;
}

/** Where the reading of a group is: what to ask next, and what has been seen. No clock, no calls. */
export interface Cursor {
  /** The next page to ask for. Begins a sweep where none is under way; `full`: one of the whole overlap. */
  readonly ask: (now: number, full: boolean) => PageRequest;
  /** Takes that page; the events in it that are new, oldest first. */
  readonly take: (page: Page) => readonly LogEvent[];
  /** Whether the last page ended its sweep. */
  readonly swept: () => boolean;
  /** Gives up the sweep under way, whose token AWS does not know any more; nothing it read comes twice. */
  readonly restart: () => void;
  /** How many ids are remembered. */
  readonly remembered: () => number;
}

interface Sweep {
  readonly startedAt: number;
  readonly full: boolean;
  readonly from: number;
  readonly token: string | null;
  /** The newest timestamp it has read: pages come in the order of timestamps. */
  readonly passed: number;
}

/**
 * Nothing lost: what becomes visible after a full sweep began at S has a timestamp after S − overlap, so the next full
 * sweep starts there, and does not move on while no sweep has been completed, however long that takes. Nothing doubled:
 * the ids from there on are remembered. Both hold whatever the newest timestamp is, so clocks ahead do no harm; they
 * only keep ids in memory until their time has come.
 */
export function cursorOf(options: CursorOptions): Cursor {
  // AWS takes whole milliseconds; a part of one would make it read what has just been forgotten.
  const [since, overlapMs] = [Math.floor(options.since), Math.ceil(options.overlapMs)];
  const seen = new Map<string, number>();
  let start = since;
  /** Ids of events older than this are not known any more. */
  let forgotten = since;
  let newest = Number.NEGATIVE_INFINITY;
  let lastSweepAt: number | null = null;
  let lastFullAt: number | null = null;
  /** How long the last full sweep took, pauses included; null until the next one begins. */
  let fullTookMs: number | null = 0;
  let lateness = 0;
  let sweep: Sweep | null = null;

  /** A moment of our clock as the writers may have it: the newest line shows when ours is ahead. */
  const byTheirClock = (moment: number): number =>
    Math.floor(Math.min(moment, Math.max(newest, moment - CLOCK_AHEAD_MS)));
  const forget = (before: number): void => {
    forgotten = Math.max(forgotten, before);
    for (const [id, timestamp] of seen) if (timestamp < before) seen.delete(id);
  };
  const begin = (now: number, asked: boolean): Sweep => {
    if (lastFullAt !== null) fullTookMs ??= Math.max(0, now - lastFullAt);
    const every = Math.max(FULL_EVERY_MS, FULL_SHARE * (fullTookMs ?? 0));
    const full = asked || lastSweepAt === null || lastFullAt === null || Math.abs(now - lastFullAt) >= every;
    const reach = Math.min(overlapMs, Math.max(LEAST_REACH_MS, lateness * REACH_FACTOR + REACH_MORE_MS));
    const from = full || lastSweepAt === null ? start : Math.max(start, byTheirClock(lastSweepAt) - reach);
    return { startedAt: now, full, from, token: null, passed: from };
  };
  const end = ({ startedAt, full }: Sweep): void => {
    if (full) {
      start = Math.max(start, byTheirClock(startedAt) - overlapMs);
      [lastFullAt, fullTookMs] = [startedAt, null];
      forget(start);
    }
    lastSweepAt = startedAt;
    lateness *= FORGET;
    sweep = null;
  };

  return {
    ask: (now, full) => {
      sweep ??= begin(now, full);
      return { startTime: sweep.from, token: sweep.token };
    },
    take: ({ events, token }) => {
      const under = sweep;
      if (under === null) return [];
      const fresh = events.filter(({ id, timestamp }) => {
        if (timestamp < since || seen.has(id)) return false;
        seen.set(id, timestamp);
        return true;
      });
      for (const { timestamp } of fresh) {
        newest = Math.max(newest, timestamp);
        if (lastSweepAt !== null) lateness = Math.max(lateness, lastSweepAt - timestamp);
      }
      const passed = events.reduce((most, { timestamp }) => Math.max(most, timestamp), under.passed);
      // A token that does not move would be read for ever.
      if (token === null || token === under.token) end(under);
      else {
        sweep = { ...under, token, passed };
        if (under.full && seen.size > MANY_IDS) forget(Math.min(passed, byTheirClock(under.startedAt) - overlapMs));
      }
      return fresh.sort((a, b) => a.timestamp - b.timestamp);
    },
    swept: () => sweep === null,
    restart: () => {
      if (sweep !== null) sweep = { ...sweep, from: Math.max(sweep.from, forgotten), token: null };
    },
    remembered: () => seen.size,
  };
}
