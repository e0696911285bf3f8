import type { Facts } from '../core/gather.ts';
import { known } from '../core/judge.ts';
import { saidOf } from '../core/principal.ts';
import type { RolePolicies } from '../probes/iam/read-policies.ts';
import { role } from '../probes/iam/role.ts';
import { rolePolicies } from '../probes/iam/role-policies.ts';
import { user } from '../probes/iam/user.ts';
import { userPolicies } from '../probes/iam/user-policies.ts';
import { principal } from '../probes/run/principal.ts';
import { roleName } from '../probes/run/role-name.ts';
import { caller } from '../probes/sts/caller.ts';

/** Whom a grant goes to. */
export interface Holder {
  readonly kind: 'role' | 'user' | 'root';
  readonly name: string;
  /** As it was named or as IAM has it; null where only the name is known. */
  readonly arn: string | null;
  readonly path: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

/** The role or user that is examined; null where none is known. Pure. */
export function holderOf(facts: Facts): Holder | null {
  const ref = known(principal, facts);
  const named = known(roleName, facts);
  const who = ref ?? (named === null ? null : { kind: 'role' as const, name: named.name, arn: named.arn });
  if (who === null) return null;
  const inIam = who.kind === 'user' ? known(user, facts) : known(role, facts);
  const inArn = /^arn:[^:]*:iam::[^:]*:(?:role|user)(\/(?:.*\/)?)/.exec(who.arn ?? '')?.[1] ?? '/';
  return { kind: who.kind, name: who.name, arn: who.arn, path: inIam?.path ?? inArn, tags: inIam?.tags ?? [] };
}

/** A sentence about a role, said of the principal that is examined. Pure. */
export const sayOfHolder = (facts: Facts, text: string): string => saidOf(holderOf(facts)?.kind ?? null, text);

/** The inline policies of the holder, as far as they could be read. Pure. */
export const inlineOf = ({ kind }: Holder, facts: Facts): RolePolicies['inline'] =>
  (kind === 'user' ? known(userPolicies, facts) : known(rolePolicies, facts))?.inline ?? [];

/** The permission set in the name of its role: `AWSReservedSSO_NAME_0123456789abcdef`. */
const permissionSet = (name: string): string => name.replace(/^AWSReservedSSO_/, '').replace(/_[0-9a-f]{16}$/, '');

/** Where somebody keeps what IAM shows, as its tags tell: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html */
function keptIn({ tags, name }: Holder): string | null {
  const of = (pattern: RegExp): string | null => tags.find(({ key }) => pattern.test(key))?.value ?? null;
  const stack = of(/^aws:cloudformation:stack-name$/);
  if (stack?.startsWith('StackSet-') || name.startsWith('StackSet-')) return `the StackSet behind ${stack ?? name}`;
  if (stack !== null) return `the stack ${stack}`;
  const terraform = tags.find(
    ({ key, value }) => /terraform/i.test(key) || (/^managed[-_]?by$/i.test(key) && /terraform/i.test(value)),
  );
  return terraform === undefined
    ? null
    : `the Terraform state that its tag ${terraform.key} names (${terraform.value})`;
}

/**
 * Why a principal is not changed, with the place to change it instead; null when it may be. Service-linked roles, those of
 * IAM Identity Center, those of other accounts, and root, whom no policy limits. Pure.
 */
export function protectedPrincipal(holder: Holder, facts: Facts): string | null {
  const { path, name, kind, arn } = holder;
  if (kind === 'root') return 'The root user may do everything; there is nothing to grant. Use a role instead.';
  if (path.startsWith('/aws-service-role/'))
    return `${name} is a service-linked role, which only AWS may edit; give the application a role of its own.`;
  if (path.startsWith('/aws-reserved/') || name.startsWith('AWSReservedSSO_')) {
    return `${name} belongs to IAM Identity Center, which alone may edit it; change its permission set ${permissionSet(name)} in the Identity Center instead.`;
  }
  const own = known(caller, facts)?.account ?? null;
  const its = arn?.split(':')[4] ?? '';
  if (own !== null && its !== '' && its !== own) {
    const place = keptIn(holder);
    return `${arn} is in account ${its}, and your credentials are for ${own}; change it there, with --profile or --assume-role${place === null ? '' : `, or in ${place}`}.`;
  }
  return null;
}

/** A warning that the next deployment will not know of a grant, with the place that keeps the principal; null where nothing tells. */
export const keptElsewhere = (holder: Holder): string | null => {
  const place = keptIn(holder);
  return place === null ? null : `${holder.name} is kept in ${place}, which does not know of this change.`;
};
