import type { Json } from '../core/json.ts';
import { principalArn } from './context.ts';
import type { Tri } from './tri.ts';

/**
 * Whether a Principal element names the principal: `*`, its account, its ARN, or the role behind its session. Services,
 * identity providers and canonical users never are a user or a role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function namesPrincipal(element: Json, principal: string): boolean {
  return namesOf(element).some((name) => name === '*' || name === principal || namesLoosely(name, principal));
}

/** Whether a Principal element lists exactly this ARN. */
export const listsPrincipal = (element: Json, principal: string): boolean => namesOf(element).includes(principal);

/**
 * Whether a NotPrincipal element leaves the principal out. One that names only the account or the role of a session is
 * unknown: what AWS makes of it hangs on the other names in the list.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function notNamesPrincipal(element: Json, principal: string): Tri {
  const names = namesOf(element);
  if (names.includes('*') || names.includes(principal)) return false;
  return names.some((name) => namesLoosely(name, principal)) ? null : true;
}

function namesOf(element: Json): readonly string[] {
  if (element === '*') return ['*'];
  if (typeof element !== 'object' || element === null || Array.isArray(element)) return [];
  const names = (element as { readonly [kind: string]: Json }).AWS;
  return (Array.isArray(names) ? names : [names]).filter((name) => typeof name === 'string');
}

function namesLoosely(name: string, principal: string): boolean {
  const account = principal.split(':')[4] ?? '';
  if (account !== '' && (name === account || (name.split(':')[4] === account && name.endsWith(':root')))) return true;
  // A session's ARN has no path, so roles compare by account and last name.
  return roleOf(name) !== null && roleOf(name) === roleOf(principalArn(principal));
}

function roleOf(arn: string): string | null {
  const role = /^arn:[^:]*:iam::(\d*):role\/(?:.*\/)?([^/]+)$/.exec(arn);
  return role ? `${role[1]}/${role[2]}` : null;
}
