const UNITS: { readonly [unit: string]: number } = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration as it may be written; spaces around it do not count. */
export const DURATION = String.raw`^\s*(?:0|(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+)\s*$`;
const WHOLE = new RegExp(DURATION);

/** '30s', '5m', '1h', '1h30m', '0' in milliseconds; null when it is no duration. */
export function parseDuration(text: string): number | null {
  if (!WHOLE.test(text)) return null;
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0),
    0,
  );
}

/** Milliseconds as people say them: '45 s', '2 min 5 s', '1 h'. */
export function sayDuration(ms: number): string {
  if (ms < 950) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** The same in whole seconds, rounded up, so that a line that is drawn again and again does not flicker. */
export function saySeconds(ms: number): string {
  const seconds = Math.ceil(Math.max(0, ms) / 1_000);
  return seconds === 0 ? '0 s' : sayDuration(seconds * 1_000);
}
