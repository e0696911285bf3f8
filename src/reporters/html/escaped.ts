import { harmless } from '../../core/harmless.ts';

const ENTITIES: { readonly [letter: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text that stays text, between tags and in quoted attributes: https://html.spec.whatwg.org/multipage/syntax.html#attributes-2 */
export const escaped = (text: string): string =>
  harmless(text).replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
