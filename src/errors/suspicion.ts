import { type Finder, openFinder } from './finder.ts';
import { FORMS } from './frames/index.ts';
import { SIGNATURES } from './index.ts';

/** What a needle is known by: its longest part without a quotation mark, which texts spell in many ways. */
const keyOf = (needle: string): string =>
  needle.split(/['"\\]\w?/).reduce((longest, part) => (part.length > longest.length ? part : longest), '');

let made: Finder | null = null;
/**
 * Finds whatever may be part of an error that is known here: a line without it is passed over by this one look. Made from
 * the declarations when first needed.
 */
export function suspicion(): Finder {
  made ??= openFinder([
    // Words that count only within an error's frame: the frame is what is looked for.
    ...SIGNATURES.flatMap(({ needles, surroundings }) => (surroundings === 'failure' ? [] : needles.map(keyOf))),
    ...FORMS.flatMap(({ needles, hint }) => hint ?? needles.map(keyOf)),
  ]);
  return made;
}
