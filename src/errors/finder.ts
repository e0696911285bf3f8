/** Finds phrases of many, in time that grows with the text alone. */
export interface Finder {
  /** The place of the last letter of the first phrase that ends at or behind `from`; -1 where there is none. Lines are looked at singly. */
  readonly find: (text: string, from: number) => number;
  /** The indexes of all phrases that stand in a text. */
  readonly findAll: (text: string) => ReadonlySet<number>;
}

/** Letters of both cases, digits and `_` are told apart; everything else is one kind of gap, and a line's end is a wall. */
const GAP = 0;
const WALL = 38;
const KINDS = 39;
const KIND_OF = Uint8Array.from({ length: 128 }, (_, code) => {
  const letter = String.fromCharCode(code).toLowerCase();
  if (letter === '\n') return WALL;
  if (/[a-z]/.test(letter)) return letter.charCodeAt(0) - 96;
  if (/\d/.test(letter)) return code - 48 + 27;
  return letter === '_' ? 37 : GAP;
});

const kindsIn = (phrase: string): readonly number[] => {
  const kinds = [...phrase].map((letter) => KIND_OF[letter.charCodeAt(0)] ?? GAP);
  const trimmed = kinds.slice(
    kinds.findIndex((kind) => kind !== GAP),
    kinds.findLastIndex((kind) => kind !== GAP) + 1,
  );
  return trimmed.filter((kind, index) => kind !== GAP || trimmed[index - 1] !== GAP);
};

/**
 * A finder of phrases, whatever the case of their letters and whatever marks and spaces stand between their words: the
 * automaton of Aho and Corasick (https://doi.org/10.1145/360825.360855), so no text can slow it down.
 */
export function openFinder(phrases: readonly string[]): Finder {
  const all = phrases.map(kindsIn);
  const states = all.reduce((sum, kinds) => sum + kinds.length, 1);
  const table = new Int32Array(states * KINDS);
  const found = new Uint8Array(states);
  /** The phrases that end in a state. */
  const ends: number[][] = Array.from({ length: states }, () => []);
  let made = 1;
  for (const [index, kinds] of all.entries()) {
    if (kinds.length === 0) continue;
    let state = 0;
    for (const kind of kinds) {
      const place = state * KINDS + kind;
      if (table[place] === 0) {
        table[place] = made;
        made += 1;
      }
      state = table[place] ?? 0;
    }
    found[state] = 1;
    ends[state]?.push(index);
  }
  const falls = new Int32Array(made);
  const queue = new Int32Array(made);
  /** States right behind a gap: any further gap changes nothing. */
  const gaps: number[] = [];
  let queued = 1;
  for (let at = 0; at < queued; at += 1) {
    const state = queue[at] ?? 0;
    const fall = falls[state] ?? 0;
    if (found[fall] === 1) {
      found[state] = 1;
      ends[state]?.push(...(ends[fall] ?? []));
    }
    for (let kind = 0; kind < WALL; kind += 1) {
      const place = state * KINDS + kind;
      const next = table[place] ?? 0;
      const other = state === 0 ? 0 : (table[fall * KINDS + kind] ?? 0);
      if (next === 0) table[place] = other;
      else {
        falls[next] = other;
        queue[queued] = next;
        queued += 1;
        if (kind === GAP) gaps.push(next);
      }
    }
  }
  for (const state of gaps) table[state * KINDS + GAP] = state;
  return {
    find: (text, from) => {
      let state = 0;
      for (let at = from; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        state = table[state * KINDS + (code < 128 ? (KIND_OF[code] ?? GAP) : GAP)] ?? 0;
        if (found[state] === 1) return at;
      }
      return -1;
    },
    findAll: (text) => {
      const indexes = new Set<number>();
      let state = 0;
      for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        state = table[state * KINDS + (code < 128 ? (KIND_OF[code] ?? GAP) : GAP)] ?? 0;
        if (found[state] === 1) for (const index of ends[state] ?? []) indexes.add(index);
      }
      return indexes;
    },
  };
}
