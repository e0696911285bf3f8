/** Where two words are this alike, one is a misspelling of the other; lower, and 'denied' would be taken for any denial. */
const ALIKE = 0.75;

/** No name is longer, by far; what is longer is a text and no slip. */
const LONGEST = 80;

/** Which of the names a word was probably meant to be; null where none is near. */
export function nearestOf<T extends string>(word: string, names: readonly T[]): T | null {
  if (word.length > LONGEST || !/^[a-z]+(?:[-_ /][a-z]+)*$/i.test(word)) return null;
  const [nearest] = names
    .map((name) => ({ name, alike: likeness(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => b.alike - a.alike);
  return nearest && nearest.alike >= ALIKE ? nearest.name : null;
}

/** 0 for nothing in common, 1 for the same: pairs of letters tell long names apart, slips of the finger short ones. */
const likeness = (one: string, other: string): number =>
  Math.max(sharedPairs(one, other), 1 - slips(one, other) / Math.max(one.length, other.length));

/** Dice's coefficient over pairs of letters. https://doi.org/10.2307/1932409 */
function sharedPairs(one: string, other: string): number {
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

/** How many letters were added, left out, mistaken, or swapped with their neighbor. https://doi.org/10.1145/363958.363994 */
function slips(one: string, other: string): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, row] = [row, next];
  }
  return row[other.length] ?? 0;
}
