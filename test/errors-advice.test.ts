import { expect, test } from 'vitest';
import { sayBasis } from '../src/causes/said.ts';
import { adviceOf } from '../src/errors/advice.ts';
import { recognize } from '../src/errors/recognize.ts';

const ROLE = 'arn:aws:sts::123456789012:assumed-role/app/s';
const denial = (action: string, resource: string, context: string, who = ROLE): string =>
  `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${context}`;
const none = (action: string): string => `because no identity-based policy allows the ${action} action`;
const MODEL = 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-haiku-5-5';
const GLOBAL = 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/global.anthropic.claude-haiku-5-5';

test.each([
  [
    'a key whose user may not use keys',
    denial('bedrock:CallWithBearerToken', '*', none('bedrock:CallWithBearerToken')),
    /a new key does not help/,
    true,
  ],
  [
    'an IAM user',
    denial('bedrock:InvokeModel', MODEL, none('bedrock:InvokeModel'), 'arn:aws:iam::123456789012:user/dev'),
    /allow that user, or a group that it is in/,
    true,
  ],
  [
    'an SCP against keys',
    denial('bedrock:CallWithBearerToken', '*', 'with an explicit deny in a service control policy'),
    /unset AWS_BEARER_TOKEN_BEDROCK/,
    false,
  ],
  [
    'Mantle',
    denial(
      'bedrock-mantle:CreateInference',
      'arn:aws:bedrock-mantle:us-east-1:123456789012:project/default',
      none('bedrock-mantle:CreateInference'),
    ),
    /bedrock:InvokeModel does not cover it/,
    false,
  ],
  [
    'a global profile and an SCP',
    denial('bedrock:InvokeModel', GLOBAL, 'with an explicit deny in a service control policy'),
    /geographic profile/,
    false,
  ],
  [
    'a global profile and a Deny',
    denial('bedrock:InvokeModel', GLOBAL, 'with an explicit deny in an identity-based policy'),
    /geographic profile/,
    true,
  ],
  [
    'a Deny that may be about a guardrail',
    denial('bedrock:InvokeModel', MODEL, 'with an explicit deny in an identity-based policy'),
    /leave the Deny alone/,
    false,
  ],
  [
    'a node of a cluster',
    denial(
      'bedrock:InvokeModel',
      MODEL,
      none('bedrock:InvokeModel'),
      'arn:aws:sts::123456789012:assumed-role/eks-node/i-0abc1234',
    ),
    /Pod Identity or IRSA/,
    false,
  ],
  [
    'a service role',
    'Access denied when calling Bedrock. Check your request permissions and retry the request.',
    /belongs to that role/,
    false,
  ],
] as const)('%s: what helps, and what does not', (_name, text, words, instead) => {
  const found = recognize(text);
  if (found === null) throw new Error('not recognised');
  const advice = adviceOf(found);
  expect(advice.sentences.join(' ')).toMatch(words);
  expect(advice.instead).toBe(instead);
});

test('an error without anything particular has no advice of its own', () => {
  const found = recognize('ThrottlingException: Too many requests, please wait before trying again.');
  expect(found && adviceOf(found)).toEqual({ sentences: [], instead: false });
});

test.each([
  ['Unable to locate credentials', 'the client said so'],
  ['botocore.exceptions.NoRegionError: You must specify a region.', 'the client said so'],
  ['getaddrinfo ENOTFOUND bedrock-runtime.us-east-1.amazonaws.com', 'the client said so'],
  ['The provided model identifier is invalid.', 'AWS said so'],
])('%s: %s', (text, said) => {
  const found = recognize(text);
  expect(found && sayBasis({ basis: 'observed', cause: found.cause })).toBe(said);
});
