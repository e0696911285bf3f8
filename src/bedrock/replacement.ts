import { classOf, type ModelClass, newerFirst } from './model-class.ts';
import { parseModel, sameModel } from './model-id.ts';
import { neededArns } from './needed-arns.ts';
import { comparePrices, priceOf } from './prices.ts';
import { needsSubscription } from './products.ts';
import { residencyOf } from './residency.ts';

/** A model as ListFoundationModels gives it in the Region. */
export interface ListedModel {
  readonly id: string;
  readonly name: string;
  readonly inferenceTypes: readonly string[];
  /** 'ACTIVE', 'LEGACY', or a word AWS adds. */
  readonly lifecycle: string;
  /** ISO 8601, or null. */
  readonly endOfLifeAt: string | null;
}

/** A profile as ListInferenceProfiles gives it in the Region. */
export interface ListedProfile {
  readonly id: string;
  readonly modelArns: readonly string[];
}

/** What this Region and account have, and what is to be replaced. */
export interface ReplacementFacts {
  /** Id or ARN of the model to be replaced. */
  readonly model: string;
  /** Its base model, where the id does not hold it. */
  readonly base: string | null;
  /** Whether the same base model under another id would do: it lives, but not by this id. */
  readonly sameModelWillDo: boolean;
  readonly region: string;
  readonly account: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Null when they could not be listed: then nothing is known of a profile's model, and it counts as alive. */
  readonly models: readonly ListedModel[] | null;
  readonly profiles: readonly ListedProfile[];
}

/** One id that can be called instead. */
export interface Replacement {
  /** What to write as the model's id. */
  readonly id: string;
  readonly base: string;
  readonly name: string;
  /** Why it is here: the same model by another id, the same class of the same provider, the same provider, or no subscription. */
  readonly reason: 'same-model' | 'same-class' | 'same-provider' | 'no-subscription';
  /** Whether the account must subscribe to it on the Marketplace. */
  readonly needsSubscription: boolean;
  /** Every ARN the role must be allowed to invoke, with the context of the call. */
  readonly needs: ReturnType<typeof neededArns>;
  /** 'about 4 times the price'; null when a price is not known. */
  readonly price: string | null;
  /** Where prompts may go, or null when they stay in the Region. */
  readonly residency: string | null;
}

/** What a model makes. Only one of the same use can stand in for another. */
export type Use = 'chat' | 'embeddings' | 'rerank' | 'image' | 'video' | 'speech' | 'other';

/** What the words of an id tell of its use: https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html */
const USES: readonly (readonly [RegExp, Use])[] = [
  [/embed|marengo/, 'embeddings'],
  [/rerank/, 'rerank'],
  [/canvas|image|stable-|sd3/, 'image'],
  [/reel|luma\.ray|:ray|\bray-/, 'video'],
  [/sonic|transcribe|speech/, 'speech'],
  [/guard|pegasus/, 'other'],
];

/** What a model of this base id is for; every other writes text. */
const useOf = (base: string): Use => USES.find(([words]) => words.test(base))?.[1] ?? 'chat';

/** Nearness of the data: in the Region, in the geography, anywhere. */
const spread = (prefix: string | null): number => (prefix === null ? 0 : prefix === 'global' ? 2 : 1);

const isNova = ({ base }: Candidate): number => Number(base.startsWith('amazon.nova'));
const byNearness = (a: Candidate, b: Candidate): number => isNova(b) - isNova(a) || spread(a.prefix) - spread(b.prefix);

const REASONS = ['same-model', 'same-class', 'same-provider', 'no-subscription'] as const;

interface Candidate {
  readonly id: string;
  readonly base: string;
  readonly prefix: string | null;
  readonly profile: ListedProfile | null;
  readonly class: ModelClass;
}

