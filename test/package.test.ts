import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test, vi } from 'vitest';
import { diagnose, explain } from '../src/index.ts';
import { type Ran, sandboxOf } from './run.ts';

const ROOT = resolve(import.meta.dirname, '..');
const read = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
/** Licences under which anybody may ship a copy that only names its authors. */
const FREE = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD']);
const MARKETPLACE =
  'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after 5 minutes.';

/** Runs a file or a text with Node, in the project: a package finds itself by its own name. */
const node = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  new Promise((done) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { PATH: process.env['PATH'] ?? '', HOME: '/', ...env },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (part: Buffer) => {
      out += String(part);
    });
    child.stderr.on('data', (part: Buffer) => {
      err += String(part);
    });
    child.on('close', (code) => done({ code, out, err }));
  });

test('explain says what a text means, and null for any other', () => {
  expect(explain(MARKETPLACE)).toEqual({
    cause: 'marketplace-subscription-denied',
    title: expect.any(String),
    owner: 'account-admin',
    waitMinutes: 5,
    quote: MARKETPLACE,
  });
  for (const text of ['', 'all is well', '{"success":true}']) expect(explain(text)).toBeNull();
  expect(explain(`${'START RequestId: 1\n'.repeat(100_000)}${MARKETPLACE}\n`)?.waitMinutes).toBe(5);
});

test('diagnose gives the document of the schema, prints nothing and leaves no listener behind', async () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
    read('schema/report.schema.json') as object,
  );
  const before = process.listenerCount('SIGINT');
  const sandbox = await sandboxOf('marketplace-subscription-denied');
  try {
    for (const [name, value] of Object.entries(sandbox.env)) vi.stubEnv(name, value);
    const found = await diagnose({ stack: 'kiroween' });
    expect(validate(JSON.parse(JSON.stringify(found))), JSON.stringify(validate.errors)).toBe(true);
    expect(found).toMatchObject({
      command: 'diagnose',
      verdict: 'broken',
      rootCause: { cause: 'marketplace-subscription-denied' },
      target: { stack: { value: 'kiroween' } },
    });
    expect(sandbox.requests().every(({ operation }) => !/^(Put|Create|Delete|Invoke)/.test(operation))).toBe(true);
    await expect(diagnose({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  } finally {
    vi.unstubAllEnvs();
    await sandbox.close();
  }
  expect(process.listenerCount('SIGINT')).toBe(before);
});

test('options that cannot be are one sentence', async () => {
  // @ts-expect-error: there is no such option
  await expect(diagnose({ stak: 'x' })).rejects.toThrow(/has no option stak/);
  await expect(diagnose({ region: 'Seoul' })).rejects.toMatchObject({ name: 'UsageError' });
});

test('the examples run against the sandbox', async () => {
  const sandbox = await sandboxOf('marketplace-subscription-denied');
  try {
    const diagnosed = await node(['examples/diagnose.mjs', 'kiroween'], sandbox.env);
    expect(diagnosed).toMatchObject({ code: 1, err: '' });
    expect(diagnosed.out).toContain('marketplace-subscription-denied (observed)');
    expect(diagnosed.out).toContain('bedrock-doctor fix --option 1');
  } finally {
    await sandbox.close();
  }
  const explained = await node(['examples/explain.mjs']);
  expect(explained).toMatchObject({ code: 0, out: '' });
  expect(JSON.parse(explained.err)).toEqual({
    cause: 'marketplace-subscription-denied',
    who_can_fix_it: 'account-admin',
    wait_minutes: 2,
  });
});

test('require and import give the same, and an explanation loads nothing of AWS', async () => {
  const words = JSON.stringify(MARKETPLACE);
  const program = `const d = require('bedrock-doctor'); process.stdout.write(JSON.stringify([Object.keys(d).sort(), d.explain(${words}).cause, Object.keys(require.cache).filter((file) => /NodeHttpHandler|SignatureV4|@smithy/.test(require('node:fs').readFileSync(file, 'utf8')))])); d.diagnose({ region: 'Seoul' }).catch((e) => process.stderr.write(e.name))`;
  expect(await node(['-e', program])).toEqual({
    code: 0,
    out: JSON.stringify([['diagnose', 'explain'], 'marketplace-subscription-denied', []]),
    err: 'UsageError',
  });
  const module = `import * as d from 'bedrock-doctor'; process.stdout.write(Object.keys(d).sort() + d.explain(${words}).cause)`;
  expect(await node(['--input-type=module', '-e', module])).toMatchObject({
    code: 0,
    out: 'diagnose,explainmarketplace-subscription-denied',
  });
});

test('everything bundled has a licence that lets us ship it, and nothing else is needed at run time', () => {
  const { components } = read('dist/sbom.json') as {
    components: readonly { purl: string; licenses: readonly { license: { id?: string } }[] }[];
  };
  expect(components.length).toBeGreaterThan(20);
  const other = components.filter(({ licenses }) => licenses.some(({ license }) => !FREE.has(license.id ?? '')));
  expect(other.map(({ purl }) => purl)).toEqual([]);
  const about = read('package.json') as { dependencies?: unknown; scripts: Record<string, string> };
  expect(about.dependencies).toBeUndefined();
  expect(Object.keys(about.scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([]);
});

test('the release notes of this version are in the CHANGELOG', async () => {
  const { version } = read('package.json') as { version: string };
  const notes = await node(['scripts/release-notes.mjs']);
  expect(notes).toMatchObject({ code: 0, err: '' });
  expect(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8')).toContain(`## ${version}`);
  expect(notes.out).toMatch(/^- /);
  expect(notes.out).not.toContain('## ');
  expect((await node(['scripts/release-notes.mjs', '9.9.9'])).code).toBe(2);
});
