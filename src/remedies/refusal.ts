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
  if (path.startsWith('/aws-service-role/'))
    return `${name} is a service-linked role, which only AWS may edit; give the function a role of its own.`;
  if (path.startsWith('/aws-reserved/') || name.startsWith('AWSReservedSSO_')) {
    return `${name} belongs to IAM Identity Center, which alone may edit it; change its permission set instead.`;
  }
  return null;
}

/** What stands against a grant: its words, and its cause. */
const STANDS_AGAINST = {
  identity: ['no policy allows', 'invoke-not-allowed'],
  explicit: ['a policy explicitly denies', 'denied-explicitly'],
  scp: ['a service control policy denies', 'denied-by-scp'],
  boundary: ['the permissions boundary does not allow', 'denied-by-boundary'],
} as const satisfies { readonly [layer: string]: readonly [string, CauseId] };

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
  if (!against?.layer) return null;
  const [who, denial] = STANDS_AGAINST[against.layer];
  return `A grant to the role would have no effect: ${who} ${against.action}. ${CAUSES[denial].next}`;
}