/** Every id that can be called here: models on demand by their own id, and profiles. */
function candidatesOf({ models, profiles, now }: ReplacementFacts, use: Use): readonly Candidate[] {
  const listed = (base: string): ListedModel | undefined => models?.find(({ id }) => sameModel(id, base));
  const lives = (base: string): boolean => {
    if (models === null) return true;
    const model = listed(base);
    // A global profile may stand for a model that the Region itself does not list.
    if (!model) return true;
    const end = model.endOfLifeAt === null ? Number.NaN : Date.parse(model.endOfLifeAt);
    return model.lifecycle === 'ACTIVE' && !(end <= now);
  };
  const direct = (models ?? [])
    .filter(({ inferenceTypes }) => inferenceTypes.includes('ON_DEMAND'))
    .map(({ id }): Candidate => ({ id, base: id, prefix: null, profile: null, class: classOf(id) }));
  const routed = profiles.flatMap((profile): readonly Candidate[] => {
    const { base, prefix } = parseModel(profile.id);
    const behind = base ?? parseModel(profile.modelArns[0] ?? '').base;
    return behind === null || behind === ''
      ? []
      : [{ id: profile.id, base: behind, prefix, profile, class: classOf(behind) }];
  });
  return [...direct, ...routed].filter(({ base }) => lives(base) && useOf(base) === use);
}

/**
 * What can be called instead of a dead, locked or absent model, best first: the same model by an id that works, the
 * newest of its class, another of its provider, and one that needs no Marketplace subscription. At most one of each;
 * of several ids of one model the one that keeps prompts nearest. Only what was listed is offered, never a table.
 */
export function rankReplacements(facts: ReplacementFacts): readonly Replacement[] {
  const given = parseModel(facts.model);
  const base = given.base ?? facts.base;
  const wanted = base === null ? null : classOf(base);
  const provider = base === null ? given.provider : parseModel(base).provider;
  const reasonOf = (candidate: Candidate): Replacement['reason'] | null => {
    const other = parseModel(candidate.base).provider;
    if (base !== null && sameModel(candidate.base, base)) return facts.sameModelWillDo ? 'same-model' : null;
    if (provider !== null && other === provider) {
      return wanted !== null && wanted.tier === candidate.class.tier ? 'same-class' : 'same-provider';
    }
    return needsSubscription(other) ? null : 'no-subscription';
  };
  const ranked = candidatesOf(facts, useOf(base ?? ''))
    .filter(({ id }) => id !== facts.model)
    .flatMap((candidate) => {
      const reason = reasonOf(candidate);
      return reason === null ? [] : [{ candidate, reason }];
    })
    .sort(
      (a, b) =>
        REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason) ||
        // The stopgap that needs no subscription: Amazon's newer family, and rather in the Region than the newest.
        (a.reason === 'no-subscription' ? byNearness(a.candidate, b.candidate) : 0) ||
        Number(b.candidate.class.tier === wanted?.tier) - Number(a.candidate.class.tier === wanted?.tier) ||
        newerFirst(a.candidate.class, b.candidate.class) ||
        spread(a.candidate.prefix) - spread(b.candidate.prefix) ||
        (a.candidate.id < b.candidate.id ? -1 : 1),
    );
  return REASONS.flatMap((reason) => ranked.filter((one) => one.reason === reason).slice(0, 1)).map(
    ({ candidate, reason }) => replacement(candidate, reason, base, facts),
  );
}

function replacement(
  { id, base, profile }: Candidate,
  reason: Replacement['reason'],
  from: string | null,
  { region, account, models }: ReplacementFacts,
): Replacement {
  const reference = parseModel(id);
  // The profile's ARN follows from its id; its destinations do not.
  const needs = neededArns(reference, null, region, account);
  const profileArn = needs.find(({ kind }) => kind === 'profile')?.arn;
  const shape = profile === null || profileArn === undefined ? null : { arn: profileArn, modelArns: profile.modelArns };
  return {
    id,
    base,
    name: models?.find((model) => sameModel(model.id, base))?.name ?? base,
    reason,
    needsSubscription: needsSubscription(parseModel(base).provider),
    needs: shape === null ? needs : neededArns(reference, shape, region, account),
    price: comparePrices(from === null ? null : priceOf(from), priceOf(base)),
    residency: profile === null ? null : residencyOf(profile.modelArns, region).warning,
  };
}
