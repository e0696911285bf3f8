import { CAUSES } from '../causes/catalogue.ts';
import type { CauseId } from '../core/cause.ts';
import type { Facts } from '../core/gather.ts';
import { factOf } from '../core/judge.ts';
import { type Decisions, decisions } from '../probes/iam/decisions.ts';
import { type RoleFact, role } from '../probes/iam/role.ts';

/** Causes that the grant of option 3 cures. */
const CURED_BY_GRANT: ReadonlySet<CauseId> = new Set<CauseId>(['marketplace-subscription-denied']);

/** Roles that only AWS edits: service-linked ones, and those of IAM Identity Center. */
export function protectedRole({ path, name }: Pick<RoleFact, 'path' | 'name'>): string | null {
  if (path.startsWith('/aws-service-role/')) return `${name} is a service-linked role, which only AWS may edit.`;
  if (path.startsWith('/aws-reserved/') || name.startsWith('AWSReservedSSO_')) {
    return `${name} belongs to IAM Identity Center, which alone may edit it; change its permission set instead.`;
  }
  return null;
}

/** Why option 3 cannot cure this cause here, in a sentence; null when it can. Pure. */
export function refusalOf(cause: CauseId, facts: Facts): string | null {
  if (!CURED_BY_GRANT.has(cause)) {
    return `No grant to the role cures ${cause}. ${CAUSES[cause].next}`;
  }
  const found = factOf(role, facts);
  const shielded = found.known && found.value !== null ? protectedRole(found.value as RoleFact) : null;
  if (shielded !== null) return shielded;
  const known = factOf(decisions, facts);
  const against = (known.known ? ((known.value as Decisions | null)?.decided ?? []) : []).find(
    ({ purpose, decision, layer }) => purpose === 'subscribe' && decision === 'denied' && layer !== 'identity',
  );
  return against
    ? `A grant to the role would have no effect: ${against.layer === 'explicit' ? 'a policy explicitly denies' : against.layer === 'scp' ? 'a service control policy denies' : 'the permissions boundary does not allow'} ${against.action}.`
    : null;
}
