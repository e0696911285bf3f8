import { expect, test } from 'vitest';
import { namedModels } from '../src/template/named-models.ts';
import { parameterOverrides } from '../src/template/parameter-overrides.ts';
import { parseTemplate } from '../src/template/parse.ts';
import { PLACE } from './template-corpus.ts';

const named = (text: string, path = 'template.yaml', given?: ReadonlyMap<string, string>) => {
  const parsed = parseTemplate(text, path);
  if ('error' in parsed) throw new Error(parsed.error);
  return namedModels(parsed.ok, { ...PLACE, account: null }, given);
};
const idsOf = (text: string, path?: string, given?: ReadonlyMap<string, string>): readonly string[] =>
  named(text, path, given).map(({ id }) => id);

// The template's own variables stand in the text, not ours.
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: they are CloudFormation's
const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Description: Poems. It used anthropic.claude-v2 before.
Metadata:
  Example: cohere.command-r-v1:0
Parameters:
  Prefix: { Type: String, Default: apac, Description: us.anthropic.claude-3-haiku-20240307-v1:0 in America }
  Model:
    Type: String
    Default: anthropic.claude-3-haiku-20240307-v1:0
    AllowedValues: [anthropic.claude-3-haiku-20240307-v1:0, meta.llama3-8b-instruct-v1:0]
Mappings:
  Stages:
    dev: { Id: apac.amazon.nova-pro-v1:0 }
    prod: { Id: 'arn:aws:bedrock:ap-northeast-2:123456789012:application-inference-profile/p0e7ryk1w3a9' }
  Regions:
    us-east-1: { Id: us.amazon.nova-lite-v1:0 }
    ap-northeast-2: { Id: apac.amazon.nova-lite-v1:0 }
Conditions:
  IsOld: !Equals [!Ref Model, anthropic.claude-instant-v1]
Globals:
  Function:
    Environment:
      Variables: { SHARED: global.anthropic.claude-sonnet-4-6 }
Resources:
  PoetryFunction:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: |
        // old: none
        const model = 'amazon.titan-text-express-v1';
        const host = "openai.com", chart = "meta.helm-release";
      Environment:
        Variables:
          A: !Ref Model # anthropic.claude-comment-v1:0
          B: !Sub '\${Prefix}.anthropic.claude-3-sonnet-20240229-v1:0'
          C: !Join ['', [!Ref Prefix, .amazon.nova-micro-v1:0]]
          D: !If [IsOld, mistral.mistral-7b-instruct-v0:2, "qwen.qwen3-32b-v1:0"]
          E: !Sub 'arn:\${AWS::Partition}:bedrock:\${AWS::Region}:\${AWS::AccountId}:inference-profile/apac.anthropic.claude-3-5-sonnet-20241022-v2:0'
          F: !Sub 'arn:\${AWS::Partition}:bedrock:\${AWS::Region}:\${AWS::AccountId}:application-inference-profile/p0e7'
          G: !Join ['', [!ImportValue Prefix, .amazon.nova-premier-v1:0]]
      Policies:
        - Statement:
            Effect: Allow
            Action: bedrock:InvokeModel
            Resource: !Join ['', ['arn:aws:bedrock:*::foundation-model/', anthropic.claude-policy-v1:0]]
Outputs:
  Model: { Value: anthropic.claude-output-v1:0 }
`;
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: they are CloudFormation's

const EXPECTED: readonly (readonly [id: string, line: number])[] = [
  ['anthropic.claude-3-haiku-20240307-v1:0', 9],
  ['apac.amazon.nova-pro-v1:0', 13],
  ['arn:aws:bedrock:ap-northeast-2:123456789012:application-inference-profile/p0e7ryk1w3a9', 14],
  ['apac.amazon.nova-lite-v1:0', 17],
  ['global.anthropic.claude-sonnet-4-6', 23],
  ['amazon.titan-text-express-v1', 30],
  ['apac.anthropic.claude-3-sonnet-20240229-v1:0', 35],
  ['apac.amazon.nova-micro-v1:0', 36],
  ['mistral.mistral-7b-instruct-v0:2', 37],
  ['qwen.qwen3-32b-v1:0', 37],
  ['apac.anthropic.claude-3-5-sonnet-20241022-v2:0', 38],
];

test('every model a template sets is found at its line, however it is put together; prose and policies set none', () => {
  expect(named(TEMPLATE).map(({ id, line }) => [id, line])).toEqual(EXPECTED);
  expect(named(TEMPLATE.replaceAll('\n', '\r\n')).map(({ id, line }) => [id, line])).toEqual(EXPECTED);
});

test('a JSON template is read alike', () => {
  const text = JSON.stringify(
    {
      Description: 'anthropic.claude-v2',
      Parameters: { M: { Type: 'String', Default: 'us.amazon.nova-lite-v1:0' } },
      Resources: { F: { Properties: { A: { 'Fn::Sub': 'anthropic.claude-3-haiku-20240307-v1:0' }, B: { Ref: 'M' } } } },
    },
    null,
    1,
  );
  expect(named(text, 'template.json').map(({ id, line }) => [id, line])).toEqual([
    ['us.amazon.nova-lite-v1:0', 6],
    ['anthropic.claude-3-haiku-20240307-v1:0', 12],
  ]);
});

test('what a deployment gives to a parameter counts instead of its default, in what is put together, too', () => {
  const given = parameterOverrides('Model="amazon.nova-2-lite-v1:0" ParameterKey=Prefix,ParameterValue=us Other=x');
  const ids = idsOf(TEMPLATE, undefined, given);
  expect(ids).toContain('amazon.nova-2-lite-v1:0');
  expect(ids).not.toContain('anthropic.claude-3-haiku-20240307-v1:0');
  expect(ids).toContain('us.anthropic.claude-3-sonnet-20240229-v1:0');
  expect(named(TEMPLATE, undefined, given)[0]).toMatchObject({ parameter: 'Model' });
  expect([...parameterOverrides(['A=1', 'B="two words"', "C='x'"])]).toEqual([
    ['A', '1'],
    ['B', 'two words'],
    ['C', 'x'],
  ]);
  expect(parameterOverrides(undefined).size).toBe(0);
});
