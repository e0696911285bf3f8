import type { Line } from '../../evidence/observation.ts';

/** One page of FilterLogEvents. */
export interface Page {
  readonly lines: readonly (Line & { readonly id: string })[];
  /** Whether AWS has more of the same window. */
  readonly next: string | null;
}

/** What is asked for: both ends of the window included, in milliseconds since 1970. */
export interface PageRequest {
  readonly from: number;
  /** Null: to now, by AWS's own clock. */
  readonly to: number | null;
  /** An expression of CloudWatch Logs that the lines must match; null: all lines. */
  readonly pattern: string | null;
  readonly token: string | null;
}

/** Asks for a page; 'absent' where there is no such log, 'pattern' where the server understands no such expression. */
export type ReadPage = (request: PageRequest) => Promise<Page | 'absent' | 'pattern'>;

/** What was read of a window. */
export interface WindowRead {
  readonly exists: boolean;
  readonly pages: number;
  /** The part of the window in which lines stand that were not read and could tell of a call; null: there is none. */
  readonly unseen: { readonly from: number; readonly to: number } | null;
}

/** Pages a diagnosis may take of a log (each up to 10,000 events or 1 MB): quick in any case. */
export const MOST_PAGES = 12;
/** So many are read from the oldest line on, since most windows end there; what is left is for the newest lines. */
const PAGES_IN_ORDER = 6;
/** A page with fewer lines was cut by AWS for its own reasons, and tells nothing of how much there is. */
const FULL_PAGE = 1_000;
/** No narrower: a page holds 10,000 events, which is more than any log has in that time. */
const NARROWEST_MS = 250;
const NARROWER = 6;
const WIDER = 4;

/**
 * Reads a window of a log so that its newest lines are known in any case, in twelve pages at most: from the oldest line on
 * while that promises to come to an end, else the windows before now, wide while only few lines match `pattern`, narrower
 * where a page does not hold them. A page may be empty and have a token all the same: then AWS has more.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export async function readWindow(
  start: number,
  now: number,
  pattern: string | null,
  read: ReadPage,
  keep: (lines: Page['lines']) => void,
  /** So many of the newest lines that match are enough: more could not be kept. */
  enough = Number.POSITIVE_INFINITY,
): Promise<WindowRead> {
  let pages = 0;
  let reached = start;
  let token: string | null = null;
  const ended = (unseen: WindowRead['unseen'] = null): WindowRead => ({ exists: true, pages, unseen });
  let [full, lines] = [0, 0];
  while (pages < PAGES_IN_ORDER) {
    const page = await read({ from: start, to: null, pattern: null, token });
    if (typeof page === 'string') return { exists: false, pages, unseen: null };
    pages += 1;
    keep(page.lines);
    lines += page.lines.length;
    reached = page.lines.reduce((newest, { at }) => Math.max(newest, at), reached);
    token = page.next;
    if (token === null) return ended();
    if (page.lines.length >= FULL_PAGE) full += 1;
    // What full pages have covered tells how many more it would take.
    if (full > 0 && ((now - reached) / Math.max(1, reached - start)) * full > PAGES_IN_ORDER - pages) break;
  }
  /** How long a time one page of all lines covers. */
  const density = Math.max(NARROWEST_MS, ((reached - start) / Math.max(1, lines)) * 10_000);
  let filter = pattern;
  let end = now;
  let width = filter === null ? density : now - reached;
  let matched = 0;
  while (pages < MOST_PAGES && end > reached && matched < enough) {
    const from = Math.max(reached, Math.floor(end - width));
    const window = await readOne(from, end, filter, MOST_PAGES - pages, read, keep);
    pages += window.pages;
    if (window.how === 'absent') break;
    if (window.how === 'pattern') {
      filter = null;
      width = density;
    } else if (window.how === 'whole') {
      // One millisecond may hold more lines than this one's page did; the next window begins before it.
      end = from - 1;
      if (filter !== null) matched += window.lines;
      if (window.lines < FULL_PAGE) width *= WIDER;
    } else width = Math.max(NARROWEST_MS, Math.min(end - from, density * WIDER * 2) / NARROWER);
  }
  return ended(end > reached ? { from: reached, to: end } : null);
}

/** Reads one window; 'more': its end, which is its newest, was not reached. */
async function readOne(
  from: number,
  to: number,
  pattern: string | null,
  left: number,
  read: ReadPage,
  keep: (lines: Page['lines']) => void,
): Promise<{ readonly how: 'whole' | 'more' | 'absent' | 'pattern'; readonly pages: number; readonly lines: number }> {
  let token: string | null = null;
  let [pages, lines] = [0, 0];
  while (pages < left) {
    const page = await read({ from, to, pattern, token });
    pages += 1;
    if (typeof page === 'string') return { how: page, pages, lines };
    keep(page.lines);
    lines += page.lines.length;
    token = page.next;
    if (token === null) return { how: 'whole', pages, lines };
    const reached = page.lines.reduce((newest, { at }) => Math.max(newest, at), from);
    // An empty page, and one that came more than half of the way, are gone on from; else less is looked at.
    const worthwhile = page.lines.length === 0 ? pages < 2 : reached - from > (to - from) / 2;
    if (!worthwhile && to - from > NARROWEST_MS) return { how: 'more', pages, lines };
  }
  return { how: 'more', pages, lines };
}
