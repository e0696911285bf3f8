import { partitionOf } from '../../bedrock/partition.ts';
import { type Replacement, rankReplacements } from '../../bedrock/replacement.ts';
import { Unknowable } from '../../core/fact.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import type { PolicySet } from '../../iam/access.ts';
import { decide } from '../../iam/decide.ts';
import { policySet } from '../iam/by-policies.ts';
import { rolePolicies } from '../iam/role-policies.ts';
import { model } from '../run/model.ts';
import { moment } from '../run/moment.ts';
import { roleName } from '../run/role-name.ts';
import { caller } from '../sts/caller.ts';
import { alternatives } from './alternatives.ts';
import { baseIdOf } from './base-id.ts';
import { foundationModel } from './foundation-model.ts';
import { modelsHere } from './models-here.ts';
import { profile } from './profile.ts';
import { wantsAnother } from './wants-another.ts';

/** An id that can be called instead, and what the role's policies say of it. */
export interface ReplacementFact extends Omit<Replacement, 'needs'> {
  /** Every ARN the role must be allowed to invoke. */
  readonly arns: readonly string[];
  /** Those that its policies and boundary do not allow yet; null where they could not be read. */
  readonly notAllowed: readonly string[] | null;
}

/** The ARNs of a replacement that the policies do not allow. */
const notAllowed = ({ needs }: Replacement, principal: string, set: PolicySet): readonly string[] =>
  needs
    .filter(
      ({ arn: resource, context }) =>
        decide({ action: 'bedrock:InvokeModel', resource, principal, context }, set).decision !== 'allowed',
    )
    .map(({ arn }) => arn);

/** What this Region and account have instead of a model that is leaving, absent or not callable by its id, best first. Asks nobody. */
export const replacements = defineProbe({
  id: 'bedrock/replacements',
  title: 'what can be called instead',
  actions: [],
  scope: [],
  needs: {
    model,
    moment,
    foundationModel,
    profile,
    alternatives: maybe(alternatives),
    modelsHere: maybe(modelsHere),
    roleName: maybe(roleName),
    rolePolicies: maybe(rolePolicies),
    caller: maybe(caller),
  },
  read: async (facts, { aws }): Promise<readonly ReplacementFact[]> => {
    const { model: choice, moment: now, foundationModel: here, profile: routed } = facts;
    const why = wantsAnother(choice.reference, here, routed, now);
    if (why === null) return [];
    const { alternatives: profiles, modelsHere: models } = facts;
    if (!profiles.known && !models.known) throw new Unknowable(profiles.why);
    const role = facts.roleName.known ? facts.roleName.value : null;
    // Profiles stand in the caller's account; a policy may leave the account open as well.
    const account = (facts.caller.known ? facts.caller.value.account : null) ?? role?.arn?.split(':')[4] ?? '*';
    const principal = role?.arn ?? `arn:${partitionOf(aws.region)}:iam::${account}:role/${role?.name ?? 'role'}`;
    const { rolePolicies: policies } = facts;
    const set = policies.known && policies.value !== null ? policySet(policies.value) : null;
    return rankReplacements({
      model: choice.reference.given,
      base: baseIdOf(choice, routed),
      sameModelWillDo: why !== 'leaving',
      region: aws.region,
      account,
      now,
      models: models.known ? models.value : null,
      profiles: profiles.known ? profiles.value : [],
    }).map((one): ReplacementFact => {
      const { needs, ...rest } = one;
      return {
        ...rest,
        arns: needs.map(({ arn }) => arn),
        notAllowed: set === null ? null : [...notAllowed(one, principal, set)],
      };
    });
  },
});
