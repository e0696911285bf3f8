/** The first pauses are short, because most fixes work at once. */
const FIRST_MS = 500;
const FIRST_FOR_MS = 3_000;
/** Later ones are never shorter than this, and never longer than that. */
const FLOOR_MS = 800;
const CEILING_MS = 20_000;
/**
 * The law: the verdict comes at most a tenth of the propagation time, or three seconds, after the fix is effective. A
 * pause may take what is left of that when two spaced successes have had their time.
 */
const SHARE = 0.1;
const VERDICT_MS = 2_000;
/** Pauses are shorter by up to this share, so that many who wait do not ask in step; longer would break the law. */
const JITTER = 0.1;

/**
 * How long to wait before the next try, in milliseconds; null when the deadline has come. `elapsedMs`: since the first
 * try; `waitMs`: the whole time there is; `random`: from 0 to 1. Pure.
 */
export function nextPause(elapsedMs: number, waitMs: number, random: number): number | null {
  if (elapsedMs >= waitMs) return null;
  const wanted =
    elapsedMs < FIRST_FOR_MS ? FIRST_MS : Math.min(CEILING_MS, Math.max(FLOOR_MS, elapsedMs * SHARE - VERDICT_MS));
  return Math.max(1, Math.min(wanted * (1 - JITTER * random), waitMs - elapsedMs));
}

/** How many tries there are in that time at most: with the shortest pauses, and the two that a success takes. Pure. */
export function mostTries(waitMs: number): number {
  let tries = 1;
  for (let elapsed = 0; ; tries += 1) {
    const pause = nextPause(elapsed, waitMs, 1);
    if (pause === null) return tries + 1;
    elapsed += pause;
  }
}
