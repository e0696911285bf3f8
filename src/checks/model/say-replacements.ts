import type { Fact } from '../../core/fact.ts';
import type { Evidence } from '../../core/finding.ts';
import type { ReplacementFact } from '../../probes/bedrock/replacements.ts';

/** What can be called instead; none where it is not known. */
export const listed = (fact: Fact<readonly ReplacementFact[]>): readonly ReplacementFact[] =>
  fact.known ? fact.value : [];

/** Those worth a sentence: the best, and the one that needs no subscription. */
const worthSaying = (list: readonly ReplacementFact[]): readonly ReplacementFact[] => {
  const free = list.find(({ needsSubscription }) => !needsSubscription);
  return [...new Set([...list.slice(0, 1), ...(free ? [free] : [])])];
};

function say({ id, base, name, price, residency, needsSubscription, notAllowed }: ReplacementFact): string {
  const traits = [
    ...(name === base ? [] : [name]),
    price ?? 'price not known',
    ...(needsSubscription ? [] : ['needs no subscription']),
    ...(residency === null ? [] : [residency]),
    ...(notAllowed === null ? [] : [notAllowed.length === 0 ? 'allowed already' : 'not allowed yet']),
  ];
  return `${id} (${traits.join('; ')})`;
}

/** The words that follow 'use'; null where nothing is known to be there. */
export const sayReplacements = (list: readonly ReplacementFact[]): string | null =>
  list.length === 0 ? null : worthSaying(list).map(say).join(', or ');

/** All of them as evidence: what each needs of the role, one by one, and what of it is not allowed yet. */
export const replacementEvidence = (list: readonly ReplacementFact[]): readonly Evidence[] =>
  list.map(({ id, arns, notAllowed }, index) => ({
    kind: 'fact',
    probe: 'bedrock/replacements',
    pointer: `/${index}`,
    value: `${id} needs bedrock:InvokeModel on ${arns.join(', ')}${
      notAllowed === null || notAllowed.length === 0 ? '' : `; not allowed yet: ${notAllowed.join(', ')}`
    }`,
  }));
