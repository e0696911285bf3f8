/** The first pauses are short, because most cures work at once; the longest still notices within half a minute. */
const FLOOR_MS = 500;
const CEILING_MS = 20_000;
const GROWTH = 1.7;
/** So that many who wait do not ask in step. */
const JITTER = 0.1;

/** How long to wait before the next try, in milliseconds; null when the deadline has come. Pure. */
export function nextPause(attempt: number, elapsedMs: number, waitMs: number, random: number): number | null {
  if (elapsedMs >= waitMs) return null;
  const grown = Math.min(CEILING_MS, FLOOR_MS * GROWTH ** Math.max(0, attempt - 1));
  const jittered = grown * (1 - JITTER + 2 * JITTER * random);
  return Math.max(50, Math.min(jittered, waitMs - elapsedMs));
}
