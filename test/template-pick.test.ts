import { expect, test } from 'vitest';
import { parseTemplate } from '../src/template/parse.ts';
import { pickFunction } from '../src/template/pick-function.ts';
import { PLACE } from './template-corpus.ts';

const LONG = 'AVeryLongLogicalIdOfAFunctionThatWritesPoems';
const TEXT = `Resources:
  PoetryFunction:
    Type: AWS::Serverless::Function
  ProseFunction:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: !Sub '\${AWS::StackName}-prose'
  ${LONG}:
    Type: AWS::Lambda::Function
  Topic:
    Type: AWS::SNS::Topic
`;

const pick = (name: string, text = TEXT, stack: string | null = PLACE.stack): string | null => {
  const parsed = parseTemplate(text, 'template.yaml');
  if ('error' in parsed) throw new Error(parsed.error);
  return pickFunction(parsed.ok, { ...PLACE, stack }, name)?.logicalId ?? null;
};

test.each([
  ['PoetryFunction', 'PoetryFunction'],
  ['kiroween-PoetryFunction-cPVYJVkPTPco', 'PoetryFunction'],
  ['arn:aws:lambda:ap-northeast-2:123456789012:function:kiroween-PoetryFunction-cPVYJVkPTPco', 'PoetryFunction'],
  ['arn:aws:lambda:ap-northeast-2:123456789012:function:kiroween-prose:live', 'ProseFunction'],
  ['kiroween-prose', 'ProseFunction'],
  [`kiroween-${LONG.slice(0, 36)}-AbCdEfGhIjKl`, LONG],
  ['other-PoetryFunction-cPVYJVkPTPco', null],
  ['kiroween-Poetry-cPVYJVkPTPco', null],
  ['Topic', null],
])('%s is %s', (name, logicalId) => {
  expect(pick(name)).toBe(logicalId);
});

test('the only function of a template is no guess for another name', () => {
  const one = 'Resources:\n  Handler:\n    Type: AWS::Serverless::Function\n';
  expect(pick('PoetryFunction', one)).toBeNull();
  expect(pick('NoFunction')).toBeNull();
});

test('without a stack, what CloudFormation added is taken off', () => {
  expect(pick('other-PoetryFunction-cPVYJVkPTPco', TEXT, null)).toBe('PoetryFunction');
  expect(pick('other-Poetry-cPVYJVkPTPco', TEXT, null)).toBeNull();
});
