import { type Finder, openFinder } from './finder.ts';
import type { Form } from './frames/form.ts';
import { FORMS } from './frames/index.ts';
import { SIGNATURES } from './index.ts';
import type { Signature } from './signature.ts';

/** The declarations whose expressions are worth a try on a text: one of their needles stands in it. */
export interface Candidates {
  readonly signatures: readonly Signature[];
  readonly forms: readonly Form[];
}

interface Owned {
  readonly finder: Finder;
  /** Of each needle, in the order of the finder: the index of its declaration among all. */
  readonly owners: readonly number[];
}

let made: Owned | null = null;
function owned(): Owned {
  if (made !== null) return made;
  const needles = [...SIGNATURES, ...FORMS].flatMap(({ needles: own }, owner) =>
    own.map((needle) => ({ needle, owner })),
  );
  made = { finder: openFinder(needles.map(({ needle }) => needle)), owners: needles.map(({ owner }) => owner) };
  return made;
}

/** The automaton costs more to make than so many characters cost to search without it; once made, it is the quicker way. */
const WORTH_IT = 50_000;
let searched = 0;

/** What may stand in a normalized text; in the order of the declarations. */
export function candidatesIn(plain: string): Candidates {
  searched += plain.length;
  if (made === null && searched < WORTH_IT) {
    const lower = plain.toLowerCase();
    const has = ({ needles }: Signature | Form): boolean => needles.some((needle) => lower.includes(needle));
    return { signatures: SIGNATURES.filter(has), forms: FORMS.filter(has) };
  }
  const { finder, owners } = owned();
  const found = new Set([...finder.findAll(plain)].map((index) => owners[index]));
  return {
    signatures: found.size === 0 ? [] : SIGNATURES.filter((_one, index) => found.has(index)),
    forms: found.size === 0 ? [] : FORMS.filter((_one, index) => found.has(SIGNATURES.length + index)),
  };
}
