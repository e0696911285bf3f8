import { RE2JS } from 're2js';
import type { Pattern } from '../core/pattern.ts';

/**
 * The same expression on an engine that takes time in proportion to the text, whatever the expression: RE2's
 * (https://swtch.com/~rsc/regexp/regexp3.html). Null where only a search that goes back could find it, as for a look-ahead
 * or a reference to a group.
 */
export function linearPattern({ source }: RegExp): Pattern | null {
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(source));
    return { source, test: (text) => compiled.matcher(text).find() };
  } catch {
    return null;
  }
}
