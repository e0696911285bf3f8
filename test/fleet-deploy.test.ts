import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { pythonHas, runOther } from './python.ts';
import { BINARY, emptyFolder, OWN_ENV, run } from './run.ts';
import { BY_NIGHT } from './seed.ts';

// What is deployed: the role of each account, the state machine, the SAM application.

const SAM = pythonHas('samtranslator');
const MOTO = pythonHas('moto.server', 'moto.stepfunctions.parser.models', 'boto3');
if (!SAM) console.warn('SKIPPED: samtranslator is not installed, so deploy/fleet.yaml was not translated');
if (!MOTO) console.warn('SKIPPED: moto is not installed, so the state machine was not run');

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

interface Execution {
  readonly status: string;
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
}
interface Played {
  readonly first: Execution;
  readonly second: Execution;
  readonly keys: readonly string[];
  readonly steps: readonly { readonly event: { readonly step: string } }[];
  readonly sent: readonly { readonly message: string; readonly subject: string }[];
  readonly cells: string;
  readonly page: string;
}

/** A sandbox that plays an organization. */
async function withSandbox<T>(
  accounts: number,
  use: (env: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  const child = spawn(process.execPath, [BINARY, 'sandbox', '--accounts', String(accounts), '--format', 'json'], {
    env: { ...OWN_ENV, HOME: emptyFolder() },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const line = await new Promise<string>((done) => child.stdout.once('data', (part: Buffer) => done(String(part))));
  try {
    return await use((JSON.parse(line) as { readonly env: Record<string, string> }).env);
  } finally {
    child.kill();
  }
}

/** Cells without what is different at another time. */
const timeless = (lines: string): readonly string[] =>
  lines
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.replace(/"at":"[^"]*"/, ''));

test.runIf(MOTO && BY_NIGHT)(
  'the state machine runs from the plan to the message, and gives the cells of one run',
  async () => {
    const { played, straight } = await withSandbox(6, async (sandbox) => {
      const folder = emptyFolder();
      const fleet = {
        REGIONS: 'us-east-1',
        MODELS: 'anthropic.claude-3-haiku-20240307-v1:0,amazon.nova-lite-v1:0',
        ROLE: 'bedrock-application',
        ASSUME_ROLE: 'BedrockDoctorRead',
      };
      const env = { ...OWN_ENV, HOME: folder, ...sandbox };
      const { code, out, err } = await runOther(
        'python3',
        ['test/fleet/machine.py', MACHINE, 'test/fleet/bridge.mjs'],
        { ...env, ...fleet, ACCOUNTS: 'org', EXTERNAL_ID: 'an-id', BEDROCK_DOCTOR_BIN: BINARY },
      );
      expect(code, err).toBe(0);
      const one = await run(
        [
          ...['fleet', '--accounts', 'org', '--regions', fleet.REGIONS, '--models', fleet.MODELS, '-q'],
          ...['--role', fleet.ROLE, '--assume-role', fleet.ASSUME_ROLE, '--external-id', 'an-id', '--concurrency', '1'],
        ],
        sandbox,
        '',
        folder,
      );
      return { played: JSON.parse(out) as Played, straight: one.out };
    });
    expect(played.first).toMatchObject({ status: 'SUCCEEDED', error: null });
    expect(played.second).toMatchObject({ status: 'SUCCEEDED', error: null });
    expect(played.steps.map(({ event }) => event.step)).toEqual([
      ...['plan', 'look', 'look', 'finish'],
      ...['plan', 'look', 'look', 'finish'],
    ]);
    expect(timeless(played.cells).toSorted()).toEqual(timeless(straight).toSorted());
    expect(timeless(played.cells)).toHaveLength(10);
    expect(played.page).toMatch(/<title>[^<]*bedrock-doctor fleet/);
    expect(JSON.parse(played.first.output ?? '{}')).toEqual({
      exit: 1,
      changes: 0,
      report: 's3://fleet-results/runs/first/report.html',
    });
    expect(JSON.parse(played.second.output ?? '{}')).toMatchObject({ changes: 1 });
    expect(played.keys).toEqual(expect.arrayContaining(['latest.jsonl', 'runs/second/shards/00002.jsonl']));
    // Only the second run found something changed.
    expect(played.sent).toHaveLength(1);
    expect(played.sent[0]?.subject).toBe('Amazon Bedrock access: 1 cell changed');
    expect(played.sent[0]?.message).toMatch(/broken → healthy[\s\S]*s3:\/\/fleet-results\/runs\/second\/report\.html/);
  },
  400_000,
);

test.skipIf(!SAM)(
  'the SAM application translates, with nothing that Lambda or Step Functions do not have',
  async () => {
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
    const { code, out, err } = await runOther('python3', ['-c', script], { AWS_DEFAULT_REGION: 'eu-west-1' });
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    const types = Object.values((JSON.parse(out) as { Resources: Record<string, { Type: string }> }).Resources).map(
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
  },
);
