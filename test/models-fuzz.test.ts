import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askAws } from '../src/aws/answer.ts';
import { isoDate } from '../src/bedrock/dates.ts';
import { looksLikeModel, parseModel, sameModel } from '../src/bedrock/model-id.ts';
import { neededArns } from '../src/bedrock/needed-arns.ts';
import { CHECKS } from '../src/checks/index.ts';
import type { Aws } from '../src/core/aws.ts';
import type { Target } from '../src/core/target.ts';
import { diagnoseFacts, gatherFor } from '../src/engine/diagnose/diagnosis.ts';
import { runs } from './seed.ts';

/** Ids, ARNs and the like, and what is none of them. */
const ARN = 'arn:aws:bedrock:ap-northeast-2:123456789012';
const IDS = [
  'anthropic.claude-3-haiku-20240307-v1:0',
  'anthropic.claude-fable-5',
  'amazon.nova-lite-v1:0',
  'global.anthropic.claude-haiku-4-5-20251001-v1:0',
  'apac.amazon.nova-lite-v1:0',
  `${ARN}:inference-profile/apac.amazon.nova-lite-v1:0`,
  `${ARN}:application-inference-profile/a1b2c3`,
  `${ARN}:provisioned-model/a1b2c3`,
  'arn:aws:bedrock:::foundation-model/anthropic.claude-3-haiku-20240307-v1:0',
  'arn:aws:bedrock:::',
  '...',
  '',
];
const id = fc.oneof(fc.constantFrom(...IDS), fc.string());

/** A member that AWS may leave out, send as null, or send as something that is not known yet. */
const maybe = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: value }, fc.constantFrom(null, undefined));
const word = maybe(
  fc.oneof(
    fc.constantFrom(
      'ACTIVE',
      'LEGACY',
      'AVAILABLE',
      'NOT_AVAILABLE',
      'PENDING',
      'ERROR',
      'AUTHORIZED',
      'NOT_AUTHORIZED',
    ),
    fc.string(),
  ),
);
const date = maybe(
  fc.oneof(
    fc.date({ noInvalidDate: false }),
    fc.constantFrom(
      '2026-09-10T00:00:00Z',
      '2027-01-08',
      '1789000000',
      1_789_000_000,
      1_789_000_000_000,
      'soon',
      Number.NaN,
    ),
  ),
);
const members = <T extends object>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(shape, { requiredKeys: [] });
const lifecycle = maybe(
  members({
    status: word,
    startOfLifeTime: date,
    legacyTime: date,
    publicExtendedAccessTime: date,
    endOfLifeTime: date,
  }),
);
const few = { maxLength: 4 };
const model = members({
  modelId: maybe(id),
  modelName: maybe(fc.string()),
  providerName: maybe(fc.string()),
  responseStreamingSupported: maybe(fc.boolean()),
  inferenceTypesSupported: maybe(
    fc.array(fc.constantFrom('ON_DEMAND', 'PROVISIONED', 'INFERENCE_PROFILE', 'FLEX'), few),
  ),
  modelLifecycle: lifecycle,
});
const routed = maybe(fc.array(members({ modelArn: maybe(id) }), few));
const profile = members({
  inferenceProfileId: maybe(id),
  inferenceProfileArn: maybe(id),
  type: word,
  status: word,
  models: routed,
});

/** What each operation may answer. What is not here answers nothing at all. */
const answers = fc.record({
  GetFoundationModel: members({ modelDetails: maybe(model) }),
  ListFoundationModels: members({ modelSummaries: maybe(fc.array(model, few)) }),
  GetInferenceProfile: profile,
  ListInferenceProfiles: members({
    inferenceProfileSummaries: maybe(fc.array(profile, few)),
    nextToken: maybe(fc.string()),
  }),
  GetFoundationModelAvailability: members({
    agreementAvailability: maybe(members({ status: word, errorMessage: maybe(fc.string()) })),
    authorizationStatus: word,
    entitlementAvailability: word,
    regionAvailability: word,
  }),
  GetUseCaseForModelAccess: members({ formData: maybe(fc.uint8Array(few)) }),
  GetAccountDataRetention: members({ mode: word }),
  ListServiceQuotas: members({
    Quotas: maybe(
      fc.array(
        members({
          QuotaCode: maybe(fc.string()),
          QuotaName: maybe(
            fc.oneof(
              fc.constantFrom('Cross-Model Max Tokens Per Day', 'On-demand tokens per minute for Amazon Nova Lite'),
              fc.string(),
            ),
          ),
          // JSON writes negative zero as zero.
          Value: maybe(fc.double().map((value) => value + 0)),
          Adjustable: maybe(fc.boolean()),
        }),
        few,
      ),
    ),
    NextToken: maybe(fc.string()),
  }),
  GetCallerIdentity: fc.constant({ Arn: 'arn:aws:iam::123456789012:user/operator', Account: '123456789012' }),
});

const given = (value: string) => ({ value, source: { from: 'flag', name: '--x' } as const });
const target = (chosen: string): Target => ({
  profile: null,
  region: given('ap-northeast-2'),
  endpointUrl: null,
  stack: given('kiroween'),
  function: given('PoetryFunction'),
  role: given('poetry'),
  model: given(chosen),
  logGroup: given('/aws/lambda/poetry'),
  apiUrl: null,
  sinceMs: 3_600_000,
});

const NOW = Date.parse('2026-11-22T12:00:00Z');

test('no answer, however incomplete or new, breaks a probe or a check', async () => {
  await fc.assert(
    fc.asyncProperty(id, answers, async (chosen, all) => {
      const answer = (name: string): unknown => (all as { readonly [name: string]: unknown })[name] ?? {};
      const ask = ((operation: { readonly name: string }) => Promise.resolve(answer(operation.name))) as Aws['ask'];
      const aws: Aws = { region: 'ap-northeast-2', inRegion: () => aws, ask, send: ask, calls: () => 0 };
      const meant = target(chosen);
      const facts = await gatherFor(CHECKS, askAws(meant, aws, NOW));
      const broken = [...facts]
        .filter(([, fact]) => !fact.known && fact.why.kind === 'bug')
        .map(([{ id: probe }, fact]) => [probe, fact]);
      expect(broken).toEqual([]);
      const { results } = diagnoseFacts(meant, facts, CHECKS, 'error');
      expect(results.filter(({ outcome }) => outcome.status === 'unknown' && outcome.why.kind === 'bug')).toEqual([]);
      // What was read can be written to a file and judged again from it.
      const written = new Map(
        [...facts].map(([probe, fact]) => [probe, JSON.parse(JSON.stringify(fact)) as typeof fact] as const),
      );
      expect(diagnoseFacts(meant, written, CHECKS, 'error').results).toEqual(results);
    }),
    { numRuns: runs(300) },
  );
});

test('any text can be read as a model, a date and what a call needs', () => {
  fc.assert(
    fc.property(id, id, fc.anything(), (one, other, anything) => {
      const reference = parseModel(one);
      expect(reference.given).toBe(one);
      expect(sameModel(one, one)).toBe(true);
      expect(sameModel(one, other)).toBe(sameModel(other, one));
      expect(typeof looksLikeModel(one)).toBe('boolean');
      expect(neededArns(reference, null, 'ap-northeast-2', '123456789012').length).toBeGreaterThan(0);
      const day = isoDate(anything);
      expect(day === null || new Date(day).toISOString() === day).toBe(true);
    }),
    { numRuns: runs(2_000) },
  );
});
