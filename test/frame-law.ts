import { isDeepStrictEqual } from 'node:util';
import { normalize } from '../src/errors/normalize.ts';
import type { Texts } from './frame-samples/texts.ts';

export const NO_TEXTS: Texts = { read: [], notRead: [] };
/** The end of a sentence that tells of a change no text notices. */
export const ADVICE =
  'reads all its texts alike: add a text that needs this part (test/frame-samples), or take the part away if there is none';

export const quote = (value: unknown): string => JSON.stringify(value);

/** A match: where it is, and what its groups hold. */
export interface Match {
  readonly index: number;
  readonly groups: { readonly [group: string]: string | undefined };
}
/** Where an expression matches in a normalized text. */
export const readBy = (pattern: RegExp, plain: string): readonly Match[] =>
  [...plain.matchAll(pattern)].map(({ index, groups }) => ({
    index,
    groups: Object.fromEntries(Object.entries(groups ?? {}).filter(([, value]) => value !== undefined)),
  }));
const groupsIn = (pattern: RegExp, text: string) => readBy(pattern, normalize(text)).map(({ groups }) => groups);

/** All texts of a form, normalized. */
export const textsIn = ({ read, notRead }: Texts): readonly string[] =>
  [...read.map(([text]) => text), ...notRead].map((text) => normalize(text));

/** What a pattern does otherwise than its texts say, in a sentence each. */
export const misread = (form: string, pattern: RegExp, { read, notRead }: Texts): readonly string[] => [
  ...read
    .filter(([text, parts]) => !isDeepStrictEqual(groupsIn(pattern, text), [parts]))
    .map(
      ([text, parts]) => `${form} reads ${quote(groupsIn(pattern, text))}, not ${quote([parts])}, from ${quote(text)}`,
    ),
  ...notRead
    .filter((text) => groupsIn(pattern, text).length > 0)
    .map((text) => `${form} reads ${quote(groupsIn(pattern, text))} from ${quote(text)}, where it is not`),
];
