/** The request's context as conditions read it. */
export interface Context {
  /** The values of a key; undefined when the request has none; null when it cannot be known. */
  readonly get: (key: string) => readonly string[] | undefined | null;
}

/** Builds the context of a request; keys compare without regard to case. */
export function contextOf(
  values: Readonly<Record<string, string | readonly string[]>>,
  principal: string,
  unknownKeys: readonly string[] | 'all' | undefined,
): Context {
  const map = new Map<string, readonly string[]>();
  const account = principal.split(':')[4] ?? '';
  const role = /^arn:([^:]*):sts::(\d*):assumed-role\/([^/]+)/.exec(principal);
  map.set('aws:principalarn', [role ? `arn:${role[1]}:iam::${role[2]}:role/${role[3]}` : principal]);
  if (account !== '') map.set('aws:principalaccount', [account]);
  const user = /:user\/(?:.*\/)?([^/]+)$/.exec(principal)?.[1];
  if (user !== undefined) map.set('aws:username', [user]);
  for (const [key, value] of Object.entries(values))
    map.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  const unknown = new Set(
    unknownKeys === 'all' || unknownKeys === undefined ? [] : unknownKeys.map((key) => key.toLowerCase()),
  );
  return {
    get: (key) => {
      const found = map.get(key.toLowerCase());
      if (found !== undefined) return found;
      return unknownKeys === 'all' || unknown.has(key.toLowerCase()) ? null : undefined;
    },
  };
}

/**
 * Replaces `${key}` and `${key, 'default'}`; `${*}`, `${?}` and `${$}` stand for themselves. Undefined when a key has no
 * value (then nothing matches), null when it cannot be known.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function substitute(text: string, context: Context): string | undefined | null {
  if (!text.includes('${')) return text;
  let missing: undefined | null | false = false;
  const result = text.replace(/\$\{([^}]*)\}/g, (_whole, inside: string) => {
    if (inside === '*' || inside === '?' || inside === '$') return inside;
    const [key = '', fallback] = inside.split(/\s*,\s*/);
    const found = context.get(key.trim());
    if (found?.[0] !== undefined) return found[0];
    if (fallback !== undefined) return fallback.replace(/^'|'$/g, '');
    if (missing !== null) missing = found === null ? null : undefined;
    return '';
  });
  return missing === false ? result : missing;
}
