import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { countsFor, isQuotaOf, type QuotaName, readQuotaName } from '../src/bedrock/quota-name.ts';
import {
  type ListedModel,
  type ListedProfile,
  type ReplacementFacts,
  rankReplacements,
} from '../src/bedrock/replacement.ts';

const REGION = 'ap-northeast-2';
const HAIKU = 'anthropic.claude-3-haiku-20240307-v1:0';
const HAIKU_45 = 'anthropic.claude-haiku-4-5-20251001-v1:0';
const SONNET_46 = 'anthropic.claude-sonnet-4-6';
const NOVA = 'amazon.nova-lite-v1:0';

const listed = (id: string, more: Partial<ListedModel> = {}): ListedModel => ({
  id,
  name: id,
  inferenceTypes: ['ON_DEMAND'],
  lifecycle: 'ACTIVE',
  endOfLifeAt: null,
  ...more,
});
const arn = (region: string, id: string): string => `arn:aws:bedrock:${region}::foundation-model/${id}`;
const through = (prefix: string, id: string, ...regions: readonly string[]): ListedProfile => ({
  id: `${prefix}.${id}`,
  modelArns: regions.map((region) => arn(region, id)),
});

const BY_PROFILE = { inferenceTypes: ['INFERENCE_PROFILE'] };
const SEOUL: ReplacementFacts = {
  model: HAIKU,
  base: HAIKU,
  sameModelWillDo: false,
  region: REGION,
  account: '123456789012',
  now: Date.parse('2026-11-22T12:00:00Z'),
  models: [listed(HAIKU), listed(HAIKU_45, BY_PROFILE), listed(SONNET_46, BY_PROFILE), listed(NOVA)],
  profiles: [
    through('apac', NOVA, 'ap-northeast-1', REGION),
    through('global', HAIKU_45, REGION, ''),
    through('global', SONNET_46, REGION, ''),
  ],
};
const ids = (more: Partial<ReplacementFacts>): readonly string[] =>
  rankReplacements({ ...SEOUL, ...more }).map(({ id }) => id);

test('of a dead Haiku: the newest Haiku, another of the provider, and one without a subscription', () => {
  expect(rankReplacements(SEOUL).map(({ id, reason }) => [id, reason])).toEqual([
    [`global.${HAIKU_45}`, 'same-class'],
    [`global.${SONNET_46}`, 'same-provider'],
    [NOVA, 'no-subscription'],
  ]);
  const newer = 'anthropic.claude-haiku-5-5';
  expect(
    ids({
      models: [...(SEOUL.models ?? []), listed(newer, BY_PROFILE)],
      profiles: [...SEOUL.profiles, through('global', newer, '')],
    })[0],
  ).toBe(`global.${newer}`);
});

test('what is legacy or dead here is no replacement, neither by its id nor through a profile', () => {
  const without = (life: Partial<ListedModel>): readonly string[] =>
    ids({ models: [listed(HAIKU_45, { ...BY_PROFILE, ...life }), listed(SONNET_46, BY_PROFILE), listed(NOVA)] });
  expect(without({ lifecycle: 'LEGACY' })).toEqual([`global.${SONNET_46}`, NOVA]);
  expect(without({ endOfLifeAt: '2026-11-22T12:00:00.000Z' })).toEqual([`global.${SONNET_46}`, NOVA]);
  expect(without({ lifecycle: 'RETIRING' })).toEqual([`global.${SONNET_46}`, NOVA]);
  expect(without({ endOfLifeAt: '2027-11-22T12:00:00.000Z' })[0]).toBe(`global.${HAIKU_45}`);
});

