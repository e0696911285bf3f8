import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { isoDate } from '../src/bedrock/dates.ts';
import { classOf, newerFirst } from '../src/bedrock/model-class.ts';
import { looksLikeModel, type ModelReference, parseModel, sameModel } from '../src/bedrock/model-id.ts';
import { neededArns, type ProfileShape } from '../src/bedrock/needed-arns.ts';
import { partitionOf } from '../src/bedrock/partition.ts';
import { comparePrices, priceOf } from '../src/bedrock/prices.ts';
import { residencyOf } from '../src/bedrock/residency.ts';

const vectors = <T>(name: string): T =>
  JSON.parse(readFileSync(resolve(import.meta.dirname, `vectors/models/${name}.json`), 'utf8')) as T;

const { ids } = vectors<{ readonly ids: readonly (ModelReference & { readonly looksLikeModel: boolean })[] }>('ids');

test.each(ids.map((one) => [one.given, one] as const))('%s is read as what it is', (given, wanted) => {
  expect({ ...parseModel(given), looksLikeModel: looksLikeModel(given) }).toEqual(wanted);
});

const { same, needed } = vectors<{
  readonly same: readonly { readonly a: string; readonly b: string; readonly same: boolean }[];
  readonly needed: readonly {
    readonly name: string;
    readonly model: string;
    readonly region: string;
    readonly profile: ProfileShape | null;
    /** ARN and the `aws:RequestedRegion` its call carries. */
    readonly arns: readonly (readonly [string, string])[];
  }[];
}>('arns');

test.each(same)('$a and $b: the same model, $same', ({ a, b, same: wanted }) => {
  expect([sameModel(a, b), sameModel(b, a)]).toEqual([wanted, wanted]);
});

test.each(needed)('$name', ({ model, region, profile, arns }) => {
  const found = neededArns(parseModel(model), profile, region, '123456789012');
  expect(found.map(({ arn, context }) => [arn, context['aws:RequestedRegion']])).toEqual(arns);
  const through = found.filter(({ kind }) => kind === 'profile').map(({ arn }) => arn);
  for (const { kind, context } of found) {
    expect(context['bedrock:InferenceProfileArn']).toBe(kind === 'model' ? through[0] : undefined);
  }
});

test.each(vectors<{ readonly partitions: readonly (readonly [string, string])[] }>('partitions').partitions)(
  '%s is in %s',
  (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
  },
);

test('a date is read however an answer holds it', () => {
  const day = '2026-09-10T00:00:00.000Z';
  const forms: readonly unknown[] = [new Date(day), day, '2026-09-10', 1_788_998_400, '1788998400', 1_788_998_400_000];
  expect(forms.map(isoDate)).toEqual(forms.map(() => day));
  const none: readonly unknown[] = [null, undefined, '', 'soon', Number.NaN, new Date('never'), {}, [], true, 1e300];
  expect(none.map(isoDate)).toEqual(none.map(() => null));
});

test('newer models of a family come first', () => {
  const ordered = [
    'anthropic.claude-haiku-5-5',
    'anthropic.claude-haiku-4-5-20251001-v1:0',
    'anthropic.claude-3-5-haiku-20241022-v1:0',
    'anthropic.claude-3-haiku-20240307-v1:0',
  ];
  expect([...ordered].reverse().sort((a, b) => newerFirst(classOf(a), classOf(b)))).toEqual(ordered);
  expect(ordered.map((id) => classOf(id).tier)).toEqual(['haiku', 'haiku', 'haiku', 'haiku']);
  expect(classOf('amazon.nova-2-lite-v1:0')).toEqual({ tier: 'lite', version: [2], released: 0 });
  expect(classOf('meta.llama3-8b-instruct-v1:0')).toMatchObject({ tier: '8b', version: [3] });
});

test('prices are compared where both are known', () => {
  const [haiku, haiku45] = [
    priceOf('anthropic.claude-3-haiku-20240307-v1:0'),
    priceOf('anthropic.claude-haiku-4-5-20251001-v1:0'),
  ];
  expect(comparePrices(haiku, haiku45)).toBe('about 4 times the price');
  expect(comparePrices(haiku45, haiku)).toBe('about 25% of the price');
  expect(comparePrices(haiku, haiku)).toBe('about the same price');
  expect(comparePrices(haiku, priceOf('amazon.nova-of-tomorrow-v1:0'))).toBeNull();
});

test('where prompts go is said when they leave the Region', () => {
  const arn = (region: string): string => `arn:aws:bedrock:${region}::foundation-model/amazon.nova-lite-v1:0`;
  expect(residencyOf([arn('ap-northeast-2')], 'ap-northeast-2')).toEqual({ elsewhere: [], warning: null });
  expect(residencyOf([arn('ap-northeast-2'), arn('')], 'ap-northeast-2').warning).toMatch(/any Region of the world/);
  expect(residencyOf([arn('ap-northeast-1'), arn('ap-northeast-2')], 'ap-northeast-2').warning).toBe(
    'prompts may be processed in ap-northeast-1',
  );
  expect(residencyOf([arn('us-east-1')], 'ap-northeast-2').warning).toMatch(/another part of the world/);
});
