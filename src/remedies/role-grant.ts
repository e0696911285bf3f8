import { known } from '../core/judge.ts';
import { UsageError } from '../core/usage-error.ts';
import { role } from '../probes/iam/role.ts';
import { rolePolicies } from '../probes/iam/role-policies.ts';
import { GUIDE_MODEL, model } from '../probes/run/model.ts';
import { roleName } from '../probes/run/role-name.ts';
import { roleInlinePolicy } from '../settings/iam/role-inline-policy.ts';
import { type Grant, grantDocument, merged, POLICY_NAME, tooLong } from './grant.ts';
import { protectedRole, refusalOf } from './refusal.ts';
import { type Patient, type Proposal, wish } from './remedy.ts';

/** The guide's option 3 with one of its three documents: `BedrockMarketplaceAccess` on the function's role. */
export function roleGrant(grant: Grant, { root, facts }: Patient): Proposal {
  const named = known(roleName, facts);
  if (named === null) return { how: 'refused', why: 'The role of the function is not known; pass --role.' };
  // Also where the role may not be read its name tells whose it is.
  const shielded = protectedRole(known(role, facts) ?? { name: named.name, path: '/' });
  const why = shielded ?? (root === null ? null : refusalOf(root.cause, facts));
  if (why !== null) return { how: 'refused', why };
  let wanted: ReturnType<typeof grantDocument>;
  try {
    wanted = grantDocument(grant, known(model, facts)?.reference.given ?? GUIDE_MODEL);
  } catch (error) {
    if (error instanceof UsageError) return { how: 'refused', why: error.message };
    throw error;
  }
  const others = (known(rolePolicies, facts)?.inline ?? []).filter(({ name }) => name !== POLICY_NAME);
  return {
    how: 'automatic',
    wishes: [
      wish(roleInlinePolicy, { role: named.name, policy: POLICY_NAME }, (from) => {
        const to = merged(from, wanted);
        if (to === null) return from;
        if (
          tooLong(
            others.map(({ text }) => text),
            to,
          )
        ) {
          throw new UsageError(
            `The inline policies of ${named.name} would be longer than the 10,240 characters IAM allows; take one away first.`,
          );
        }
        return to;
      }),
    ],
    consent: grant === 'temporary' ? 'terms' : 'change',
  };
}
