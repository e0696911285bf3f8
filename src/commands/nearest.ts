/** Where two words are this alike, one is a misspelling of the other; lower, and 'denied' would be taken for any denial. */
const ALIKE = 0.75;

/** Which of the names a word was probably meant to be; null where none is near. */
export function nearestOf<T extends string>(word: string, names: readonly T[]): T | null {
  if (!/^[a-z]+(?:[-_ ][a-z]+)*$/i.test(word)) return null;
  const [nearest] = names
    .map((name) => ({ name, alike: likeness(word.toLowerCase(), name) }))
    .sort((a, b) => b.alike - a.alike);
  return nearest && nearest.alike >= ALIKE ? nearest.name : null;
}

/** Dice's coefficient over pairs of letters: 0 for nothing in common, 1 for the same. https://doi.org/10.2307/1932409 */
function likeness(one: string, other: string): number {
  const pairs = (text: string): string[] => [...text].slice(1).map((letter, at) => `${text[at]}${letter}`);
  const rest = pairs(other);
  const total = pairs(one).length + rest.length;
  const shared = pairs(one).filter((pair) => {
    const at = rest.indexOf(pair);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
  return total === 0 ? 0 : (2 * shared.length) / total;
}
