/** Larger than any date in seconds before the year 5138, smaller than any in milliseconds after March 1973. */
const SECONDS_END = 1e11;

/**
 * A date as an answer of AWS may hold it, a `Date`, ISO 8601 text or seconds since 1970 (a number, or a number's text),
 * as ISO 8601; null for what is none. https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait
 */
export function isoDate(value: unknown): string | null {
  const text = typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
  const moment =
    text instanceof Date
      ? text.getTime()
      : typeof text === 'number'
        ? text < SECONDS_END
          ? text * 1_000
          : text
        : typeof text === 'string'
          ? Date.parse(text)
          : Number.NaN;
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
