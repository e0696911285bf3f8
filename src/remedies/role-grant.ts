import type { Finding } from '../core/finding.ts';
import type { Facts } from '../core/gather.ts';
import type { Json } from '../core/json.ts';
import { known } from '../core/judge.ts';
import { UsageError } from '../core/usage-error.ts';
import { lambdaFunction } from '../probes/lambda/function.ts';
import { model } from '../probes/run/model.ts';
import { roleInlinePolicy } from '../settings/iam/role-inline-policy.ts';
import { userInlinePolicy } from '../settings/iam/user-inline-policy.ts';
import { type Grant, grantDocument, merged, policyNameOf, tooLong } from './grant.ts';
import { invokeDocument } from './invoke-grant.ts';
import { type Holder, holderOf, inlineOf, protectedPrincipal } from './principal.ts';
import { refusalOf } from './refusal.ts';
import { type Proposal, type ProposedChange, proposeChange, type RemedyContext } from './remedy.ts';

/** The document a grant wants for this context. Throws a `UsageError` where it cannot be known. */
function documentFor(
  grant: Grant,
  root: Finding | null,
  facts: Facts,
  holder: Holder,
): { readonly [key: string]: Json } {
  if (grant === 'invoke') return invokeDocument(root, facts, holder);
  const choice = known(model, facts);
  if (choice === null && grant !== 'guide') throw new UsageError('Which model is meant is not known; pass --model.');
  return grantDocument(grant, choice?.reference.given ?? '');
}

/** The proposed change of one inline policy of a role or user. */
function proposePolicy(
  { kind, name }: Holder,
  policy: string,
  change: (from: string | null) => string | null,
): ProposedChange {
  return kind === 'user'
    ? proposeChange(userInlinePolicy, { user: name, policy }, change)
    : proposeChange(roleInlinePolicy, { role: name, policy }, change);
}

/** The guide's option 3 with one of its documents: an inline policy of the role or user that is examined. */
export function roleGrant(grant: Grant, { root, facts }: RemedyContext): Proposal {
  const holder = holderOf(facts);
  if (holder === null) return { how: 'refused', why: 'Who calls the model is not known; pass --role or --user.' };
  // Also where the role may not be read its name tells whose it is.
  const why = protectedPrincipal(holder, facts) ?? (root === null ? null : refusalOf(root.cause, facts, grant));
  if (why !== null) return { how: 'refused', why };
  if (grant === 'temporary' && known(lambdaFunction, facts) === null) {
    return {
      how: 'refused',
      why: `A temporary grant needs one call as ${holder.name}, and nothing here can make it; use --option 1, or another --grant.`,
    };
  }
  const policy = policyNameOf(grant);
  let wanted: { readonly [key: string]: Json };
  try {
    wanted = documentFor(grant, root, facts, holder);
  } catch (error) {
    if (error instanceof UsageError) return { how: 'refused', why: error.message };
    throw error;
  }
  const others = inlineOf(holder, facts).filter(({ name }) => name !== policy);
  return {
    how: 'automatic',
    proposed: [
      proposePolicy(holder, policy, (from) => {
        const to = merged(from, wanted, policy);
        if (to === null) return from;
        const most = tooLong(
          holder.kind,
          others.map(({ text }) => text),
          to,
        );
        if (most !== null) {
          throw new UsageError(
            `The inline policies of ${holder.name} would be longer than the ${most} characters IAM allows; take one away first.`,
          );
        }
        return to;
      }),
    ],
    consent: grant === 'temporary' ? 'terms' : 'change',
  };
}
