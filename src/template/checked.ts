import { same } from '../core/json.ts';
import { dataAt, dataOf } from './data.ts';
import { resourcesOf } from './function.ts';
import { parseTemplate } from './parse.ts';
import { type Edit, type Splice, spliced } from './splice.ts';
import type { Template } from './template.ts';

/** A new text that was read again and says what it should. */
export interface Checked {
  readonly template: Template;
  readonly splices: readonly Splice[];
  readonly onlyAdds: boolean;
}

/**
 * Carries out an edit and reads the new text again: it must be the old document with the edit's own change of data and
 * nothing else. The error is a sentence; then nothing is to be written.
 */
export function checked(
  template: Template,
  { splices, patches, onlyAdds }: Edit,
): { readonly ok: Checked } | { readonly error: string } {
  const parsed = parseTemplate(spliced(template.text, splices), template.path);
  if ('error' in parsed) {
    return {
      error: `${template.path} is written in a form that cannot be added to safely (${parsed.error}); edit it by hand.`,
    };
  }
  if (!same(dataOf(parsed.ok), dataOf(template, patches))) {
    return { error: `${template.path} is written in a form that cannot be added to safely; edit it by hand.` };
  }
  return { ok: { template: parsed.ok, splices, onlyAdds } };
}

/** Resources that differ between two readings, those in `but` aside: an anchor may serve several. */
export function alsoChanged(before: Template, after: Template, but: readonly string[]): readonly string[] {
  const now = new Map(resourcesOf(after).map(({ logicalId, map }) => [logicalId, dataAt(after, map)]));
  return resourcesOf(before)
    .filter(({ logicalId, map }) => !but.includes(logicalId) && !same(now.get(logicalId) ?? null, dataAt(before, map)))
    .map(({ logicalId }) => logicalId);
}
