import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { run, sandboxOf } from './run.ts';

// The schema of SARIF 2.1.0 as Microsoft's own matchers carry it. It is of draft 4, whose few differences it does not use.
const {
  id: _id,
  $schema: _draft,
  ...schema
} = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
    'utf8',
  ),
) as Record<string, unknown>;
const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
const errorsOf = (text: string): string => (validate(JSON.parse(text)) ? '' : JSON.stringify(validate.errors));

const REPORTS = resolve(import.meta.dirname, 'reports');
const recorded = readdirSync(REPORTS).filter((name) => name.endsWith('.sarif'));

test('the schema refuses what is no SARIF', () => {
  const text = readFileSync(join(REPORTS, recorded[0] ?? ''), 'utf8');
  expect(errorsOf(text.replace('"level": "', '"level": "un'))).not.toBe('');
  expect(errorsOf(text.replace('"ruleId"', '"ruleID"'))).not.toBe('');
});

test.each(recorded)('%s is SARIF 2.1.0', (name) => {
  expect(errorsOf(readFileSync(join(REPORTS, name), 'utf8'))).toBe('');
});

test('so is a preflight of several models, with places in files and without', async () => {
  const sandbox = await sandboxOf('marketplace-subscription-denied');
  try {
    const models = ['anthropic.claude-3-haiku-20240307-v1:0', 'anthropic.nonsense-v1:0'];
    const args = ['preflight', '--format', 'sarif', '--model', ...models];
    expect(errorsOf((await run(args, sandbox.env)).out)).toBe('');
  } finally {
    await sandbox.close();
  }
});

interface Location {
  readonly physicalLocation?: { readonly artifactLocation: { readonly uri: string } };
  readonly logicalLocations?: readonly unknown[];
}

test('in a workflow of GitHub every result has a file, or its code scanning would take none of them', async () => {
  const sandbox = await sandboxOf('marketplace-subscription-denied');
  const locations = async (env: Readonly<Record<string, string>>): Promise<readonly Location[]> => {
    const { out } = await run(['preflight', '--format', 'sarif'], { ...sandbox.env, ...env });
    expect(errorsOf(out)).toBe('');
    const { runs } = JSON.parse(out) as { runs: { results: { locations: Location[] }[] }[] };
    return (runs[0]?.results ?? []).flatMap((result) => result.locations);
  };
  try {
    const bare = await locations({});
    expect(bare.length).toBeGreaterThan(0);
    expect(bare.every((one) => one.physicalLocation === undefined && one.logicalLocations !== undefined)).toBe(true);
    const asked = await locations({
      GITHUB_WORKSPACE: '/repo',
      GITHUB_WORKFLOW_REF: 'owner/name/.github/workflows/my deploy.yml@refs/heads/main',
    });
    for (const { physicalLocation, logicalLocations } of asked) {
      expect(physicalLocation?.artifactLocation.uri).toBe('.github/workflows/my%20deploy.yml');
      expect(logicalLocations).toHaveLength(1);
    }
  } finally {
    await sandbox.close();
  }
});
