import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Statement, statementsFor, toolOf, withoutIntrinsics } from '../src/template/tool-statements.ts';
import { emptyFolder, run, sandboxOf } from './run.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: policy variables look like this
const VARIABLE = 'arn:aws:bedrock:us-east-1::foundation-model/${aws:PrincipalTag/model}';
const STATEMENTS: readonly Statement[] = [
  { Effect: 'Allow', Action: ['bedrock:InvokeModel'], Resource: [VARIABLE, 'arn:aws:bedrock:*::foundation-model/*'] },
  {
    Effect: 'Allow',
    Action: 'aws-marketplace:Subscribe',
    Resource: '*',
    Condition: { StringEquals: { 'aws:CalledViaLast': 'bedrock.amazonaws.com' } },
  },
];

test('CDK: TypeScript that the compiler reads, with every statement', () => {
  const text = statementsFor('cdk', STATEMENTS, 'role');
  expect(transformSync(text, { loader: 'ts' }).warnings).toEqual([]);
  const given: unknown[] = [];
  const body = text.replace(/^import .*$/m, '');
  new Function('fn', 'iam', body)(
    { addToRolePolicy: (one: unknown) => given.push(one) },
    { PolicyStatement: { fromJson: (one: unknown) => one } },
  );
  expect(given).toEqual(STATEMENTS);
});

test('Pulumi: TypeScript that the compiler reads, with the whole document', () => {
  const text = statementsFor('pulumi', STATEMENTS, 'role');
  expect(transformSync(text, { loader: 'ts' }).warnings).toEqual([]);
  let policy = '';
  class RolePolicy {
    constructor(_: string, given: { readonly policy: string }) {
      policy = given.policy;
    }
  }
  new Function('aws', text.replace(/^import .*$/m, ''))({ iam: { RolePolicy } });
  expect(JSON.parse(policy)).toEqual({ Version: '2012-10-17', Statement: STATEMENTS });
});

test('Serverless: YAML with the statements in their place', () => {
  expect(parse(statementsFor('serverless', STATEMENTS, 'role'))).toEqual({
    provider: { iam: { role: { statements: STATEMENTS } } },
  });
});

