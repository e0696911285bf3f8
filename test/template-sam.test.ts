import { describe, expect, test } from 'vitest';
import { parseTemplate } from '../src/template/parse.ts';
import { capabilitiesOf, type Deployment, samCommands, shellText } from '../src/template/sam.ts';
import { SAM_TROUBLES, samOutcome } from '../src/template/sam-trouble.ts';

const DEPLOYMENT: Deployment = {
  file: 'template.yaml',
  stack: 'kiroween',
  region: 'ap-northeast-2',
  profile: null,
  configured: null,
  capabilities: ['CAPABILITY_IAM'],
  overrides: {},
};
const commands = (more: Partial<Deployment>): readonly string[] =>
  Object.values(samCommands({ ...DEPLOYMENT, ...more })).map(shellText);

test('the commands say what samconfig.toml does not say', () => {
  expect(commands({})).toEqual([
    'sam build',
    'sam deploy --stack-name kiroween --region ap-northeast-2 --resolve-s3 --capabilities CAPABILITY_IAM --no-confirm-changeset --no-fail-on-empty-changeset',
  ]);
  expect(commands({ configured: { stack: 'kiroween', region: 'ap-northeast-2', profile: null } })).toEqual([
    'sam build',
    'sam deploy --no-confirm-changeset --no-fail-on-empty-changeset',
  ]);
  expect(
    commands({
      file: 'my template.yaml',
      profile: 'poet',
      configured: { stack: 'other', region: 'ap-northeast-2', profile: 'dev' },
      overrides: { ModelId: "it's" },
    }),
  ).toEqual([
    "sam build --template-file 'my template.yaml'",
    "sam deploy --stack-name kiroween --profile poet --parameter-overrides 'ParameterKey=ModelId,ParameterValue=it'\\''s' --no-confirm-changeset --no-fail-on-empty-changeset",
  ]);
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
  const samples = SAM_TROUBLES.flatMap((trouble, index) => trouble.samples.map((sample) => ({ sample, index })));

  test.each(samples)('$sample', ({ sample, index }) => {
    expect(SAM_TROUBLES.findIndex(({ is }) => is.test(sample))).toBe(index);
    const { ok, say } = samOutcome('deploy', 1, `\u001b[31m${sample}\u001b[0m\n`);
    expect(ok).toBe(SAM_TROUBLES[index]?.ok ?? false);
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
