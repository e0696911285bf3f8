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
