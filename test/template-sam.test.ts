import { describe, expect, test } from 'vitest';
import { parseTemplate } from '../src/template/parse.ts';
import { capabilitiesOf, type Deployment, type SamSettings, samCommands, shellText } from '../src/template/sam.ts';
import { SAM_ERRORS, samOutcome } from '../src/template/sam-error.ts';

const DEPLOYMENT: Deployment = {
  template: 'template.yaml',
  byDefault: true,
  stack: 'kiroween',
  region: 'ap-northeast-2',
  profile: null,
  config: null,
  capabilities: ['CAPABILITY_IAM'],
  overrides: {},
};
const commands = (more: Partial<Deployment>): readonly string[] =>
  Object.values(samCommands({ ...DEPLOYMENT, ...more })).map(shellText);
/** A configuration file that says these values for both commands, or for one: 'build.build_dir'. */
const settings = (values: Record<string, unknown>, more: Partial<SamSettings> = {}): SamSettings => ({
  file: 'samconfig.toml',
  environment: 'default',
  byDefault: true,
  valueOf: (command, key) => values[`${command}.${key}`] ?? values[key] ?? null,
  ...more,
});
const USUAL = { stack_name: 'kiroween', region: 'ap-northeast-2', resolve_s3: true, capabilities: 'CAPABILITY_IAM' };
const END = '--no-confirm-changeset --no-fail-on-empty-changeset';

/** What SAM's documentation says of its configuration file, row by row: the file, the template, and what is to be typed. */
const ROWS: readonly (readonly [string, Partial<Deployment>, string, string])[] = [
  [
    'no file',
    {},
    'sam build',
    `sam deploy --stack-name kiroween --region ap-northeast-2 --resolve-s3 --capabilities CAPABILITY_IAM ${END}`,
  ],
  [
    "SAM's own variable names the template: it would go before what is built",
    { template: 'infra/template.yaml', byDefault: false, namesBuilt: true, config: settings(USUAL) },
    'sam build --template-file infra/template.yaml --config-file ../samconfig.toml',
    `sam deploy --template-file .aws-sam/build/template.yaml --config-file ../../samconfig.toml ${END}`,
  ],
  ['a file that says all', { config: settings(USUAL) }, 'sam build', `sam deploy ${END}`],
  [
    'a file that leaves bucket and capabilities open',
    { config: settings({ stack_name: 'kiroween', region: 'ap-northeast-2' }) },
    'sam build',
    `sam deploy --resolve-s3 --capabilities CAPABILITY_IAM ${END}`,
  ],
  [
    'a bucket of its own is not doubled',
    { config: settings({ ...USUAL, resolve_s3: null, s3_bucket: 'code' }) },
    'sam build',
    `sam deploy ${END}`,
  ],
  [
    'another environment is passed on to both',
    { config: settings(USUAL, { environment: 'prod' }) },
    'sam build --config-env prod',
    `sam deploy --config-env prod ${END}`,
  ],
  [
    'another file is passed on to both',
    { config: settings(USUAL, { file: 'config/prod.toml', byDefault: false }) },
    'sam build --config-file config/prod.toml',
    `sam deploy --config-file config/prod.toml ${END}`,
  ],
  [
    'a template and its file in another folder: build finds it beside the template, deploy does not',
    { template: 'infra/template.yaml', byDefault: false, config: settings(USUAL, { file: 'infra/samconfig.yaml' }) },
    'sam build --template-file infra/template.yaml',
    `sam deploy --config-file infra/samconfig.yaml ${END}`,
  ],
  [
    'a template in another folder and the file here: the other way round',
    { template: 'infra/template.yaml', byDefault: false, config: settings(USUAL) },
    'sam build --template-file infra/template.yaml --config-file ../samconfig.toml',
    `sam deploy ${END}`,
  ],
  [
    'the file here names the template',
    {
      template: 'infra/template.yaml',
      byDefault: true,
      config: settings({ ...USUAL, 'build.template_file': 'infra/template.yaml' }),
    },
    'sam build',
    `sam deploy ${END}`,
  ],
  [
    'a build folder of its own is where deploy looks',
    { config: settings({ ...USUAL, 'build.build_dir': 'out' }) },
    'sam build',
    `sam deploy --template-file out/template.yaml --config-file ../samconfig.toml ${END}`,
  ],
  [
    'a template name that is meant from the other folder',
    {
      template: 'infra/template.yaml',
      byDefault: false,
      config: settings({ ...USUAL, template_file: 'template.yaml' }, { file: 'infra/samconfig.toml' }),
    },
    'sam build --template-file infra/template.yaml',
    `sam deploy --template-file .aws-sam/build/template.yaml --config-file ../../infra/samconfig.toml ${END}`,
  ],
  [
    'changesets are confirmed where the user confirms them',
    { config: settings({ ...USUAL, confirm_changeset: true }) },
    'sam build',
    'sam deploy --no-fail-on-empty-changeset',
  ],
  [
    'values of the command line replace all overrides of the file, which are said again',
    {
      config: settings({ ...USUAL, parameter_overrides: 'Stage=prod Subnets=a,b ModelId=old Words="two words"' }),
      overrides: { ModelId: "it's" },
    },
    'sam build',
    `sam deploy --parameter-overrides ParameterKey=Stage,ParameterValue=prod ParameterKey=Subnets,ParameterValue=a,b 'ParameterKey=ModelId,ParameterValue="it'\\''s"' 'ParameterKey=Words,ParameterValue="two words"' ${END}`,
  ],
  [
    'another stack, Region and profile than the file says',
    {
      template: 'my template.yaml',
      byDefault: false,
      profile: 'poet',
      config: settings({ ...USUAL, stack_name: 'other', profile: 'dev' }),
    },
    "sam build --template-file 'my template.yaml'",
    `sam deploy --stack-name kiroween --profile poet ${END}`,
  ],
  [
    'a stack that nobody knows is asked for by SAM',
    { stack: null },
    'sam build',
    'sam deploy --guided --region ap-northeast-2 --resolve-s3 --capabilities CAPABILITY_IAM --no-fail-on-empty-changeset',
  ],
];

