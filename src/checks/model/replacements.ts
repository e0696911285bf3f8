import { partitionOf } from '../../bedrock/partition.ts';
import { type Replacement, rankReplacements } from '../../bedrock/replacement.ts';
import type { Evidence } from '../../core/finding.ts';
import { type Known, maybe } from '../../core/probe.ts';
import { decide } from '../../iam/decide.ts';
import { alternatives } from '../../probes/bedrock/alternatives.ts';
import { baseIdOf } from '../../probes/bedrock/base-id.ts';
import { modelsHere } from '../../probes/bedrock/models-here.ts';
import { profile } from '../../probes/bedrock/profile.ts';
import { policySet } from '../../probes/iam/decisions.ts';
import { rolePolicies } from '../../probes/iam/role-policies.ts';
import { model } from '../../probes/run/model.ts';
import { moment } from '../../probes/run/moment.ts';
import { named } from '../../probes/run/named.ts';
import { roleName } from '../../probes/run/role-name.ts';
import { caller } from '../../probes/sts/caller.ts';

/** What a check reads to say which other ids this Region and account have. */
export const REPLACEMENT_NEEDS = {
  model,
  moment,
  named,
  profile: maybe(profile),
  alternatives: maybe(alternatives),
  modelsHere: maybe(modelsHere),
  roleName: maybe(roleName),
  rolePolicies: maybe(rolePolicies),
  caller: maybe(caller),
};
type Facts = Known<typeof REPLACEMENT_NEEDS>;

/** A replacement, and what the role's policies say of it. */
export interface Candidate extends Replacement {
  /** ARNs the role's own policies do not allow yet; null where they could not be read. */
  readonly notAllowed: readonly string[] | null;
}

/** The account in which profiles stand: the caller's, else that of the role's ARN. */
const accountOf = ({ caller: who, roleName: role }: Facts): string =>
  (who.known ? who.value.account : null) ?? (role.known ? role.value?.arn?.split(':')[4] : null) ?? '*';

/** The ARNs of a replacement that the role's policies and boundary do not allow. */
function notAllowed({ needs }: Replacement, facts: Facts): readonly string[] | null {
  const { rolePolicies: policies, roleName: role } = facts;
  if (!policies.known || policies.value === null) return null;
  const set = policySet(policies.value);
  const name = role.known ? role.value : null;
  const principal =
    name?.arn ?? `arn:${partitionOf(facts.named.region)}:iam::${accountOf(facts)}:role/${name?.name ?? 'role'}`;
  return needs
    .filter(
      ({ arn: resource, context }) =>
        decide({ action: 'bedrock:InvokeModel', resource, principal, context }, set).decision !== 'allowed',
    )
    .map(({ arn }) => arn);
}

/** What can be called instead, best first. Empty where nothing was listed. `sameModelWillDo`: see `ReplacementFacts`. */
export function candidates(facts: Facts, sameModelWillDo: boolean): readonly Candidate[] {
  const { model: choice, alternatives: profiles, modelsHere: models, named: given, moment: now } = facts;
  return rankReplacements({
    model: choice.reference.given,
    base: baseIdOf(choice, facts.profile.known ? facts.profile.value : null),
    sameModelWillDo,
    region: given.region,
    account: accountOf(facts),
    now,
    models: models.known ? models.value : null,
    profiles: profiles.known ? profiles.value : [],
  }).map((one) => ({ ...one, notAllowed: notAllowed(one, facts) }));
}

/** Those worth a sentence: the nearest, and the one that needs no subscription. */
const worthSaying = (list: readonly Candidate[]): readonly Candidate[] => {
  const free = list.find(({ needsSubscription }) => !needsSubscription);
  return [...new Set([...list.slice(0, 1), ...(free ? [free] : [])])];
};

function say({ id, base, name, price, residency, needsSubscription, notAllowed: missing }: Candidate): string {
  const traits = [
    ...(name === base ? [] : [name]),
    price ?? 'price not known',
    ...(needsSubscription ? [] : ['needs no subscription']),
    ...(residency === null ? [] : [residency]),
    ...(missing === null ? [] : [missing.length === 0 ? 'the role may invoke it' : 'the role may not invoke it yet']),
  ];
  return `${id} (${traits.join('; ')})`;
}

/** The words that follow 'use': null where nothing is known to be there. */
export const sayCandidates = (list: readonly Candidate[]): string | null =>
  list.length === 0 ? null : worthSaying(list).map(say).join(', or ');

/** All of them as evidence: what each needs of the role, one by one, and what of it is not allowed yet. */
export const candidateEvidence = (list: readonly Candidate[]): readonly Evidence[] =>
  list.map(({ id, needs, notAllowed: missing }, index) => ({
    kind: 'fact',
    probe: 'bedrock/alternatives',
    pointer: `/${index}`,
    value: `${id} needs bedrock:InvokeModel on ${needs.map(({ arn }) => arn).join(', ')}${
      missing === null || missing.length === 0 ? '' : `; not allowed yet: ${missing.join(', ')}`
    }`,
  }));
