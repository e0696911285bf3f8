import { RE2JS } from 're2js';
import type { Pattern } from './pattern.ts';

/**
 * The same expression on an engine that takes time in proportion to the text, whatever the expression: RE2's
 * (https://swtch.com/~rsc/regexp/regexp3.html). Null where only a search that goes back could find it, as for a look-ahead
 * or a reference to a group. 150 kB that most runs never need: import it late.
 */
export function linearPattern({ source }: Pick<RegExp, 'source'>): Pattern | null {
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(source));
    return {
      source,
      test: (text) => compiled.matcher(text).find(),
      firstGroup: (text) => {
        const matcher = compiled.matcher(text);
        return matcher.find() && matcher.groupCount() > 0 ? matcher.group(1) : null;
      },
    };
  } catch {
    return null;
  }
}