test('the same model by another id comes first where it lives, the nearest of several', () => {
  const profiles = [...SEOUL.profiles, through('apac', HAIKU_45, 'ap-northeast-1', REGION)];
  expect(ids({ model: HAIKU_45, base: HAIKU_45, sameModelWillDo: true, profiles })[0]).toBe(`apac.${HAIKU_45}`);
  expect(ids({ model: `us.${HAIKU_45}`, base: HAIKU_45, sameModelWillDo: true })[0]).toBe(`global.${HAIKU_45}`);
  expect(ids({ model: HAIKU_45, base: HAIKU_45, sameModelWillDo: false })).not.toContain(`global.${HAIKU_45}`);
});

test('only what was listed is offered, and nothing that writes no text', () => {
  expect(ids({ models: [], profiles: [] })).toEqual([]);
  expect(
    ids({ models: [listed('amazon.titan-embed-text-v2:0'), listed('amazon.nova-canvas-v1:0')], profiles: [] }),
  ).toEqual([]);
  // The models may not be listed: profiles alone still tell.
  expect(ids({ models: null })).toEqual([`global.${HAIKU_45}`, `global.${SONNET_46}`, `apac.${NOVA}`]);
  expect(ids({ models: [listed(HAIKU)], profiles: [] })).toEqual([]);
});

test('each says what the role needs, what it costs, and where prompts go', () => {
  const [haiku, , nova] = rankReplacements(SEOUL);
  expect(haiku).toMatchObject({ needsSubscription: true, price: 'about 4 times the price' });
  expect(haiku?.residency).toMatch(/any Region of the world/);
  expect(haiku?.needs.map(({ arn: needed }) => needed)).toEqual([
    `arn:aws:bedrock:${REGION}:123456789012:inference-profile/global.${HAIKU_45}`,
    arn(REGION, HAIKU_45),
    arn('', HAIKU_45),
  ]);
  expect(nova).toMatchObject({ needsSubscription: false, residency: null, price: 'about 20% of the price' });
  expect(nova?.needs.map(({ arn: needed }) => needed)).toEqual([arn(REGION, NOVA)]);
});

const vectors = JSON.parse(readFileSync(resolve(import.meta.dirname, 'vectors/models/quotas.json'), 'utf8')) as {
  readonly names: readonly (readonly [string, QuotaName | null])[];
  readonly own: readonly (readonly [string, string, boolean])[];
};

test.each(vectors.names)('the quota "%s" is read', (name, wanted) => {
  expect(readQuotaName(name)).toEqual(wanted);
});

test.each(vectors.own)('a quota for %s is one of %s: %s', (model, base, wanted) => {
  expect(isQuotaOf(model, base)).toBe(wanted);
});

test('calls count against the quotas of the way they take', () => {
  const scopes = ['on-demand', 'cross-region', 'global', 'regional'] as const;
  const counted = (prefix: string | null): readonly string[] =>
    scopes.filter((scope) => countsFor({ unit: 'tokens', per: 'day', scope, model: 'x' }, prefix));
  expect(counted(null)).toEqual(['on-demand', 'regional']);
  expect(counted('apac')).toEqual(['cross-region', 'regional']);
  expect(counted('global')).toEqual(['global']);
});

test('the permissions of a replacement are asked of the role one by one', () => {
  const { facts } = JSON.parse(readFileSync(resolve(import.meta.dirname, 'facts/model-legacy.json'), 'utf8')) as {
    readonly facts: {
      readonly [probe: string]: {
        readonly value: readonly { readonly id: string; readonly notAllowed: readonly string[] }[];
      };
    };
  };
  const found = facts['bedrock/replacements']?.value ?? [];
  // The guide's policy allows anthropic.claude-* in Seoul: of a global profile's three ARNs the one in the middle.
  expect(found.find(({ id }) => id === `global.${HAIKU_45}`)?.notAllowed).toEqual([
    `arn:aws:bedrock:${REGION}:123456789012:inference-profile/global.${HAIKU_45}`,
    arn('', HAIKU_45),
  ]);
  expect(found.find(({ id }) => id === NOVA)?.notAllowed).toEqual([arn(REGION, NOVA)]);
});
