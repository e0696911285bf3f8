import { expect, test } from 'vitest';
import type { Json } from '../src/core/json.ts';
import { samePolicy, sameStatement } from '../src/iam/meaning.ts';

/*
 * What may be written in two ways, and what means something else. An undo, and "is it there already", hang on it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
const BASE = { Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: ['a', 'b'] } as const;
const WITH_KEY = { ...BASE, Condition: { StringEquals: { 'aws:ViaAWSService': ['false', 'true'] } } } as const;

test.each([
  ['the order of keys', BASE, { Resource: ['a', 'b'], Action: 'bedrock:InvokeModel', Effect: 'Allow' }],
  ['one text for a list of one', BASE, { ...BASE, Action: ['bedrock:InvokeModel'] }],
  ['the order of a list, and what stands in it twice', BASE, { ...BASE, Resource: ['b', 'a', 'b'] }],
  [
    'the values of a condition',
    WITH_KEY,
    { ...BASE, Condition: { StringEquals: { 'aws:ViaAWSService': ['true', 'false'] } } },
  ],
  ['a principal', { ...BASE, Principal: { AWS: 'x' } }, { ...BASE, Principal: { AWS: ['x'] } }],
  ['everybody', { ...BASE, Principal: '*' }, { ...BASE, Principal: ['*'] }],
  ['what is no statement', 'x', 'x'],
] as const)('does not count: %s', (_what, a, b) => {
  expect(sameStatement(a as Json, b as Json)).toBe(true);
  expect(samePolicy(JSON.stringify({ Statement: a }), JSON.stringify({ Statement: [b] }, null, 2))).toBe(true);
});

test.each([
  ['the effect', BASE, { ...BASE, Effect: 'Deny' }],
  ['one ARN less', BASE, { ...BASE, Resource: 'a' }],
  ['NotResource', BASE, { Effect: 'Allow', Action: 'bedrock:InvokeModel', NotResource: ['a', 'b'] }],
  ['a condition', BASE, WITH_KEY],
  ['the operator', WITH_KEY, { ...BASE, Condition: { StringLike: { 'aws:ViaAWSService': ['false', 'true'] } } }],
  [
    'the key of a condition',
    WITH_KEY,
    { ...BASE, Condition: { StringEquals: { 'aws:SourceVpc': ['false', 'true'] } } },
  ],
  ['one value less', WITH_KEY, { ...BASE, Condition: { StringEquals: { 'aws:ViaAWSService': 'true' } } }],
  ['the kind of principal', { ...BASE, Principal: { AWS: 'x' } }, { ...BASE, Principal: { Service: 'x' } }],
  ['everybody and the principals of one kind', { ...BASE, Principal: '*' }, { ...BASE, Principal: { AWS: '*' } }],
  ['null', BASE, null],
  ['the case of a Sid', { ...BASE, Sid: 'A' }, { ...BASE, Sid: 'a' }],
  ['the order of what is no set', { ...BASE, Sid: ['a', 'b'] }, { ...BASE, Sid: ['b', 'a'] }],
] as const)('counts: %s', (_what, a, b) => {
  expect(sameStatement(a as Json, b as Json)).toBe(false);
  expect(samePolicy(JSON.stringify({ Statement: a }), JSON.stringify({ Statement: b }))).toBe(false);
});

test('documents: their version and the order of statements count, absence is only absence, no JSON is its text', () => {
  const text = (more: object): string =>
    JSON.stringify({ Version: '2012-10-17', Statement: [BASE, WITH_KEY], ...more });
  expect(samePolicy(text({}), text({}))).toBe(true);
  expect(samePolicy(text({}), text({ Version: '2008-10-17' }))).toBe(false);
  expect(samePolicy(text({}), text({ Statement: [WITH_KEY, BASE] }))).toBe(false);
  expect(samePolicy(text({}), text({ Statement: undefined }))).toBe(false);
  expect(samePolicy('{}', '{"Statement":[]}')).toBe(true);
  expect(samePolicy(null, null)).toBe(true);
  expect(samePolicy(null, text({}))).toBe(false);
  expect(samePolicy(text({}), null)).toBe(false);
  expect(samePolicy('{', '{')).toBe(true);
  expect(samePolicy('{', '{ ')).toBe(false);
  expect(samePolicy('[1, 2]', '[1,2]')).toBe(true);
  expect(samePolicy('[1]', '{"0":1}')).toBe(false);
  expect(samePolicy('null', '{}')).toBe(false);
});
