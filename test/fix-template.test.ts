import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Sandbox } from '../src/sandbox/start.ts';
import { emptyFolder, type Ran, run, sandboxOf } from './run.ts';

const TEMPLATE = readFileSync(join(import.meta.dirname, 'templates/guide-poetry.yaml'), 'utf8');
const [DEAD_MODEL, NEW_MODEL] = ['anthropic.claude-3-5-sonnet-20240620-v1:0', 'global.anthropic.claude-sonnet-4-6'];

interface Stage {
  readonly sandbox: Sandbox;
  readonly home: string;
  readonly doctor: (...args: string[]) => Promise<Ran>;
  readonly template: () => string;
}
async function on<T>(scenario: string, text: string | null, work: (stage: Stage) => Promise<T>, path = ''): Promise<T> {
  const sandbox = await sandboxOf(scenario, { speed: 60 });
  const home = emptyFolder();
  const file = join(home, 'template.yaml');
  if (text !== null) writeFileSync(file, text);
  const env = { ...sandbox.env, HOME: home, ...(path === '' ? {} : { PATH: `${path}:${process.env['PATH']}` }) };
  try {
    return await work({
      sandbox,
      home,
      doctor: (...args) => run(args, env, '', home),
      template: () => readFileSync(file, 'utf8'),
    });
  } finally {
    await sandbox.close();
  }
}
/** Lines of the new text that the old one has not, in order; fails when an old line is gone. */
function added(before: string, after: string): readonly string[] {
  const left = before.split('\n');
  const extra = after.split('\n').filter((line) => {
    if (line !== left[0]) return true;
    left.shift();
    return false;
  });
  expect(left).toEqual([]);
  return extra.map((line) => line.trim());
}
/** A `sam` that writes down how it was called, and fails when it is told to. */
function fakeSam(folder: string, deployFails: string | null): string {
  const bin = emptyFolder();
  const fails = deployFails === null ? 'exit 0' : `[ "$1" = deploy ] && { echo '${deployFails}' >&2; exit 1; }; exit 0`;
  writeFileSync(join(bin, 'sam'), `#!/bin/sh\necho "$@" >> '${folder}/sam.calls'\n${fails}\n`);
  chmodSync(join(bin, 'sam'), 0o755);
  return bin;
}

test('only what is missing is added, a second run adds nothing, and undo restores every byte', () =>
  on('marketplace-subscription-denied', TEMPLATE, async ({ doctor, template, sandbox }) => {
    const dry = await doctor('fix', '--option', '2', '--dry-run');
    expect(dry.code, dry.err).toBe(0);
    expect(dry.err).toMatch(/^ {4}\+ .*aws-marketplace:Subscribe/m);
    expect(template()).toBe(TEMPLATE);
    expect((await doctor('fix', '--option', '2')).code).toBe(2);
    const { code, out, err } = await doctor('fix', '--option', '2', '--yes');
    expect(code, err).toBe(0);
    expect(added(TEMPLATE, template())).toContain('- aws-marketplace:Subscribe');
    expect(out).toContain('not deployed yet');
    expect(out).toContain('sam deploy');
    const once = template();
    const again = await doctor('fix', '--option', '2', '--yes');
    expect(again.code).toBe(0);
    expect(again.out).toContain('has it already');
    expect(template()).toBe(once);
    expect((await doctor('undo', '--last', '--yes')).code).toBe(0);
    expect(template()).toBe(TEMPLATE);
    expect(sandbox.requests().filter(({ operation }) => /^(Put|Create|Delete|Invoke)/.test(operation))).toEqual([]);
  }));

