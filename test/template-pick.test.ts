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

const pick = (name: string, orOnly = false, text = TEXT): string | null => {
  const parsed = parseTemplate(text, 'template.yaml');
  if ('error' in parsed) throw new Error(parsed.error);
  return pickFunction(parsed.ok, PLACE, name, orOnly)?.logicalId ?? null;
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

test('the only function stands for any name, where nobody named one', () => {
  const one = 'Resources:\n  Handler:\n    Type: AWS::Serverless::Function\n';
  expect(pick('PoetryFunction', true, one)).toBe('Handler');
  expect(pick('PoetryFunction', false, one)).toBeNull();
  expect(pick('NoFunction', true)).toBeNull();
});
