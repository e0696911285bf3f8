import { FORMS } from './frames/index.ts';
import { SIGNATURES } from './index.ts';

/** Long words that any log is full of; alone they make no line worth a look. */
const COMMON: ReadonlySet<string> = new Set([
  'operation',
  'connection',
  'requested',
  'processing',
  'temperature',
  'amazonaws',
]);
/** Words of this length are rare enough to be looked for alone. */
const LONG = 9;

/** What stands between two words of a phrase: space, quotes, escapes. */
const BETWEEN = '[^a-z0-9_]{1,8}';

/** A pattern, for text in lower case, of what a needle is known by, however it is quoted or spaced. */
function keyOf(needle: string): string {
  const words = needle.split(/[^a-z0-9_]+/).filter((word) => word !== '');
  const rare = words.filter((word) => word.length >= LONG && !COMMON.has(word));
  return rare.sort((a, b) => b.length - a.length)[0] ?? words.join(BETWEEN);
}

/** Whatever holds another of the list is found by that one. */
const shortest = (keys: readonly string[]): readonly string[] =>
  keys.filter((key) => !keys.some((other) => other !== key && key.includes(other)));

let made: RegExp | null = null;
/**
 * Matches, in lower case, whatever may be part of an error that is known here: a line without a match is passed over by
 * this one look. Made from the declarations when first needed. Global: set `lastIndex`.
 */
export function suspicion(): RegExp {
  made ??= new RegExp(
    shortest([
      ...new Set([
        ...SIGNATURES.flatMap(({ needles }) => needles.map(keyOf)),
        ...FORMS.flatMap(({ needles, hint }) => hint ?? needles.map(keyOf)),
      ]),
    ]).join('|'),
    'g',
  );
  return made;
}
