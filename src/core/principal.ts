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

/** 'role orders-api' of an ARN; what is no role or user stays as it is. */
export function shortPrincipal(arn: string): string {
  const [, kind, name] = /:(role|user)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  return kind === undefined ? (/:root$/.test(arn) ? 'the root user' : arn) : `${kind} ${name}`;
}
