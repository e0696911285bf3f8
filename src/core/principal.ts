/** Whose calls to Bedrock are examined. An ARN is never reduced to a name. */
export interface PrincipalRef {
  readonly kind: 'role' | 'user' | 'root';
  readonly name: string;
  /** With its path where IAM could be asked. */
  readonly arn: string;
  readonly account: string;
}

/** 'the role deploy', 'the user alice', 'the root user'. */
export const describePrincipal = ({ kind, name }: Pick<PrincipalRef, 'kind' | 'name'>): string =>
  kind === 'root' ? 'the root user' : `the ${kind} ${name}`;

/**
 * Whether a caller, by the ARN that STS gives, is a principal: a session of a role is its role. Names are unique in an
 * account whatever path they have: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html. Pure.
 */
export function isPrincipal(callerArn: string, { kind, name, account }: PrincipalRef): boolean {
  const [, , , , own, entity = ''] = callerArn.split(':');
  if (own !== account) return false;
  if (entity === 'root') return kind === 'root';
  const [of, first = ''] = entity.split('/');
  if (of === 'assumed-role') return kind === 'role' && first === name;
  return of === 'user' && kind === 'user' && entity.split('/').at(-1) === name;
}

/** What an ARN is the ARN of; null where it is no principal's. */
export const kindOfPrincipal = (arn: string): PrincipalRef['kind'] | null =>
  /:user\//.test(arn) ? 'user' : /:root$/.test(arn) ? 'root' : /:(?:role|assumed-role)\//.test(arn) ? 'role' : null;

/**
 * A sentence about a role, as it is said of this principal: the titles of causes and remedies are written once, of a role.
 * 'No identity policy allows the role …' is 'No identity policy allows the user …' of a user.
 */
export const saidOf = (kind: PrincipalRef['kind'] | null, text: string): string =>
  kind === 'user' || kind === 'root'
    ? text.replace(/\b([Tt])he role or user\b/g, '$1he user').replace(/\b([Tt])he role\b/g, '$1he user')
    : kind === 'role'
      ? text.replace(/\b([Tt])he role or user\b/g, '$1he role')
      : text;

/** 'role orders-api' of an ARN; what is no role or user stays as it is. */
export function shortPrincipal(arn: string): string {
  const [, kind, name] = /:(role|user)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  return kind === undefined ? (/:root$/.test(arn) ? 'the root user' : arn) : `${kind} ${name}`;
}
