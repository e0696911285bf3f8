import type { Pattern } from '../core/pattern.ts';
import { parseLambdaLine } from '../errors/log-line.ts';

/** What is known of our own request, to find its lines among those of others. */
export interface OwnRequest {
  /** The ids that came with the answer: the function's own, API Gateway's, X-Ray's trace. */
  readonly ids: readonly string[];
  /** Whether one of them is the function's. */
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
  /** Whether nothing but the time says that they are its own. */
  readonly byTime: boolean;
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

/** A line of the log, as far as it matters here. */
interface Event {
  readonly timestamp: number;
  readonly message: string;
  readonly stream?: string;
}

/** The last line of a request: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html */
const LAST = /^REPORT RequestId|"type":\s*"platform\.report"/;

/**
 * The lines of each request, by its id. A line without one belongs to the request that runs in its stream: an execution
 * environment has one at a time.
 */
function groupsOf(events: readonly Event[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  const running = new Map<string, string>();
  for (const { timestamp, message, stream = '' } of events.toSorted((a, b) => a.timestamp - b.timestamp)) {
    const own = parseLambdaLine(message).requestId;
    const id = own ?? (stream === '' ? undefined : running.get(stream));
    if (id === undefined) continue;
    const group = groups.get(id) ?? { beganAt: timestamp, lines: [] };
    groups.set(id, group);
    group.lines.push(message);
    if (LAST.test(message)) running.delete(stream);
    else if (own !== null) running.set(stream, own);
  }
  return groups;
}

/**
 * The lines of our own request: those with one of its ids, the function's own or one that is within a line; else those
 * of the request that counts as many characters as our poem has, and of several the one that began closest to when ours
 * was sent; else of the only one there is, or for a refusal of the one that began closest. Pure.
 */
export function ownLines(events: readonly Event[], own: OwnRequest): OwnLines {
  const groups = groupsOf(events);
  const all = [...groups.values()];
  const named =
    own.ids.map((id) => groups.get(id)).find((group) => group !== undefined) ??
    all.find(({ lines }) => lines.some((line) => own.ids.some((id) => line.includes(id))));
  if (named) return { lines: named.lines, sure: true, byTime: false };
  if (own.exact) return { lines: [], sure: false, byTime: false };
  const near = all
    .filter(({ beganAt }) => beganAt >= own.sentAt - CLOCKS_DIFFER_MS)
    .sort((a, b) => Math.abs(a.beganAt - own.sentAt) - Math.abs(b.beganAt - own.sentAt));
  const { poem } = own;
  const counted = poem === null ? undefined : near.find(({ lines }) => fits(countIn(lines) ?? Number.NaN, poem));
  if (counted) return { lines: counted.lines, sure: true, byTime: false };
  const [closest] = near;
  if (!closest) return { lines: [], sure: false, byTime: false };
  // Nobody's poem came with a refusal: whoever called at that moment was told the same.
  if (poem === null) return { lines: closest.lines, sure: true, byTime: true };
  // It is somebody else's, or ours and counts wrongly or not at all; of several nobody can tell.
  if (near.length > 1) return { lines: [], sure: false, byTime: true };
  return { lines: closest.lines, sure: !own.counts && countIn(closest.lines) === null, byTime: true };
}
