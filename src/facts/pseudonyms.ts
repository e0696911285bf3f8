/** What a name belongs to; the placeholder says it, so that a redacted report still reads well. */
export type NameKind =
  | 'account'
  | 'alias'
  | 'api'
  | 'function'
  | 'host'
  | 'ipv4'
  | 'ipv6'
  | 'key'
  | 'log-group'
  | 'person'
  | 'policy'
  | 'profile'
  | 'resource'
  | 'role'
  | 'session'
  | 'stack'
  | 'stream'
  | 'user'
  | 'value'
  | 'variable';

/** Placeholders that are not simply kind and number: they keep the shape a reader of the text expects. */
const MADE: { readonly [kind in NameKind]?: (n: number) => string } = {
  account: (n) => String(n).padStart(12, '0'),
  host: (n) => `host-${n}.example.com`,
  // Addresses for documentation: https://www.rfc-editor.org/rfc/rfc5737 and https://www.rfc-editor.org/rfc/rfc3849
  ipv4: (n) => `${['192.0.2', '198.51.100', '203.0.113'][Math.floor((n - 1) / 254) % 3]}.${((n - 1) % 254) + 1}`,
  ipv6: (n) => `2001:db8::${n.toString(16)}`,
  person: (n) => `person-${n}@example.com`,
  variable: (n) => `VARIABLE_${n}`,
};

const KINDS = 'alias|api|function|key|log-group|policy|profile|resource|role|session|stack|stream|user|value';
/** Every placeholder's shape. A real name that looks like one tells nobody anything and stays. */
const SHAPE = `(?:AWSReservedSSO_)?(?:${KINDS})-\\d+|0{8}\\d{4}|host-\\d+\\.example\\.com|person-\\d+@example\\.com|VARIABLE_\\d+|(?:192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d+|2001:db8::[0-9a-f]+`;
const WHOLE = new RegExp(`^(?:${SHAPE})$`);
const ANYWHERE = new RegExp(SHAPE, 'g');

/** Whether a text is one of our placeholders already. */
export const isPlaceholder = (text: string): boolean => WHOLE.test(text);

/** Names and what stands for them: equal names get equal placeholders, different ones different. */
export interface Pseudonyms {
  readonly of: (kind: NameKind, name: string) => string;
  /** All names so far with their placeholders. */
  readonly known: ReadonlyMap<string, string>;
}

/** Numbers names as they come. `text` is everything that is redacted: placeholders in it are taken already. */
export function pseudonymsFor(text: string): Pseudonyms {
  const taken = new Set(text.match(ANYWHERE) ?? []);
  const known = new Map<string, string>();
  const next = new Map<NameKind, number>();
  const fresh = (kind: NameKind): string => {
    for (;;) {
      const n = (next.get(kind) ?? 0) + 1;
      next.set(kind, n);
      const made = MADE[kind]?.(n) ?? `${kind}-${n}`;
      if (!taken.has(made)) return made;
    }
  };
  return {
    known,
    of: (kind, name) => {
      if (name === '' || isPlaceholder(name)) return name;
      const already = known.get(name);
      if (already !== undefined) return already;
      // Who may edit a role follows from this prefix, which is AWS's own.
      const prefix = kind === 'role' && name.startsWith('AWSReservedSSO_') ? 'AWSReservedSSO_' : '';
      const made = `${prefix}${fresh(kind)}`;
      known.set(name, made);
      return made;
    },
  };
}
