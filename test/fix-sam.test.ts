import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { emptyFolder, type Ran, run, sandboxOf } from './run.ts';

const TEMPLATE = readFileSync(join(import.meta.dirname, 'templates/guide-poetry.yaml'), 'utf8');
const MODEL = 'anthropic.claude-3-haiku-20240307-v1:0';

/** What `sam build --help` and `sam deploy --help` list, flags with a value first: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-deploy.html */
const SAM = `#!/bin/sh
step=$1
echo "$PWD: $*" >> "$SAM_CALLS"
echo "$AWS_ENDPOINT_URL" >> "$SAM_CALLS.endpoints"
shift
while [ $# -gt 0 ]; do
  case "$step $1" in
    'build --template-file'|'build --config-file'|'build --config-env'|'build --region'|'build --profile') shift 2 ;;
    'deploy --template-file'|'deploy --config-file'|'deploy --config-env'|'deploy --stack-name'|'deploy --region'|'deploy --profile') shift 2 ;;
    'deploy --capabilities'|'deploy --parameter-overrides') shift; while [ $# -gt 0 ] && [ "\${1#--}" = "$1" ]; do shift; done ;;
    'deploy --resolve-s3'|'deploy --no-confirm-changeset'|'deploy --no-fail-on-empty-changeset'|'deploy --guided') shift ;;
    *) echo "Usage: sam $step [OPTIONS]
Error: No such option: $1" >&2; exit 2 ;;
  esac
done
if [ "$step" = deploy ] && [ -n "$SAM_FAILS" ]; then echo "$SAM_FAILS" >&2; exit 1; fi
`;

interface Stage {
  readonly folder: string;
  readonly fix: (...args: string[]) => Promise<Ran>;
  readonly calls: () => readonly string[];
  /** Where each call of `sam` would have gone. */
  readonly endpoints: () => readonly string[];
  readonly text: (file: string) => string;
}

/** A folder with these files and no AWS: the only endpoint refuses every connection. */
async function offline<T>(
  files: Readonly<Record<string, string>>,
  work: (stage: Stage) => Promise<T>,
  env: Readonly<Record<string, string>> = {},
): Promise<T> {
  const folder = emptyFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const bin = emptyFolder();
  writeFileSync(join(bin, 'sam'), SAM);
  chmodSync(join(bin, 'sam'), 0o755);
  const log = join(bin, 'calls');
  const all = {
    PATH: `${bin}:${process.env['PATH']}`,
    SAM_CALLS: log,
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_REGION: 'ap-northeast-2',
    ...env,
  };
  return work({
    folder,
    fix: (...args) => run(['fix', '--option', '2', ...args], all, '', folder),
    calls: () =>
      readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.replace(folder, '.')),
    endpoints: () => readFileSync(`${log}.endpoints`, 'utf8').trim().split('\n'),
    text: (file) => readFileSync(join(folder, file), 'utf8'),
  });
}
const spaced = (text: string): string => text.replace(/\s+/g, ' ');
const NAMED = ['--function', 'PoetryFunction', '--model', MODEL];

test('without credentials and without AWS the template is edited, and the report ends green', () =>
  offline({ 'infra/template.yaml': TEMPLATE }, async ({ fix, text, folder }) => {
    const args = ['--template', 'infra/template.yaml', ...NAMED];
    const dry = await fix(...args, '--dry-run');
    expect(dry.code, dry.err).toBe(0);
    expect(text('infra/template.yaml')).toBe(TEMPLATE);
    const { code, out, err } = await fix(...args, '--yes');
    expect(code, err).toBe(0);
    expect(text('infra/template.yaml')).toContain('aws-marketplace:Subscribe');
    expect(spaced(out)).toContain('The account was not looked at');
    expect(out).toContain('$ sam build --template-file infra/template.yaml');
    expect(out).toContain('sam deploy --guided');
    expect(out).not.toMatch(/Broken|kiroween/);
    expect(out.trim().split('\n').at(-1)).toContain('Done: the template is edited; deploy it.');
    expect((await fix(...args, '--yes')).out).toContain('has it already');
    for (const more of [['--yes'], ['--dry-run']]) {
      const { out: printed } = await fix(...args, ...more, '--format', 'json');
      expect(JSON.parse(printed)).toMatchObject({ verdict: 'undetermined', rootCause: null });
    }
    const undone = await run(['undo', '--last', '--yes'], { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }, '', folder);
    // Whether an edit of a file may be taken back without AWS is the journal's matter; nothing else may have changed.
    expect([0, 3, 4]).toContain(undone.code);
  }));

test('another model goes into the template with its permissions, offline too', () =>
  offline({ 'template.yaml': TEMPLATE }, async ({ fix, text }) => {
    const to = 'global.anthropic.claude-haiku-4-5-20251001-v1:0';
    const { code, err } = await fix('--template', 'template.yaml', ...NAMED, '--replace-model', to, '--yes');
    expect(code, err).toBe(0);
    expect(text('template.yaml')).toContain(`BEDROCK_MODEL_ID: ${to}`);
    expect(text('template.yaml')).toContain(`inference-profile/${to}`);
    expect(text('template.yaml')).not.toContain(`BEDROCK_MODEL_ID: ${MODEL}`);
  }));

