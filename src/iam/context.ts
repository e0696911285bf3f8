/** The request's context as conditions read it. */
export interface Context {
  /**
   * The values of a key, which must be given in lower case; undefined when the request has none, null when it cannot
   * be known.
   */
  readonly get: (key: string) => readonly string[] | undefined | null;
}

/** What a request says of its context. */
interface Given {
  readonly principal: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly unknownKeys?: readonly string[] | 'all';
}

/**
 * Builds the context of a request. Keys compare without regard to case; keys about the principal that are not given
 * follow from its ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function contextOf({ principal, context, unknownKeys }: Given): Context {
  let given: Map<string, readonly string[]> | null = null;
  const unknown = unknownIn(unknownKeys);
  return {
    get: (key) => {
      given ??= lowerCased(context);
      const found = given.get(key);
      if (found !== undefined) return found;
      if (unknown(key)) return null;
      const derived = deriveKey(key, principal);
      if (derived !== null) return derived.length === 0 ? undefined : derived;
      return unknownKeys === 'all' ? null : undefined;
    },
  };
}

/** Whether a key in lower case is among those that cannot be known; `aws:PrincipalTag/*` stands for every tag. */
function unknownIn(keys: Given['unknownKeys']): (key: string) => boolean {
  if (keys === undefined || keys === 'all' || keys.length === 0) return () => false;
  const lower = keys.map((key) => key.toLowerCase());
  const exact = new Set(lower);
  const prefixes = lower.filter((key) => key.endsWith('*')).map((key) => key.slice(0, -1));
  return (key) => exact.has(key) || prefixes.some((prefix) => key.startsWith(prefix));
}

function lowerCased(context: Given['context']): Map<string, readonly string[]> {
  const values = new Map<string, readonly string[]>();
  for (const key of Object.keys(context)) {
    const value = context[key];
    if (value !== undefined) values.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  }
  return values;
}

/** ARN of the role behind a session, as `aws:PrincipalArn` has it; any other ARN as it is. A role's path is not known. */
export function principalArn(principal: string): string {
  const session = /^arn:([^:]*):sts::(\d*):assumed-role\/([^/]+)/.exec(principal);
  return session ? `arn:${session[1]}:iam::${session[2]}:role/${session[3]}` : principal;
}

/**
 * A key that follows from the principal: its values, an empty list when such a principal has none, null for any other key.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
function deriveKey(key: string, principal: string): readonly string[] | null {
  switch (key) {
    case 'aws:principalarn':
      return principal === '' ? null : [principalArn(principal)];
    case 'aws:principalaccount': {
      const account = principal.split(':')[4] ?? '';
      return account === '' ? null : [account];
    }
    case 'aws:principaltype': {
      const type = principalType(principal);
      return type === null ? null : [type];
    }
    case 'aws:username': {
      const name = /:user\/(?:.*\/)?([^/]+)$/.exec(principal)?.[1];
      return name !== undefined ? [name] : principalType(principal) === null ? null : [];
    }
    default:
      return null;
  }
}

function principalType(principal: string): string | null {
  if (/:iam::\d*:user\//.test(principal)) return 'User';
  if (/:assumed-role\/|:iam::\d*:role\//.test(principal)) return 'AssumedRole';
  if (/:federated-user\//.test(principal)) return 'FederatedUser';
  return /:iam::\d*:root$/.test(principal) ? 'Account' : null;
}
