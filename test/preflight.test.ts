import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
});

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
  expect(out).toMatch(
    /^Healthy \[\S*PoetryFunction\S*, model anthropic\S+, account 123456789012, ap-northeast-2, stack kiroween\]\n$/,
  );
  expect(readFileSync(join(home, 'report.xml'), 'utf8')).toContain('<testsuite ');
  expect(documentOf(readFileSync(join(home, 'out.json'), 'utf8')).verdict).toBe('healthy');
  expect((await preflight('healthy', ['--format', 'text,json'])).code).toBe(2);
  expect((await preflight('healthy', ['--format', 'yaml'])).code).toBe(2);
});

test('- is standard output, one file holds one format, and a file that cannot be written takes no other with it', async () => {
  const said = await preflight('healthy', ['--format', 'json=-,junit=r.xml']);
  expect(documentOf(said.out).verdict).toBe('healthy');
  expect(readdirSync(said.home)).not.toContain('-');
  expect(documentOf((await preflight('healthy', ['--format', 'json', '--output', '-'])).out).verdict).toBe('healthy');
  expect((await preflight('healthy', ['--format', 'json=-,text'])).code).toBe(2);
  const twice = await preflight('healthy', ['--format', 'json=x,html=x']);
  expect([twice.code, twice.err]).toEqual([2, expect.stringContaining('x would hold two formats')]);
  const nowhere = await preflight('healthy', ['--format', 'junit=no/x.xml,github']);
  expect([nowhere.code, nowhere.out, nowhere.err]).toEqual([2, '', expect.stringContaining('no/x.xml')]);
  // A disk that is full is only seen when it is written to.
  if (!existsSync('/dev/full')) return;
  const formats = 'junit=/dev/full,github,json=x.json';
  const lost = await preflight('marketplace-subscription-denied', ['--format', formats]);
  expect(lost.code).toBe(2);
  expect(lost.err).toContain('/dev/full cannot be written');
  expect(lost.out).toContain('::error ');
  expect(documentOf(readFileSync(join(lost.home, 'x.json'), 'utf8')).verdict).toBe('broken');
});

test('the step summary is for the github format alone, also of saved facts; none that cannot be written changes the verdict', async () => {
  const summary = join(emptyFolder(), 'summary.md');
  const env = { GITHUB_STEP_SUMMARY: summary };
  await preflight('healthy', ['--format', 'text=github.txt'], { env });
  expect(existsSync(summary)).toBe(false);
  const { home } = await preflight('healthy', ['--save', 'facts.json'], { env });
  await run(['preflight', '--from', join(home, 'facts.json'), '--format', 'github'], env);
  expect(readFileSync(summary, 'utf8')).toContain('Healthy');
  const unwritable = { GITHUB_STEP_SUMMARY: join(home, 'no', 'summary.md') };
  const { code, err } = await preflight('marketplace-subscription-denied', ['--format', 'github'], { env: unwritable });
  expect(code).toBe(1);
  expect(err).toContain('The step summary is left out.');
});