test('until the edited template is deployed, the document has the verdict and the cause of its first cell, whichever way the run ends', () =>
  on('marketplace-subscription-denied', TEMPLATE, async ({ doctor }) => {
    const fix = ['fix', '--option', '2', '--format', 'json'];
    for (const more of [['--dry-run'], ['--yes'], ['--yes']]) {
      const { code, out } = await doctor(...fix, ...more);
      expect(code).toBe(0);
      const { verdict, rootCause, cells } = JSON.parse(out);
      expect(verdict).toBe('broken');
      expect(rootCause.cause).toBe('marketplace-subscription-denied');
      expect([verdict, rootCause]).toEqual([cells[0].verdict, cells[0].rootCause]);
    }
    const { out } = await doctor('fix', '--option', '2', '--yes');
    expect(out.trim().split('\n').at(-1)).toContain('Done: the template has it already; deploy it.');
    const markdown = await doctor('fix', '--option', '2', '--yes', '--format', 'markdown');
    expect(markdown.out).toMatch(/^## Done$/m);
    expect(markdown.out).not.toContain('❌');
  }));

test('undo leaves a file alone that somebody changed since', () =>
  on('marketplace-subscription-denied', TEMPLATE, async ({ doctor, home, template }) => {
    expect((await doctor('fix', '--option', '2', '--yes')).code).toBe(0);
    writeFileSync(join(home, 'template.yaml'), `${template()}# mine\n`);
    expect((await doctor('undo', '--last', '--yes')).code).toBe(2);
    expect(template()).toMatch(/# mine\n$/);
  }));

test('the subscription can be limited to the model; a temporary grant is none of a template', () =>
  on('marketplace-subscription-denied', TEMPLATE, async ({ doctor, template }) => {
    expect((await doctor('fix', '--option', '2', '--grant', 'temporary', '--yes')).code).toBe(2);
    expect((await doctor('fix', '--option', '2', '--grant', 'model', '--yes')).code).toBe(0);
    expect(template()).toContain('prod-ozonys2hmmpeu');
  }));

test('a missing permission to invoke is fixed in the template alone, without an option too', () =>
  on(
    'invoke-not-allowed',
    TEMPLATE.replace(/^ {6}Policies:[\s\S]*?(?=^ {2,6}\w|(?![\s\S]))/m, ''),
    async ({ doctor, template }) => {
      const { code, err } = await doctor('fix', '--yes');
      expect(code, err).toBe(0);
      expect(template()).toContain('bedrock:InvokeModel');
      expect(template()).not.toContain('aws-marketplace');
    },
  ));

test('where there is no template, or no such function in it, one sentence says so', async () => {
  await on('marketplace-subscription-denied', null, async ({ doctor }) => {
    const { code, err } = await doctor('fix', '--option', '2', '--yes');
    expect(code).toBe(2);
    expect(err).toContain('--template');
    expect((await doctor('fix', '--option', '2', '--template', 'nowhere.yaml', '--yes')).code).toBe(2);
  });
  await on('marketplace-subscription-denied', 'Resources: {}\n', async ({ doctor, template }) => {
    const { code, err } = await doctor('fix', '--option', '2', '--yes');
    expect(code).toBe(2);
    expect(err).toContain('PoetryFunction');
    expect(template()).toBe('Resources: {}\n');
  });
});

test('--deploy runs sam build and sam deploy in the folder of the template, and explains their failure', async () => {
  const folder = emptyFolder();
  await on(
    'marketplace-subscription-denied',
    TEMPLATE,
    async ({ doctor }) => {
      const { code, out } = await doctor('fix', '--option', '2', '--deploy', '--yes', '--no-verify');
      expect(code).toBe(0);
      expect(out).toContain('The stack is deployed');
      const calls = readFileSync(join(folder, 'sam.calls'), 'utf8').trim().split('\n');
      expect(calls[0]).toBe('build');
      expect(calls[1]).toMatch(/^deploy --stack-name kiroween --region ap-northeast-2 /);
    },
    fakeSam(folder, null),
  );
  await on(
    'marketplace-subscription-denied',
    TEMPLATE,
    async ({ doctor, template }) => {
      const failed = await doctor('fix', '--option', '2', '--deploy', '--yes');
      expect(failed.code).toBe(2);
      expect(failed.out).toMatch(/credentials/);
      expect(template()).not.toBe(TEMPLATE);
    },
    fakeSam(
      folder,
      'Error: Failed to create managed resources: An error occurred (ExpiredToken) when calling the CreateChangeSet operation: The security token included in the request is expired',
    ),
  );
});

test('once the template carries it, the policy of option 3 is told as drift, with its undo', () =>
  on('marketplace-subscription-denied', TEMPLATE, async ({ doctor }) => {
    expect((await doctor('fix', '--option', '3', '--yes', '--no-verify')).code).toBe(0);
    const { code, out } = await doctor('fix', '--option', '2', '--yes');
    expect(code).toBe(0);
    expect(out.replace(/\s+/g, ' ')).toMatch(/policy of option 3 is drift: take it away with bedrock-doctor undo \d/);
  }));

/** The scenario's dead model, in the template. */
const OLD = TEMPLATE.replace('anthropic.claude-3-haiku-20240307-v1:0', DEAD_MODEL);

test('a dead model is not replaced unasked; the one that is named goes into the template with its permissions', () =>
  on('model-end-of-life', OLD, async ({ doctor, template, home }) => {
    writeFileSync(
      join(home, 'samconfig.toml'),
      `version = 0.1\n[default.deploy.parameters]\nparameter_overrides = "ModelId=${DEAD_MODEL}"\n`,
    );
    const unasked = await doctor('fix', '--option', '2', '--yes');
    expect(unasked.code).toBe(2);
    expect(unasked.err).toContain(NEW_MODEL);
    expect((await doctor('fix', '--yes')).code).toBe(1);
    expect(template()).toBe(OLD);
    const wrong = await doctor(
      'fix',
      '--option',
      '2',
      '--replace-model',
      'global.anthropic.claude-nonsense-v1:0',
      '--yes',
    );
    expect(wrong.code).toBe(2);
    const { code, out, err } = await doctor('fix', '--option', '2', '--replace-model', NEW_MODEL, '--yes');
    expect(code, err).toBe(0);
    expect(template()).toContain(`BEDROCK_MODEL_ID: ${NEW_MODEL}`);
    expect(template()).toContain('inference-profile/global.anthropic.claude-sonnet-4-6');
    expect(template()).toMatch(/bedrock:::foundation-model\/anthropic\.claude-sonnet-4-6/);
    expect(out).toContain('By hand:');
    expect(out.replace(/\s+/g, ' ')).toContain(`By hand: samconfig.toml, line 3, names ${DEAD_MODEL}.`);
    expect(out).toMatch(/Where data goes: /);
    expect((await doctor('undo', '--last', '--yes')).code).toBe(0);
    expect(template()).toBe(OLD);
  }));

test('a samconfig.toml that does not say how to deploy leaves bucket and capabilities to the command', () =>
  on('marketplace-subscription-denied', TEMPLATE, async ({ doctor, home }) => {
    const said = async (config: string): Promise<string> => {
      writeFileSync(join(home, 'samconfig.toml'), config);
      return (await doctor('fix', '--option', '2', '--yes')).out;
    };
    expect(await said('version = 0.1\n[default.build.parameters]\ncached = true\n')).toContain('--resolve-s3');
    expect(
      await said('version = 0.1\n[default.deploy.parameters]\nstack_name = "kiroween"\nresolve_s3 = true\n'),
    ).not.toContain('--resolve-s3');
  }));

/** A `sam` that deploys as SAM does, by a change set that it shows before it executes it; `build` leaves the template as it is. */
function changingSam(): string {
  const bin = emptyFolder();
  const client = JSON.stringify(join(import.meta.dirname, '../node_modules/@aws-sdk/client-cloudformation'));
  writeFileSync(
    join(bin, 'sam'),
    `#!${process.execPath}
const { readFileSync } = require('node:fs');
const { CloudFormationClient, CreateChangeSetCommand, DescribeChangeSetCommand, DescribeStacksCommand, ExecuteChangeSetCommand } = require(${client});
if (process.argv[2] === 'deploy') (async () => {
  const client = new CloudFormationClient({});
  const at = { StackName: 'kiroween', ChangeSetName: 'samcli-deploy' };
  const TemplateBody = readFileSync('template.yaml', 'utf8');
  await client.send(new CreateChangeSetCommand({ ...at, TemplateBody, Capabilities: ['CAPABILITY_IAM'] }));
  const { Changes } = await client.send(new DescribeChangeSetCommand(at));
  console.log('Modify', Changes.map(({ ResourceChange }) => ResourceChange.LogicalResourceId).join());
  await client.send(new ExecuteChangeSetCommand(at));
  const { Stacks } = await client.send(new DescribeStacksCommand(at));
  if (Stacks[0].StackStatus === 'UPDATE_COMPLETE') return;
  console.error('Error: Failed to create/update the stack: kiroween, ' + Stacks[0].StackStatus + ' (ROLLBACK)');
  process.exitCode = 1;
})();
`,
  );
  chmodSync(join(bin, 'sam'), 0o755);
  return bin;
}

test('option 2 deployed is what the role has then, and the poem comes', () =>
  on(
    'marketplace-subscription-denied',
    TEMPLATE,
    async ({ doctor, sandbox }) => {
      const { code, out, err } = await doctor('fix', '--option', '2', '--deploy', '--yes', '--format', 'json');
      expect(code, err + out).toBe(0);
      expect(err).toContain('Modify PoetryFunctionRole');
      const { inline } = sandbox.world().roles['kiroween-PoetryFunctionRole-1A2B3C4D5E6F'] ?? {};
      expect(JSON.stringify(inline)).toContain('aws-marketplace:Subscribe');
      expect(JSON.parse(out)).toMatchObject({ verdict: 'healthy', rootCause: null, verification: { status: 200 } });
    },
    changingSam(),
  ));

test('a deployment that is rolled back is told with the reason from the events of the stack', () =>
  on(
    'marketplace-subscription-denied',
    // More than an inline policy holds: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    TEMPLATE.replace(
      /^( *)- !Sub 'arn:aws:bedrock:.*$/m,
      (line, indent: string) =>
        `${line}\n${Array.from({ length: 250 }, (_, index) => `${indent}- arn:aws:bedrock:*::foundation-model/anthropic.x-${index}`).join('\n')}`,
    ),
    async ({ doctor }) => {
      const { code, out, err } = await doctor('fix', '--option', '2', '--deploy', '--yes');
      expect(code, err + out).toBe(2);
      expect(out).toMatch(/PoetryFunctionRole.*Maximum policy size/s);
    },
    changingSam(),
  ));

test('the grants of two models stand in one policy under ids of their own', async () => {
  const home = emptyFolder();
  writeFileSync(join(home, 'template.yaml'), TEMPLATE);
  for (const model of ['anthropic.claude-3-haiku-20240307-v1:0', 'anthropic.claude-3-5-sonnet-20240620-v1:0']) {
    const args = ['fix', '--option', '2', '--template', 'template.yaml', '--function', 'PoetryFunction'];
    const { code, err } = await run(
      [...args, '--model', model, '--grant', 'model', '--yes'],
      { HOME: home, AWS_REGION: 'us-east-1' },
      '',
      home,
    );
    expect(code, err).toBe(0);
  }
  const sids = [...readFileSync(join(home, 'template.yaml'), 'utf8').matchAll(/Sid: (\w+)/g)].map(([, sid]) => sid);
  expect(sids).toContain('SubscribeOneModel2');
  expect(new Set(sids).size).toBe(sids.length);
});
