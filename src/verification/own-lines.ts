import type { Pattern } from '../core/pattern.ts';
import { parseLambdaLine } from '../errors/log-line.ts';

/** What is known of our own request, to find its lines among those of others. */
export interface OwnRequest {
  /** The id that came with the answer: the function's own when Lambda was invoked, else API Gateway's. */
  readonly requestId: string | null;
  /** Whether that id is the function's. */
  readonly exact: boolean;
  /** The poem that came; null when it was refused. */
  readonly poem: string | null;
  /** Whether its lines are expected to count the poem's characters. */
  readonly counts: boolean;
  /** Milliseconds since 1970, by our clock. */
  readonly sentAt: number;
}

/** Its lines, oldest first, and whether they are surely its own. */
export interface OwnLines {
  readonly lines: readonly string[];
  readonly sure: boolean;
}

/** Clocks of machines differ by seconds. */
export const CLOCKS_DIFFER_MS = 10_000;

const COUNT = /\bGenerated (\d+) characters\b/;

/** How many characters a success line counts; null where there is none. */
export const countIn = (lines: readonly string[]): number | null => {
  for (const line of lines) {
    const count = COUNT.exec(line)?.[1];
    if (count !== undefined) return Number(count);
  }
  return null;
};

/** Whether a count fits a poem: JavaScript counts UTF-16 units, other languages letters. */
export const fits = (count: number, poem: string): boolean => count === poem.length || count === [...poem].length;

/** Whether one of the expectations is the success line with its count. */
export const expectsCount = (patterns: readonly { readonly pattern: Pattern }[]): boolean =>
  patterns.some(
    ({ pattern }) => pattern.test('[Poetry] Success - Generated 5 characters') && !pattern.test('[Poetry]'),
  );

interface Group {
  readonly beganAt: number;
  readonly lines: string[];
}

/**
 * The lines of our own request: those with its id; else those of the request that counts as many characters as our poem
 * has, and of several the one that began closest to when ours was sent; else of the only
 * one there is, or for a refusal of the one that began closest. Pure.
 */
export function ownLines(
  events: readonly { readonly timestamp: number; readonly message: string }[],
  own: OwnRequest,
): OwnLines {
  const groups = new Map<string, Group>();
  for (const { timestamp, message } of events.toSorted((a, b) => a.timestamp - b.timestamp)) {
    const id = parseLambdaLine(message).requestId;
    if (id === null) continue;
    const group = groups.get(id) ?? { beganAt: timestamp, lines: [] };
    groups.set(id, group);
    group.lines.push(message);
  }
  const byId = own.requestId === null ? undefined : groups.get(own.requestId);
  if (byId) return { lines: byId.lines, sure: true };
  if (own.exact) return { lines: [], sure: false };
  const near = [...groups.values()]
    .filter(({ beganAt }) => beganAt >= own.sentAt - CLOCKS_DIFFER_MS)
    .sort((a, b) => Math.abs(a.beganAt - own.sentAt) - Math.abs(b.beganAt - own.sentAt));
  const { poem } = own;
  const counted = poem === null ? undefined : near.find(({ lines }) => fits(countIn(lines) ?? Number.NaN, poem));
  if (counted) return { lines: counted.lines, sure: true };
  const [closest] = near;
  if (!closest) return { lines: [], sure: false };
  // Nobody's poem came with a refusal: whoever called at that moment was told the same.
  if (poem === null) return { lines: closest.lines, sure: true };
  // It is somebody else's, or ours and counts wrongly or not at all; of several nobody can tell.
  if (near.length > 1) return { lines: [], sure: false };
  return { lines: closest.lines, sure: !own.counts && countIn(closest.lines) === null };
}
