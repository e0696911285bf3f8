import { isPlaceholder } from './pseudonyms.ts';

/** Shorter names are too likely to be a word or a number that means something else. */
const SHORTEST = 4;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** Every word of a text, in lower case. */
export const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

/**
 * Replaces names that are known by now wherever they stand in a sentence, the longest first. `kept`: words in lower
 * case that mean something besides; a function called `bedrock` must not change AWS's words.
 */
export function namesInText(known: ReadonlyMap<string, string>, kept: ReadonlySet<string>): (text: string) => string {
  const names = [...known.keys()]
    .filter((name) => name.length >= SHORTEST && !isPlaceholder(name) && !wordsOf(name).every((word) => kept.has(word)))
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  if (names.length === 0) return (text) => text;
  const pattern = new RegExp(`(?<![A-Za-z0-9])(?:${names.map(escaped).join('|')})(?![A-Za-z0-9])`, 'g');
  return (text) => text.replace(pattern, (name) => known.get(name) ?? name);
}
