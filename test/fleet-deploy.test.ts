import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { emptyFolder, run } from './run.ts';

// What is deployed: the role of each account, the state machine, the SAM application.

const has = (program: string, ...args: readonly string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;
const CFN_LINT = has('cfn-lint', '--version');
const SAM = has('python3', '-c', 'import samtranslator');
if (!CFN_LINT) console.warn('SKIPPED: cfn-lint is not installed, so the template of the role was only parsed');
if (!SAM) console.warn('SKIPPED: samtranslator is not installed, so deploy/fleet.yaml was not translated');

interface Role {
  readonly Resources: {
    readonly ReadRole: {
      readonly Properties: {
        readonly AssumeRolePolicyDocument: {
          readonly Statement: readonly { readonly Condition: unknown; readonly Principal: unknown }[];
        };
        readonly Policies: readonly {
          readonly PolicyDocument: { readonly Statement: readonly { readonly Action: readonly string[] }[] };
        }[];
      };
    };
  };
}

const template = async (): Promise<string> => {
  const { code, out, err } = await run(['explain', 'permissions', '--for', 'fleet', '--format', 'cloudformation'], {});
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
};

test('the role may read what the policy says, and only with the external id', async () => {
  const { ReadRole } = (parse(await template()) as Role).Resources;
  const [trust] = ReadRole.Properties.AssumeRolePolicyDocument.Statement;
  expect(trust).toMatchObject({
    Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
    Principal: { AWS: { Ref: 'TrustedPrincipalArn' } },
  });
  const actions = ReadRole.Properties.Policies.flatMap(({ PolicyDocument }) =>
    PolicyDocument.Statement.flatMap(({ Action }) => Action),
  );
  const policy = JSON.parse((await run(['explain', 'permissions', '--for', 'fleet'], {})).out) as {
    readonly Statement: readonly { readonly Action: readonly string[] }[];
  };
  expect(actions.toSorted()).toEqual(policy.Statement.flatMap(({ Action }) => Action).toSorted());
  for (const action of actions)
    expect(action).toMatch(/^(?:bedrock|iam|organizations):(?:Get|List|Describe|SimulatePrincipalPolicy)/);
  expect(actions).toEqual(expect.arrayContaining(['iam:GetRole', 'bedrock:GetFoundationModelAvailability']));
});

test('the format is for fleet alone', async () => {
  const { code, out, err } = await run(['explain', 'permissions', '--for', 'tail', '--format', 'cloudformation'], {});
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/--for fleet/);
});

test.skipIf(!CFN_LINT)('cfn-lint finds nothing in the template of the role', async () => {
  const file = join(emptyFolder(), 'role.yaml');
  writeFileSync(file, await template());
  // W3037: its list of actions is older than the newest one.
  const { status, stdout } = spawnSync('cfn-lint', ['--ignore-checks', 'W3037', '--', file], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});

const MACHINE = 'deploy/fleet/statemachine.asl.json';

test('the state machine is one', () => {
  const validator = createRequire(import.meta.url)('asl-validator') as (definition: unknown) => {
    isValid: boolean;
    errors: unknown[];
  };
  const definition = JSON.parse(readFileSync(MACHINE, 'utf8')) as {
    readonly States: { readonly Look: { readonly Type: string } };
  };
  expect(validator(definition)).toMatchObject({ isValid: true });
  expect(validator({ ...definition, StartAt: 'Nowhere' }).isValid).toBe(false);
});

test.skipIf(!SAM)('the SAM application translates, with nothing that Lambda or Step Functions do not have', () => {
  const script = `
import json, sys, yaml
from samtranslator.yaml_helper import yaml_parse
from samtranslator.translator.transform import transform
from samtranslator.parser.parser import Parser
text = open('deploy/fleet.yaml').read()
template = yaml_parse(text)
template['Resources']['Doctor']['Properties']['CodeUri'] = 's3://bucket/code.zip'
template['Resources']['Fleet']['Properties']['DefinitionUri'] = 's3://bucket/machine.json'
from samtranslator.translator.managed_policy_translator import ManagedPolicyLoader
class NoPolicies:
    def load(self): return {}
print(json.dumps(transform(template, {}, NoPolicies())))
`;
  const { status, stdout, stderr } = spawnSync('python3', ['-c', script], {
    encoding: 'utf8',
    env: { ...process.env, AWS_DEFAULT_REGION: 'eu-west-1' },
  });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  const types = Object.values((JSON.parse(stdout) as { Resources: Record<string, { Type: string }> }).Resources).map(
    ({ Type }) => Type,
  );
  expect(types).toEqual(
    expect.arrayContaining([
      'AWS::Lambda::Function',
      'AWS::StepFunctions::StateMachine',
      'AWS::Scheduler::Schedule',
      'AWS::SNS::Topic',
      'AWS::S3::Bucket',
    ]),
  );
});
