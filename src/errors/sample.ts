import { readErrors } from './recognize.ts';

/** A sample holds at most so many characters: an error with its frame is shorter. */
const MOST = 6_000;
/** Of a long text this much is searched, its end: the last error decides. */
const MOST_SEARCHED = 1_000_000;
/** What stands before an error and tells whose it is. */
const BEFORE = 2_000;

/**
 * The part of a text that a reader needs to know an error by: all of a short one, else what stands around the last error
 * in it. It is as it was given; redact it before it goes anywhere. Pure.
 */
export function sampleOf(text: string): string {
  if (text.length <= MOST) return text.trim();
  const searched = text.slice(-MOST_SEARCHED);
  const { found, unlisted } = readErrors(searched);
  const name = unlisted.at(-1)?.exception ?? found.at(-1)?.quote.slice(0, 40) ?? null;
  const known = name === null ? -1 : searched.lastIndexOf(name);
  const at = known >= 0 ? known : lastOf(searched);
  const from = Math.max(0, (at < 0 ? searched.length : at) - BEFORE);
  return searched.slice(from, from + MOST).trim();
}

const ERROR_WORDS = ['Exception', 'Error', 'denied', 'error'];
const lastOf = (text: string): number => ERROR_WORDS.reduce((last, word) => Math.max(last, text.lastIndexOf(word)), -1);
