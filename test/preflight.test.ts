import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, run, sandboxOf } from './run.ts';

interface Document {
  readonly verdict: string;
  readonly rootCause: { readonly cause: string } | null;
  readonly otherCauses: readonly string[];
  readonly checks: readonly {
    readonly title: string;
    readonly findings: readonly { readonly severity: string; readonly message: string }[];
  }[];
}

async function preflight(
  scenario: string,
  args: readonly string[],
  more: { readonly env?: Readonly<Record<string, string>>; readonly files?: Readonly<Record<string, string>> } = {},
) {
  const sandbox = await sandboxOf(scenario);
  const home = emptyFolder();
  for (const [name, text] of Object.entries(more.files ?? {})) writeFileSync(join(home, name), text);
  try {
    const ran = await run(['preflight', ...args], { ...sandbox.env, ...more.env, HOME: home }, '', home);
    const writes = sandbox.requests().filter(({ operation }) => /^(Put|Create|Delete|Invoke|Converse)/.test(operation));
    expect(writes).toEqual([]);
    return { ...ran, home };
  } finally {
    await sandbox.close();
  }
}
const documentOf = (out: string): Document => JSON.parse(out) as Document;

test('a healthy account is 0, a broken one 1; it never asks and takes no probe', async () => {
  expect((await preflight('healthy', [])).code).toBe(0);
  expect((await preflight('marketplace-subscription-denied', [])).code).toBe(1);
  expect((await preflight('healthy', ['--probe'])).code).toBe(2);
}, 30_000);

test('under GitHub Actions it annotates, and adds to the step summary', async () => {
  const summary = join(emptyFolder(), 'summary.md');
  writeFileSync(summary, '# Before\n');
  const { code, out } = await preflight('marketplace-subscription-denied', [], {
    env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary, CI: 'true' },
  });
  expect(code).toBe(1);
  expect(out).toMatch(/^::error title=account\/agreement-signed\/missing::/m);
  const text = readFileSync(summary, 'utf8');
  expect(text).toMatch(/^# Before\n## ❌/);
  expect(text).toContain('marketplace-subscription-denied');
});

test('several formats go to their files, one to standard output', async () => {
  const { out, home } = await preflight('healthy', ['--format', 'junit=report.xml,github,json=out.json']);
  expect(out).toBe('Healthy\n');
  expect(readFileSync(join(home, 'report.xml'), 'utf8')).toContain('<testsuite ');
  expect(documentOf(readFileSync(join(home, 'out.json'), 'utf8')).verdict).toBe('healthy');
  expect((await preflight('healthy', ['--format', 'text,json'])).code).toBe(2);
  expect((await preflight('healthy', ['--format', 'yaml'])).code).toBe(2);
});

test('several models are looked at in one run; the gravest decides', async () => {
  const { code, out } = await preflight('healthy', [
    '--format',
    'json',
    '--model',
    'anthropic.claude-3-haiku-20240307-v1:0',
    'anthropic.claude-nonsense-v9:0',
  ]);
  expect(code).toBe(1);
  const { rootCause, checks } = documentOf(out);
  expect(rootCause?.cause).toBe('model-id-invalid');
  expect(checks.filter(({ title }) => title.startsWith('Bedrock offers the model'))).toHaveLength(2);
  expect(checks.filter(({ title }) => title === 'The stack exists')).toHaveLength(1);
});

test('the models are those of the template, at their lines; a finding points there', async () => {
  const template = [
    'Resources:',
    '  PoetryFunction:',
    '    Type: AWS::Serverless::Function',
    '    Properties:',
    '      Environment:',
    '        Variables:',
    '          # anthropic.claude-2',
    "          MODEL: 'anthropic.claude-nonsense-v9:0'",
    '      Policies:',
    '        - Statement:',
    '            - Effect: Allow',
    '              Action: bedrock:InvokeModel',
    "              Resource: 'arn:aws:bedrock:*::foundation-model/anthropic.claude-*'",
    '',
  ].join('\n');
  const { code, out } = await preflight('healthy', ['--format', 'github'], { files: { 'template.yaml': template } });
  expect(code).toBe(1);
  expect(out).toMatch(/^::error file=template\.yaml,line=8,title=model\/offered\/invalid::/m);
});

test('a model that ends too soon fails, unless the risk is accepted for a while', async () => {
  const legacy = (args: readonly string[], accept?: unknown) =>
    preflight(
      'model-legacy',
      ['--format', 'json', ...args],
      accept === undefined ? {} : { files: { '.bedrock-doctor.json': JSON.stringify({ accept }) } },
    );
  expect((await legacy([])).code).toBe(0);
  const soon = await legacy(['--max-age-to-eol', '3650d']);
  expect(soon.code).toBe(1);
  expect(documentOf(soon.out).rootCause?.cause).toBe('model-legacy');
  const accepted = await legacy(
    ['--max-age-to-eol', '3650d'],
    [{ id: 'model-legacy', until: '2999-01-01', reason: 'moving in January' }],
  );
  expect(accepted.code).toBe(0);
  expect(accepted.out).toContain('moving in January');
  const expired = await legacy(
    ['--max-age-to-eol', '3650d'],
    [{ id: 'model-legacy', until: '2020-01-01', reason: 'long ago' }],
  );
  expect(expired.code).toBe(1);
  expect(expired.out).toContain('which is over');
  const wrong = await legacy([], [{ id: 'model-legacy', reason: 'for ever' }]);
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain('line 1');
}, 60_000);