test('Terraform: HCL that its parser reads, policy variables left alone', async () => {
  const { default: hcl } = (await import('hcl2-parser')) as unknown as {
    readonly default: { readonly parseToObject: (text: string) => readonly [Record<string, never> | null, unknown] };
  };
  const text = statementsFor('terraform', STATEMENTS, 'poems');
  const [read] = hcl.parseToObject(text);
  const [block] = (
    read as unknown as {
      resource: { aws_iam_role_policy: { bedrock_access: readonly { role: string; policy: string }[] } };
    }
  ).resource.aws_iam_role_policy.bedrock_access;
  expect(block?.role).toBe('poems');
  // An expression comes back as its text: what is within jsonencode is JSON, but for the escape.
  const inner = /jsonencode\(([\s\S]*)\)/.exec(block?.policy ?? '')?.[1] ?? '';
  expect(JSON.parse(inner.replace(/\$\$(?=\{)/g, '$'))).toEqual({ Version: '2012-10-17', Statement: STATEMENTS });
});

test.each([
  ['terraform', { name: 'poems', tags: { ManagedBy: 'Terraform' } }],
  ['terraform', { name: 'terraform-20260101120000000000000001', tags: {} }],
  ['cdk', { name: 'x', tags: { 'aws:cloudformation:logical-id': 'ChatServiceRoleA1B2C3D4' } }],
  ['cdk', { name: 'x', tags: { 'aws-cdk:bucket-owner': 'x' } }],
  ['serverless', { name: 'chat-dev-us-east-1-lambdaRole', tags: { STAGE: 'dev' } }],
  ['serverless', { name: 'x', tags: { 'aws:cloudformation:logical-id': 'IamRoleLambdaExecution' } }],
  ['pulumi', { name: 'chat-role-1a2b3c4', tags: {} }],
  [
    null,
    {
      name: 'kiroween-PoetryFunctionRole-1A2B3C4D5E6F',
      tags: { 'aws:cloudformation:logical-id': 'PoetryFunctionRole' },
    },
  ],
])('%s', (tool, made) => {
  expect(toolOf(made as Parameters<typeof toolOf>[0])).toBe(tool);
});

test('what only a template knows is filled in', () => {
  const place = { region: 'us-east-1', account: '123456789012', partition: 'aws' };
  // biome-ignore lint/suspicious/noTemplateCurlyInString: pseudo parameters look like this
  const sub = { 'Fn::Sub': 'arn:${AWS::Partition}:bedrock:${AWS::Region}:${AWS::AccountId}:inference-profile/x' };
  expect(withoutIntrinsics({ Effect: 'Allow', Resource: [sub] }, place)).toEqual({
    Effect: 'Allow',
    Resource: ['arn:aws:bedrock:us-east-1:123456789012:inference-profile/x'],
  });
});

/** The report of option 2 in a folder without a template. */
async function printedFor(
  scenario: string,
): Promise<{ readonly code: number | null; readonly out: string; readonly source: string }> {
  const sandbox = await sandboxOf(scenario, { speed: 60 });
  try {
    const text = await run(['fix', '--option', '2'], { ...sandbox.env });
    const json = await run(['fix', '--option', '2', '--format', 'json'], { ...sandbox.env });
    const { notes } = JSON.parse(json.out) as { readonly notes: readonly string[] };
    return { code: text.code, out: text.out, source: notes.at(-1) ?? '' };
  } finally {
    await sandbox.close();
  }
}

test('what is printed for Terraform is copied as it is, line by line, and offered in its words', async () => {
  const { code, out, source } = await printedFor('function-without-stack');
  expect(code).toBe(1);
  expect(source).toMatch(/^resource "aws_iam_role_policy" "bedrock_access" \{\n {2}name = "BedrockAccess"\n/);
  expect(out).toContain(source);
  expect(out).toContain('Write what is missing into the Terraform code, and deploy it');
  expect(out).not.toContain('fix --option 2 --deploy');
});

test('of a CDK stack, whose roles have no tag of its own: with the streaming action that was refused', async () => {
  const { code, out, source } = await printedFor('cdk-two-functions');
  expect(code).toBe(1);
  expect(out).toContain(source);
  expect(source).toContain('fn.addToRolePolicy(');
  expect(source).toContain('bedrock:InvokeModelWithResponseStream');
});

test('option 2 writes what the Mantle endpoint refused, not the invocation of a model', async () => {
  const sandbox = await sandboxOf('mantle-client', { speed: 60 });
  const folder = emptyFolder();
  const file = join(folder, 'template.yaml');
  writeFileSync(
    file,
    'Transform: AWS::Serverless-2016-10-31\nResources:\n  Gateway:\n    Type: AWS::Serverless::Function\n    Properties:\n      FunctionName: chat-gateway\n      Handler: a.b\n      Runtime: python3.12\n      CodeUri: src/\n',
  );
  try {
    const { code, err } = await run(['fix', '--option', '2', '--yes'], { ...sandbox.env, HOME: folder }, '', folder);
    expect(code, err).toBe(0);
    const now = readFileSync(file, 'utf8');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: pseudo parameters look like this
    const project = 'arn:${AWS::Partition}:bedrock-mantle:${AWS::Region}:${AWS::AccountId}:project/default';
    expect(parse(now, { logLevel: 'silent' }).Resources.Gateway.Properties.Policies).toEqual([
      {
        Version: '2012-10-17',
        Statement: [
          { Sid: 'CreateInference', Effect: 'Allow', Action: 'bedrock-mantle:CreateInference', Resource: project },
        ],
      },
    ]);
    const again = await run(['fix', '--option', '2', '--yes'], { ...sandbox.env, HOME: folder }, '', folder);
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('The template has it already')]);
    expect(readFileSync(file, 'utf8')).toBe(now);
  } finally {
    await sandbox.close();
  }
});
