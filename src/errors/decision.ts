import { type Recognition, recognize } from './recognize.ts';
import { openScanner } from './scan.ts';

/** A text up to this length, in characters, is read as a whole; a longer one line by line, in bounded memory. */
export const MOST_WHOLE = 1_000_000;

/** The error that decides in a text of any length; null when there is none. */
export function decisionOf(text: string): Recognition | null {
  if (text.length <= MOST_WHOLE) return recognize(text);
  const scanner = openScanner();
  scanner.add(text);
  return scanner.end().decides;
}