test('SAM runs where the user stands, with the file and the environment that were named, and knows every flag', () =>
  offline(
    {
      'infra/template.yaml': TEMPLATE,
      'infra/samconfig.yaml':
        'version: 0.1\ndefault: {deploy: {parameters: {stack_name: other}}}\nprod:\n  deploy:\n    parameters:\n      stack_name: poems\n      region: ap-northeast-2\n      resolve_s3: true\n      confirm_changeset: true\n      capabilities: CAPABILITY_IAM\n',
    },
    async ({ fix, calls }) => {
      const args = ['--template', 'infra/template.yaml', ...NAMED, '--config-env', 'prod', '--deploy', '--yes'];
      const { code, err, out } = await fix(...args);
      expect(code, err).toBe(0);
      expect(out).toContain('Done: the stack is deployed.');
      expect(calls()).toEqual([
        '.: build --template-file infra/template.yaml --config-env prod',
        '.: deploy --config-file infra/samconfig.yaml --config-env prod --no-fail-on-empty-changeset --no-confirm-changeset',
      ]);
      const wrong = await fix(...args.map((arg) => (arg === 'prod' ? 'staging' : arg)));
      expect(wrong.code).toBe(2);
      expect(wrong.err).toContain('infra/samconfig.yaml has no environment staging; it has default, prod.');
    },
  ));

test('no variable names the environment, and no folder above is looked into', () =>
  offline(
    {
      'samconfig.toml':
        '[default.deploy.parameters]\nstack_name = "poems"\n[prod.deploy.parameters]\nstack_name = "wrong"\n',
      'template.yaml': TEMPLATE,
      'src/index.js': '',
    },
    async ({ fix, folder }) => {
      const { out } = await fix('--template', 'template.yaml', ...NAMED, '--yes');
      expect(out).toContain('sam deploy --region ap-northeast-2 --resolve-s3 --capabilities');
      const above = await run(
        [
          'fix',
          '--option',
          '2',
          '--template',
          '../template.yaml',
          ...NAMED,
          '--config-file',
          '../samconfig.toml',
          '--config-env',
          'prod',
          '--yes',
        ],
        { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_REGION: 'ap-northeast-2' },
        '',
        join(folder, 'src'),
      );
      expect(spaced(above.out)).toContain(
        'sam deploy --config-file ../samconfig.toml --config-env prod --region ap-northeast-2 --resolve-s3',
      );
    },
    { SAM_CLI_CONFIG_ENV: 'prod' },
  ));

test("SAM's own variable names the template, before its configuration file does", () =>
  offline(
    {
      'template.yaml': TEMPLATE.replaceAll('PoetryFunction', 'OtherFunction'),
      'infra/template.yaml': TEMPLATE,
      'samconfig.toml':
        'version = 0.1\n[default.global.parameters]\nstack_name = "poems"\nregion = "ap-northeast-2"\ntemplate_file = "template.yaml"\n',
    },
    async ({ fix, calls, text }) => {
      const { code, err } = await fix(...NAMED, '--deploy', '--yes');
      expect(code, err).toBe(0);
      expect(text('infra/template.yaml')).toContain('bedrock:InvokeModel');
      expect(calls()).toEqual([
        '.: build --template-file infra/template.yaml --config-file ../samconfig.toml',
        '.: deploy --template-file .aws-sam/build/template.yaml --config-file ../../samconfig.toml --resolve-s3 --capabilities CAPABILITY_IAM --no-confirm-changeset --no-fail-on-empty-changeset',
      ]);
    },
    { SAM_TEMPLATE_FILE: 'infra/template.yaml' },
  ));

test('a deployment that is taken back is told in the words of SAM', () =>
  offline(
    { 'template.yaml': TEMPLATE },
    async ({ fix }) => {
      const { code, out } = await fix('--template', 'template.yaml', ...NAMED, '--stack', 'poems', '--deploy', '--yes');
      expect(code).toBe(2);
      expect(spaced(out)).toContain('CloudFormation took the deployment back (UPDATE_ROLLBACK_COMPLETE)');
    },
    {
      SAM_FAILS:
        'Error: Failed to create/update the stack: poems, Waiter StackUpdateComplete failed: Waiter encountered a terminal failure state: For expression "Stacks[].StackStatus" we matched expected path: "UPDATE_ROLLBACK_COMPLETE" at least once',
    },
  ));

