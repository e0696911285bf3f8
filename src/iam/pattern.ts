/** How many compiled patterns are kept; a diagnosis meets a few dozen. */
const KEPT = 5_000;
const cache = new Map<string, RegExp>();

/** Matches with `*` and `?`: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards */
export function matches(pattern: string, text: string, ignoreCase: boolean): boolean {
  if (pattern === '*') return true;
  if (!/[*?]/.test(pattern)) return ignoreCase ? pattern.toLowerCase() === text.toLowerCase() : pattern === text;
  const key = `${ignoreCase ? 'i' : 's'}${pattern}`;
  let compiled = cache.get(key);
  if (!compiled) {
    if (cache.size >= KEPT) cache.clear();
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*+/g, '[\\s\\S]*')
      .replace(/\?/g, '[\\s\\S]');
    compiled = new RegExp(`^${source}$`, ignoreCase ? 'i' : '');
    cache.set(key, compiled);
  }
  return compiled.test(text);
}

/** ARNs match part by part, so that a `*` in one part does not reach into the next five: ArnLike and ArnEquals. */
export function matchesArn(pattern: string, text: string): boolean {
  const wanted = pattern.split(':');
  const found = text.split(':');
  if (wanted.length < 6 || found.length < 6) return matches(pattern, text, false);
  return (
    wanted.slice(0, 5).every((part, index) => matches(part, found[index] ?? '', false)) &&
    matches(wanted.slice(5).join(':'), found.slice(5).join(':'), false)
  );
}
