import type { Context } from './context.ts';
import type { Piece } from './glob.ts';

/** A policy variable, `${key}` or `${key, 'fallback'}`. */
interface Variable {
  readonly key: string;
  readonly fallback: string | null;
}

/** Text of a policy in which variables may stand. */
export type Template = readonly (Piece | Variable)[];

const VARIABLE = /\$\{([^}]*)\}/g;
const WITH_FALLBACK = /^([^,]+?)\s*,\s*'(.*)'$/s;
/** These stand for the character itself, where it would otherwise be a wildcard or begin a variable. */
const SPECIAL: ReadonlySet<string> = new Set(['*', '?', '$']);

/**
 * Reads policy variables. `from` is the place before which `${…}` is plain text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parseTemplate(text: string, from = 0): Template {
  const parts: (Piece | Variable)[] = [];
  let done = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const inside = match[1] ?? '';
    if (match.index < from || inside.trim() === '') continue;
    if (match.index > done) parts.push({ text: text.slice(done, match.index), verbatim: false });
    parts.push(SPECIAL.has(inside) ? { text: inside, verbatim: true } : variable(inside));
    done = match.index + match[0].length;
  }
  if (done < text.length || parts.length === 0) parts.push({ text: text.slice(done), verbatim: false });
  return parts;
}

/** The same text where variables mean nothing: policies before Version 2012-10-17, and operators that take none. */
export const literalTemplate = (text: string): Template => [{ text, verbatim: false }];

/**
 * Reads the variables of a Resource, which count only after the fifth colon.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-resourceelement
 */
export function parseResourceTemplate(text: string): Template {
  const masked = text.replace(VARIABLE, (whole) => '-'.repeat(whole.length));
  let at = -1;
  for (let colon = 0; colon < 5; colon += 1) {
    at = masked.indexOf(':', at + 1);
    if (at < 0) return literalTemplate(text);
  }
  return parseTemplate(text, at);
}

function variable(inside: string): Variable {
  const [, key, fallback] = WITH_FALLBACK.exec(inside) ?? [];
  return key === undefined ? { key: inside.trim(), fallback: null } : { key: key.trim(), fallback: fallback ?? '' };
}

/** The context keys that a template reads. */
export const keysOf = (template: Template): readonly string[] =>
  template.flatMap((part) => ('key' in part ? [part.key] : []));

/** The template's pieces when it has no variables, otherwise null. */
export const fixed = (template: Template): readonly Piece[] | null =>
  template.every((part) => !('key' in part)) ? (template as readonly Piece[]) : null;

/** Different values of variables for which a compiled pattern is kept. */
const MOST_KEPT = 100;

/**
 * Compiles what a template comes to for a context, as `resolve` has it; kept for each set of values, as one principal
 * asks many times.
 */
export function compileResolved<T extends object>(
  template: Template,
  compile: (pieces: readonly Piece[]) => T,
): (context: Context) => T | undefined | null {
  const pieces = fixed(template);
  if (pieces) {
    const always = compile(pieces);
    return () => always;
  }
  const kept = new Map<string, T>();
  return (context) => {
    const resolved = resolve(template, context);
    if (!resolved) return resolved;
    let key = '';
    for (const { text } of resolved) key += `${text}\0`;
    const known = kept.get(key);
    if (known) return known;
    const made = compile(resolved);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, made);
    return made;
  };
}

/** The text before the first variable or wildcard: what everything that matches begins with. */
export function fixedStart(template: Template): string {
  let start = '';
  for (const part of template) {
    if ('key' in part) return start;
    const wildcard = part.verbatim ? -1 : part.text.search(/[*?]/);
    if (wildcard >= 0) return start + part.text.slice(0, wildcard);
    start += part.text;
  }
  return start;
}

/**
 * Puts the context's values in. A value is verbatim: a `*` in it is no wildcard. Undefined when a key has no value and
 * no fallback, or several values; null when it cannot be known.
 */
export function resolve(template: Template, context: Context): readonly Piece[] | undefined | null {
  const pieces: Piece[] = [];
  let unknown = false;
  for (const part of template) {
    if (!('key' in part)) {
      pieces.push(part);
      continue;
    }
    const found = context.get(part.key.toLowerCase());
    if (found === null) unknown = true;
    else if (found?.length === 1) pieces.push({ text: found[0] ?? '', verbatim: true });
    else if (part.fallback !== null && (found === undefined || found.length === 0))
      pieces.push({ text: part.fallback, verbatim: true });
    else return undefined;
  }
  return unknown ? null : pieces;
}