test.each(ROWS)('%s', (_, deployment, build, deploy) => {
  expect(commands(deployment)).toEqual([build, deploy]);
});

/** The options as `sam build --help` and `sam deploy --help` list them: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-deploy.html */
const FLAGS = {
  build: [
    '--template-file',
    '--config-file',
    '--config-env',
    '--build-dir',
    '--region',
    '--profile',
    '--parameter-overrides',
  ],
  deploy: [
    ...['--template-file', '--config-file', '--config-env', '--guided', '--stack-name', '--region', '--profile'],
    ...['--resolve-s3', '--s3-bucket', '--capabilities', '--parameter-overrides', '--role-arn'],
    ...['--no-confirm-changeset', '--confirm-changeset', '--no-fail-on-empty-changeset', '--no-execute-changeset'],
  ],
};
test.each(ROWS)('SAM knows every flag, and none stands twice: %s', (_, deployment) => {
  for (const [step, args] of Object.entries(samCommands({ ...DEPLOYMENT, ...deployment }))) {
    const flags = args.filter((arg: string) => arg.startsWith('--'));
    expect(FLAGS[step === 'build' ? 'build' : 'deploy']).toEqual(expect.arrayContaining(flags));
    expect(new Set(flags).size).toBe(flags.length);
  }
});

test('capabilities follow from what the template makes', () => {
  const of = (text: string) => {
    const parsed = parseTemplate(text, 'template.yaml');
    return 'error' in parsed ? parsed.error : capabilitiesOf(parsed.ok);
  };
  const sam = 'Transform: AWS::Serverless-2016-10-31\n';
  const role = (more: string) => `Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      ${more}\n`;
  expect(of(`${sam}${role('Path: /')}`)).toEqual(['CAPABILITY_IAM']);
  expect(of(`${sam}${role('RoleName: poet')}`)).toEqual(['CAPABILITY_NAMED_IAM']);
  expect(of(`Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\n${role('Path: /')}`)).toEqual([
    'CAPABILITY_IAM',
    'CAPABILITY_AUTO_EXPAND',
  ]);
  expect(of(`${sam}Resources:\n  Part:\n    Type: AWS::Serverless::Application\n`)).toEqual([
    'CAPABILITY_IAM',
    'CAPABILITY_AUTO_EXPAND',
  ]);
});

describe('failures of sam', () => {
  const samples = SAM_ERRORS.flatMap((trouble, index) => trouble.samples.map((sample) => ({ sample, index })));

  test.each(samples)('$sample', ({ sample, index }) => {
    expect(SAM_ERRORS.findIndex(({ is }) => is.test(sample))).toBe(index);
    const { ok, say } = samOutcome('deploy', 1, `\u001b[31m${sample}\u001b[0m\n`);
    expect(ok).toBe(SAM_ERRORS[index]?.ok ?? false);
    expect(say).toMatch(/^[A-Z][^\n]+\.$/);
    expect(say).not.toContain('undefined');
  });

  test('the rest', () => {
    expect(samOutcome('build', 0, '')).toEqual({ ok: true, say: 'The code is built.' });
    expect(samOutcome('deploy', null, '').say).toContain('no sam on this machine');
    expect(samOutcome('deploy', 1, 'Error: first\nError: it broke.\n').say).toBe(
      'sam deploy ended with code 1: it broke.',
    );
    expect(samOutcome('deploy', 130, '').say).toBe('sam deploy ended with code 130.');
    expect(samOutcome('deploy', 1, 'Error: \u001b]0;x\u0007').say).toContain('\\x1b]0;x\\x07');
  });
});