test.each(['anchor-policies.yaml', 'alias-policies.yaml'])(
  '%s: who shares an anchor is named before the question, and --detach leaves the others alone',
  (file) => {
    const shared = readFileSync(join(import.meta.dirname, 'templates', file), 'utf8');
    return offline({ 'template.yaml': shared }, async ({ fix, text }) => {
      const asked = await fix('--template', 'template.yaml', ...NAMED);
      expect(asked.code).toBe(2);
      expect(spaced(asked.err)).toMatch(/by an anchor, so that OtherFunction gets the statements too.*pass --yes/);
      const { code, out, err } = await fix('--template', 'template.yaml', ...NAMED, '--detach', '--yes');
      expect(code, err).toBe(0);
      expect(spaced(out)).not.toContain('gets the statements too');
      const { Resources } = parse(text('template.yaml'), { logLevel: 'silent' });
      expect(Resources.OtherFunction.Properties.Policies).toEqual(['AWSLambdaBasicExecutionRole']);
      expect(JSON.stringify(Resources.PoetryFunction.Properties.Policies)).toContain('bedrock:InvokeModel');
    });
  },
);

test('who shares a role is named before the question, and --detach copies the role; undo puts the file back', () => {
  const shared = readFileSync(join(import.meta.dirname, 'templates', 'role-shared.yaml'), 'utf8');
  return offline({ 'template.yaml': shared }, async ({ fix, text, folder }) => {
    const asked = await fix('--template', 'template.yaml', ...NAMED);
    expect(asked.code).toBe(2);
    expect(spaced(asked.err)).toMatch(
      /PoetryRole is shared: SecondFunction gets the permissions too; --detach gives PoetryFunction a copy of its own\..*pass --yes/,
    );
    const detached = ['--template', 'template.yaml', ...NAMED, '--detach'];
    expect(spaced((await fix(...detached)).err)).toMatch(
      /PoetryFunction gets a role of its own, PoetryFunctionRole, a copy of PoetryRole with the statements; SecondFunction keeps PoetryRole as it is\..*pass --yes/,
    );
    expect(text('template.yaml')).toBe(shared);
    const { code, out, err } = await fix(...detached, '--yes');
    expect(code, err).toBe(0);
    expect(spaced(out)).toContain('Done: the template is edited; deploy it.');
    const { Resources } = parse(text('template.yaml'), { logLevel: 'silent' });
    const before = parse(shared, { logLevel: 'silent' }).Resources;
    expect(Resources.PoetryRole).toEqual(before.PoetryRole);
    expect(Resources.SecondFunction).toEqual(before.SecondFunction);
    expect(Resources.PoetryFunction.Properties.Role).toBe('PoetryFunctionRole.Arn');
    expect(JSON.stringify(Resources.PoetryFunctionRole)).toContain('bedrock:InvokeModel');
    const again = await fix(...detached, '--yes');
    expect([again.code, spaced(again.out)]).toEqual([0, expect.stringContaining('The template has it already')]);
    const undone = await run(
      ['undo', '--last', '--yes'],
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_REGION: 'ap-northeast-2' },
      '',
      folder,
    );
    expect(undone.code, undone.err).toBe(0);
    expect(text('template.yaml')).toBe(shared);
  });
});

test('a function that the template does not have is not guessed', () =>
  offline({ 'template.yaml': TEMPLATE }, async ({ fix, text }) => {
    const { code, err } = await fix('--template', 'template.yaml', '--function', 'Other', '--model', MODEL, '--yes');
    expect(code).toBe(2);
    expect(err).toContain('template.yaml has no function Other. Its functions: PoetryFunction');
    expect(text('template.yaml')).toBe(TEMPLATE);
  }));

test('online, what is printed carries the stack that is there', async () => {
  const sandbox = await sandboxOf('marketplace-subscription-denied', { speed: 60 });
  const folder = emptyFolder();
  writeFileSync(join(folder, 'template.yaml'), TEMPLATE);
  try {
    const { code, out } = await run(['fix', '--option', '2', '--yes'], { ...sandbox.env, HOME: folder }, '', folder);
    expect(code).toBe(0);
    expect(out).toContain('$ sam build');
    expect(spaced(out)).toContain('sam deploy --stack-name kiroween --region ap-northeast-2 --resolve-s3');
    expect(out).not.toContain('Broken');
  } finally {
    await sandbox.close();
  }
});

test('what is deployed goes where the flag says, and the commands that are printed say so', () =>
  offline({ 'template.yaml': TEMPLATE }, async ({ fix, endpoints }) => {
    const elsewhere = ['--endpoint-url', 'http://127.0.0.1:19'];
    const args = ['--template', 'template.yaml', ...NAMED, '--stack', 'poems', '--yes'];
    const printed = await fix(...args, ...elsewhere);
    expect(spaced(printed.out), printed.err).toContain('$ AWS_ENDPOINT_URL=http://127.0.0.1:19 sam deploy');
    const { code, err } = await fix(...args, ...elsewhere, '--deploy');
    expect(code, err).toBe(0);
    expect(endpoints()).toEqual(['http://127.0.0.1:19', 'http://127.0.0.1:19']);
    expect(spaced((await fix(...args)).out)).toContain('$ sam deploy');
  }));