test.each([999_000, 999_985])('a step summary of %i bytes stays, and what is added fits beside it', async (size) => {
  const summary = join(emptyFolder(), 'summary.md');
  const before = `${'é'.repeat((size - (size % 2)) / 2 - 1)}\n`;
  writeFileSync(summary, before);
  const env = { GITHUB_STEP_SUMMARY: summary };
  await preflight('marketplace-subscription-denied', ['--format', 'github'], { env });
  const after = readFileSync(summary, 'utf8');
  expect(after.startsWith(before)).toBe(true);
  expect(Buffer.byteLength(after)).toBeLessThanOrEqual(1_000_000);
  expect(after.includes('cut here')).toBe(size < 999_900);
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

test('of several models the facts of the gravest are saved, so that a replay comes to the same', async () => {
  const models = ['anthropic.claude-3-haiku-20240307-v1:0', 'anthropic.claude-nonsense-v9:0'];
  const { code, err, home } = await preflight('healthy', ['--save', 'facts.json', '--model', ...models]);
  expect([code, err]).toEqual([1, expect.stringContaining('The facts are saved in facts.json')]);
  const again = await run(['preflight', '--from', join(home, 'facts.json'), '--format', 'json'], {});
  expect([again.code, documentOf(again.out).rootCause?.cause]).toEqual([1, 'model-id-invalid']);
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

const withModels = (...lines: readonly string[]): string =>
  `Parameters:\n  Given: { Type: String, Default: anthropic.claude-3-haiku-20240307-v1:0 }\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Environment:\n        Variables:\n${lines.map((line) => `          ${line}\n`).join('')}`;

test('of several models each finding points at its own line, and a finding of two models is two', async () => {
  const template = withModels('A: anthropic.claude-nonsense-v9:0', 'B: global.amazon.nova-other-v1:0');
  const { out, home } = await preflight('healthy', ['--format', 'github,sarif=out.sarif'], {
    files: { 'template.yaml': template },
  });
  expect(out).toMatch(/^::error file=template\.yaml,line=9,title=model\/offered\/invalid::.*claude-nonsense/m);
  expect(out).toMatch(/^::error file=template\.yaml,line=10,title=model\/offered\/invalid::.*nova-other/m);
  const { runs } = JSON.parse(readFileSync(join(home, 'out.sarif'), 'utf8')) as {
    runs: { results: { partialFingerprints: Record<string, string> }[] }[];
  };
  const prints = (runs[0]?.results ?? []).map(({ partialFingerprints }) => Object.values(partialFingerprints)[0]);
  expect(new Set(prints).size).toBe(prints.length);
});

test('a model that is about to be deployed need not be the one that is called today', async () => {
  const files = { 'template.yaml': withModels('A: !Ref Given') };
  expect((await preflight('healthy', ['--fail-on', 'warning'], { files })).code).toBe(0);
  const haiku = 'anthropic.claude-3-haiku-20240307-v1:0';
  const several = await preflight('healthy', ['--format', 'json', '--model', `${haiku},${haiku}`, '--model', haiku]);
  expect(several.out).not.toContain(`(${haiku})`);
});

test('the value that a deployment gives to a parameter is looked at, at its own file and line', async () => {
  const files = {
    'template.yaml': withModels('A: !Ref Given'),
    'samconfig.toml':
      '[default.deploy.parameters]\nstack_name = "kiroween"\nparameter_overrides = ["Given=anthropic.claude-nonsense-v9:0"]\n',
  };
  const { code, out } = await preflight('healthy', ['--format', 'github'], { files });
  expect(code).toBe(1);
  expect(out).toMatch(/^::error file=samconfig\.toml,line=3,title=model\/offered\/invalid::/m);
});

test('a template that cannot be read is said, and the model of the function is looked at', async () => {
  const { code, err } = await preflight('healthy', [], { files: { 'template.yaml': 'Resources: [\n' } });
  expect(code).toBe(0);
  expect(err).toMatch(/^template\.yaml, line \d+: .*looked at instead/m);
});

test('files are named from the root of the repository, wherever in it the job works', async () => {
  const root = emptyFolder();
  const folder = join(root, 'services', 'a poem');
  mkdirSync(folder, { recursive: true });
  // A file that nobody named is looked for in the repository alone.
  mkdirSync(join(root, '.git'));
  writeFileSync(join(root, '.bedrock-doctor.json'), '{\n  "stack": "nope"\n}\n');
  writeFileSync(join(folder, 'template.yaml'), withModels('A: anthropic.claude-nonsense-v9:0'));
  const sandbox = await sandboxOf('healthy');
  try {
    const env = { ...sandbox.env, GITHUB_WORKSPACE: root, HOME: root };
    const { out } = await run(['preflight', '--format', 'github,sarif=out.sarif'], env, '', folder);
    expect(out).toMatch(/^::error file=\.bedrock-doctor\.json,line=2,title=target\/stack-exists\/missing::/m);
    expect(out).toMatch(/^::error file=services\/a poem\/template\.yaml,line=9,title=model\/offered\/invalid::/m);
    const sarif = readFileSync(join(folder, 'out.sarif'), 'utf8');
    expect(sarif).toContain('"uri": ".bedrock-doctor.json"');
    expect(sarif).toContain('"uri": "services/a%20poem/template.yaml"');
  } finally {
    await sandbox.close();
  }
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
});

test('a deadline beyond half a year finds the end of a model that is active until then', async () => {
  const { home } = await preflight('healthy', ['--save', 'facts.json']);
  const path = join(home, 'facts.json');
  const text = readFileSync(path, 'utf8');
  const { recordedAt } = JSON.parse(text) as { recordedAt: string };
  const end = new Date(Date.parse(recordedAt) + 300 * 86_400_000).toISOString();
  writeFileSync(path, text.replace('"endOfLifeAt": null', `"endOfLifeAt": "${end}"`));
  const within = async (duration: string) => run(['preflight', '--from', path, '--max-age-to-eol', duration], {});
  expect((await run(['preflight', '--from', path, '--fail-on', 'warning'], {})).code).toBe(0);
  expect((await within('299d')).code).toBe(0);
  const { code, out } = await within('365d');
  expect(code).toBe(1);
  expect(out).toContain(`ends on ${end.slice(0, 10)}, in`);
});

test('an accepted risk hides nothing that comes after it', async () => {
  const accept = ['stack-not-found', 'use-case-form-missing'].map((id) => ({
    id,
    until: '2999-01-01',
    reason: 'x',
  }));
  const files = { '.bedrock-doctor.json': JSON.stringify({ accept }) };
  const absent = await preflight('stack-not-found', ['--format', 'json'], { files });
  expect([absent.code, documentOf(absent.out).rootCause?.cause]).toEqual([1, 'function-not-found']);
  const form = await preflight('use-case-form-missing', ['--format', 'json'], { files });
  const { checks } = JSON.parse(form.out) as { checks: readonly { id: string; status: string }[] };
  expect(checks.find(({ id }) => id === 'account/authorized')?.status).not.toBe('skipped');
});
