import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readClientSettings } from '../src/applications/clients/index.ts';
import { prefixAsOpencode } from '../src/applications/clients/opencode.ts';
import type { ClientHost, ClientSettings } from '../src/applications/clients/settings.ts';
import { readDotenv, readJson, readYaml } from '../src/applications/clients/tree.ts';
import { describeSource } from '../src/core/target.ts';
import { runs } from './seed.ts';

interface Case {
  readonly name: string;
  readonly client: string;
  readonly env: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly on: boolean;
  /** Id, source, Region of its own. */
  readonly models: readonly (readonly [string, string, string | null])[];
  readonly region: string | null;
  readonly profile?: string;
  readonly apiKey?: string;
  readonly baseUrl?: string;
  readonly surface?: string;
  readonly note?: string;
  readonly noNote?: string;
}
const CASES = JSON.parse(readFileSync(resolve(import.meta.dirname, 'clients/cases.json'), 'utf8')) as readonly Case[];

const hostOf = ({ env, files }: Pick<Case, 'env' | 'files'>): ClientHost => ({
  env,
  cwd: '/home/jane/app',
  home: '/home/jane',
  read: async (path) => files[path] ?? null,
  isThere: async (path) => Object.keys(files).some((file) => file === path || file.startsWith(`${path}/`)),
  realPath: async (path) => path,
});
const settingsOf = async (one: Case): Promise<ClientSettings> => {
  const found = (await readClientSettings(hostOf(one))).find(({ client }) => client === one.client);
  if (!found) throw new Error(`there is no client ${one.client}`);
  return found;
};

describe('what a client calls', () => {
  test.each(CASES.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    const settings = await settingsOf(one);
    expect({
      on: settings.on,
      models: settings.models.map(({ model, region }) => [
        model.value,
        describeSource(model.source),
        region?.value ?? null,
      ]),
      region: settings.region?.value ?? null,
      apiKey: settings.apiKey === null ? null : describeSource(settings.apiKey),
      baseUrl: settings.baseUrl?.value ?? null,
      surface: settings.surface,
    }).toEqual({
      on: one.on,
      models: one.models,
      region: one.region,
      apiKey: one.apiKey ?? null,
      baseUrl: one.baseUrl ?? null,
      surface: one.surface ?? 'runtime',
    });
    if (one.profile !== undefined) expect(settings.profile?.value).toBe(one.profile);
    const notes = settings.notes.join('\n');
    if (one.note !== undefined) expect(notes).toContain(one.note);
    if (one.noNote !== undefined) expect(notes).not.toContain(one.noNote);
  });

  test('no secret of any case is in what was read', async () => {
    expect(CASES.filter((one) => /secretsecret/.test(JSON.stringify(one))).length).toBeGreaterThan(4);
    for (const one of CASES)
      expect(JSON.stringify(await readClientSettings(hostOf(one)))).not.toContain('secretsecret');
  });

  test('a file that may not be read is a note of its client, and the others are read', async () => {
    const host: ClientHost = {
      ...hostOf({ env: { CLAUDE_CODE_USE_BEDROCK: '1' }, files: {} }),
      read: async (path) => {
        if (path.includes('opencode')) throw new Error('EACCES');
        return null;
      },
    };
    const all = await readClientSettings(host);
    expect(all.find(({ client }) => client === 'opencode')?.notes.join()).toMatch(/could not be read/);
    expect(all.find(({ client }) => client === 'Claude Code')?.on).toBe(true);
  });

  test('opencode never prefixes an id twice, and never an ARN', () => {
    const id = fc.constantFrom(
      'anthropic.claude-haiku-4-5-20251001-v1:0',
      'amazon.nova-lite-v1:0',
      'meta.llama3-70b-instruct-v1:0',
      'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/x',
    );
    const region = fc.constantFrom(
      'us-east-1',
      'us-gov-west-1',
      'eu-central-1',
      'ap-northeast-1',
      'ap-northeast-2',
      'ap-southeast-2',
      'sa-east-1',
    );
    fc.assert(
      fc.property(id, region, (one, where) => {
        const once = prefixAsOpencode(one, where);
        expect(prefixAsOpencode(once, where)).toBe(once);
        expect(once.endsWith(one)).toBe(true);
        if (one.startsWith('arn:') || where.startsWith('us-gov') || where.startsWith('sa-')) expect(once).toBe(one);
      }),
    );
  });

  test('whatever stands in the files, reading them ends without an error', async () => {
    const paths = [...new Set(CASES.flatMap(({ files }) => Object.keys(files)))];
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom(
        'a: &a [*a, *a]',
        'model_list: 3',
        'model_list: [3, {litellm_params: []}]',
        '{"env": [], "model": {}}',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...paths), text), async (files) => {
        const all = await readClientSettings(hostOf({ env: { CLAUDE_CODE_USE_BEDROCK: '1' }, files }));
        expect(all.length).toBe(4);
      }),
      { numRuns: runs(200) },
    );
  });
});

describe('a settings file', () => {
  test('tells the line of every value, in each of its forms', () => {
    const json = readJson('a.json', '{\n  "a": {\n    "b": ["x",\n      "y"]\n  }\n}', false);
    expect(json?.text('a', 'b', 1)).toEqual({ value: 'y', source: { from: 'file', path: 'a.json', line: 4 } });
    const yaml = readYaml('a.yaml', '# x\na:\n  b:\n    - x\n    - y\n');
    expect(yaml?.text('a', 'b', 1)).toEqual({ value: 'y', source: { from: 'file', path: 'a.yaml', line: 5 } });
    const dotenv = readDotenv('.env', '# x\nA="y" # z\n');
    expect(dotenv.text('A')).toEqual({ value: 'y', source: { from: 'file', path: '.env', line: 2 } });
  });
});
