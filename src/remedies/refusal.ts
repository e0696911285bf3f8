import { CAUSES } from '../causes/catalogue.ts';
import type { CauseId } from '../core/cause.ts';
import type { Facts } from '../core/gather.ts';
import { factOf } from '../core/judge.ts';
import type { Decisions } from '../probes/iam/decided.ts';
import { decisions } from '../probes/iam/decisions.ts';
import type { Grant } from './grant.ts';
import { holderOf, protectedPrincipal } from './principal.ts';

/** Causes that the grants of option 3 fix: those of the Marketplace, and that of the call itself. */
export const FIXED_BY_GRANT = {
  guide: ['marketplace-subscription-denied'],
  invoke: [
    'invoke-not-allowed',
    'invoke-profile-not-allowed',
    'invoke-stream-not-allowed',
    'action-not-allowed',
    'bearer-token-rejected',
  ],
} as const satisfies { readonly [grant: string]: readonly CauseId[] };

/** The grant that fixes a cause where nobody names one (contract, section 4); null where none does. */
export const grantFor = (cause: CauseId): 'guide' | 'invoke' | null =>
  (['guide', 'invoke'] as const).find((grant) => FIXED_BY_GRANT[grant].some((one) => one === cause)) ?? null;

/** What stands against a grant: its words, and its cause. */
const STANDS_AGAINST = {
  identity: ['no policy allows', 'invoke-not-allowed'],
  explicit: ['a policy explicitly denies', 'denied-explicitly'],
  scp: ['a service control policy denies', 'denied-by-scp'],
  boundary: ['the permissions boundary does not allow', 'denied-by-boundary'],
} as const satisfies { readonly [layer: string]: readonly [string, CauseId] };

/** Why option 3 cannot fix this cause here, in a sentence; null when it can. Pure. */
export function refusalOf(cause: CauseId, facts: Facts, grant: Grant = grantFor(cause) ?? 'guide'): string | null {
  const fixes = grantFor(cause);
  if (fixes === null) return `No grant fixes ${cause}. ${CAUSES[cause].next}`;
  if ((fixes === 'invoke') !== (grant === 'invoke'))
    return `--grant ${grant} does not fix ${cause}; --grant ${fixes} does.`;
  const holder = holderOf(facts);
  const shielded = holder && protectedPrincipal(holder, facts);
  if (shielded !== null) return shielded;
  const known = factOf(decisions, facts);
  const against = (known.known ? ((known.value as Decisions | null)?.decided ?? []) : []).find(
    ({ purpose, decision, layer }) =>
      purpose === (grant === 'invoke' ? 'invoke' : 'subscribe') && decision === 'denied' && layer !== 'identity',
  );
  if (!against?.layer) return null;
  const [who, denial] = STANDS_AGAINST[against.layer];
  return `A grant would have no effect: ${who} ${against.action}. ${CAUSES[denial].next}`;
}
