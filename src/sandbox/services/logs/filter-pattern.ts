/** Whether a message passes. */
export type Filter = (message: string) => boolean;

const TERM = /([?-])?(?:"((?:[^"\\]|\\.)*)"|%([^%]+)%|(\S+))/g;
const COMPARISON = /^\$\.([\w.]+)\s*(=|!=|<=|>=|<|>)\s*(?:"([^"]*)"|(\S+))$/;

/**
 * A filter pattern of CloudWatch Logs: terms that must all be there, `"quoted"` ones, `-excluded` ones, `?any` of several,
 * `%regular expressions%`, and JSON selectors of one level of `&&` or `||` without brackets. Null: a pattern that is not
 * understood. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function filterOf(pattern: string): Filter | null {
  const trimmed = pattern.trim();
  if (trimmed === '') return () => true;
  if (trimmed.startsWith('{')) return jsonFilter(trimmed);
  if (trimmed.startsWith('[')) return null;
  return termFilter(trimmed);
}

function termFilter(pattern: string): Filter | null {
  const terms: { readonly sign: string; readonly found: Filter }[] = [];
  for (const [, sign = '', quoted, expression, bare] of pattern.matchAll(TERM)) {
    const found =
      expression === undefined ? containing(quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '') : matching(expression);
    if (found === null) return null;
    terms.push({ sign, found });
  }
  // AWS ignores the question mark as soon as it is combined with terms of another kind.
  const anyOf = terms.length > 0 && terms.every(({ sign }) => sign === '?');
  if (anyOf) return (message) => terms.some(({ found }) => found(message));
  return (message) => terms.every(({ sign, found }) => sign === '?' || found(message) === (sign !== '-'));
}

const containing =
  (term: string): Filter =>
  (message) =>
    message.includes(term);

function matching(expression: string): Filter | null {
  try {
    const compiled = new RegExp(expression);
    return (message) => compiled.test(message);
  } catch {
    return null;
  }
}

function jsonFilter(pattern: string): Filter | null {
  const inner = /^\{(.*)\}$/s.exec(pattern)?.[1]?.trim() ?? '';
  const any = inner.includes('||');
  const parts: Filter[] = [];
  for (const part of inner.split(any ? '||' : '&&')) {
    const [, path, sign, quoted, bare] = COMPARISON.exec(part.trim()) ?? [];
    if (path === undefined || sign === undefined) return null;
    parts.push((message) => compare(valueAt(message, path), sign, quoted ?? bare ?? ''));
  }
  return any ? (message) => parts.some((holds) => holds(message)) : (message) => parts.every((holds) => holds(message));
}

function valueAt(message: string, path: string): unknown {
  try {
    let value: unknown = JSON.parse(message);
    for (const name of path.split('.')) value = (value as { readonly [name: string]: unknown })[name];
    return value;
  } catch {
    return undefined;
  }
}

function compare(value: unknown, sign: string, wanted: string): boolean {
  if (value === undefined) return false;
  const like = new RegExp(
    `^${wanted
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
    's',
  );
  if (sign === '=') return like.test(String(value));
  if (sign === '!=') return !like.test(String(value));
  const [left, right] = [Number(value), Number(wanted)];
  if (sign === '<') return left < right;
  if (sign === '>') return left > right;
  return sign === '<=' ? left <= right : left >= right;
}
