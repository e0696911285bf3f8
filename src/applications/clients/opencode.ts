import { looksLikeModel } from '../../bedrock/model-id.ts';
import type { Sourced } from '../../core/target.ts';
import { foldersUpward } from '../../options/found-file.ts';
import {
  bareUrl,
  type ClientHost,
  type ClientModel,
  type ClientSettings,
  fromEnv,
  joinPath,
  OFF,
  onlyDifferent,
  shortPath,
  surfaceOf,
} from './settings.ts';
import { readJson, type SettingsTree } from './tree.ts';

const PROVIDER = 'amazon-bedrock';
/** A model's id goes on from here: 'amazon-bedrock/eu.anthropic.claude-sonnet-5'. */
const PREFIX = `${PROVIDER}/`;
const NAMES = ['opencode.jsonc', 'opencode.json'] as const;
/** What opencode takes where nothing names a Region: https://opencode.ai/docs/providers/#amazon-bedrock */
const DEFAULT_REGION = 'us-east-1';

/** Parts of model ids that opencode puts a prefix before, by where the Region is (its provider `amazon-bedrock`). */
const PREFIXED: readonly {
  readonly regions: RegExp;
  readonly prefix: string;
  readonly models: readonly string[];
}[] = [
  {
    regions: /^us-(?!gov)/,
    prefix: 'us',
    models: ['nova-micro', 'nova-lite', 'nova-pro', 'nova-premier', 'nova-2', 'claude', 'deepseek.r1'],
  },
  {
    regions: /^eu-(?:west-[123]|north-1|central-1|south-[12])$/,
    prefix: 'eu',
    models: ['claude', 'nova-lite', 'nova-micro', 'llama3', 'pixtral'],
  },
  { regions: /^ap-southeast-[24]$/, prefix: 'au', models: ['anthropic.claude-sonnet-4-5', 'anthropic.claude-haiku'] },
  { regions: /^ap-northeast-1$/, prefix: 'jp', models: ['claude', 'nova-lite', 'nova-micro', 'nova-pro'] },
  { regions: /^ap-(?!northeast-1$)/, prefix: 'apac', models: ['claude', 'nova-lite', 'nova-micro', 'nova-pro'] },
];

/** The id that opencode sends for one it was given: it adds the prefix of the Region itself. */
export function prefixAsOpencode(id: string, region: string): string {
  if (/^(?:arn:|global\.|us\.|eu\.|jp\.|apac\.|au\.)/.test(id)) return id;
  const rule = PREFIXED.find(({ regions, models }) => regions.test(region) && models.some((part) => id.includes(part)));
  return rule === undefined ? id : `${rule.prefix}.${id}`;
}

/** The config files in force, the one that wins first; and what could not be read. */
async function readFiles(host: ClientHost): Promise<{ files: SettingsTree[]; notes: string[] }> {
  const { env, home, read } = host;
  const [files, notes]: [SettingsTree[], string[]] = [[], []];
  const take = (shown: string, text: string | null): void => {
    if (text === null) return;
    const tree = readJson(shown, text, true);
    if (tree === null) notes.push(`${shown} is no JSON object, so opencode does not take it; mend it.`);
    else files.push(tree);
  };
  const takePath = async (path: string): Promise<void> => take(shortPath(path, host), await read(path));
  take('OPENCODE_CONFIG_CONTENT', env['OPENCODE_CONFIG_CONTENT'] || null);
  const folders = await foldersUpward(host);
  for (const folder of folders) for (const name of NAMES) await takePath(joinPath(folder, '.opencode', name));
  for (const folder of folders) for (const name of NAMES) await takePath(joinPath(folder, name));
  if (env['OPENCODE_CONFIG']) await takePath(env['OPENCODE_CONFIG']);
  const config = env['XDG_CONFIG_HOME'] || (home === null ? null : joinPath(home, '.config'));
  if (config !== null) for (const name of [...NAMES, 'config.json']) await takePath(joinPath(config, 'opencode', name));
  return { files, notes };
}

/** Where `/connect` has put a key for Bedrock: its file and line, never the key. */
async function keyFromConnect(host: ClientHost): Promise<Sourced<string> | null> {
  const { env, home, read } = host;
  const data = env['XDG_DATA_HOME'] || (home === null ? null : joinPath(home, '.local', 'share'));
  const path = data === null ? null : joinPath(data, 'opencode', 'auth.json');
  const text = path === null ? null : await read(path);
  if (path === null || text === null) return null;
  return readJson(shortPath(path, host), text, true)?.text(PROVIDER, 'key') ?? null;
}

/**
 * What opencode would call on Bedrock, from its config files: inline config before `.opencode`, the project's files (the
 * nearest first), OPENCODE_CONFIG and the user's. https://opencode.ai/docs/config/#precedence-order
 */
export async function readOpencode(host: ClientHost): Promise<ClientSettings> {
  const { files, notes } = await readFiles(host);
  const first = (...path: readonly string[]): Sourced<string> | null =>
    files.map((file) => file.text(...path)).find((one) => one !== null) ?? null;
  const option = (name: string): Sourced<string> | null => first('provider', PROVIDER, 'options', name);
  const region = option('region') ?? fromEnv(host.env, 'AWS_REGION');
  const effective = region?.value ?? DEFAULT_REGION;
  const named: ClientModel[] = [];
  const add = (use: string, sourced: Sourced<string> | null): void => {
    if (sourced === null || !sourced.value.startsWith(PREFIX)) return;
    const key = sourced.value.slice(PREFIX.length);
    // A name of one's own stands for the id beside it.
    const given = first('provider', PROVIDER, 'models', key, 'id')?.value ?? key;
    const id = prefixAsOpencode(given, effective);
    if (!looksLikeModel(id)) notes.push(`opencode's ${use} is ${JSON.stringify(given)}, which is no id of Bedrock.`);
    else {
      named.push({ model: { value: id, source: sourced.source }, use, region: null });
      if (id !== given) notes.push(`opencode's ${use} names ${given}; in ${effective} opencode calls ${id}.`);
    }
  };
  add('model', first('model'));
  add('small_model', first('small_model'));
  for (const kind of ['agent', 'mode', 'command']) {
    const names = new Set(files.flatMap((file) => file.keys(kind)));
    for (const name of names) add(`${kind} ${name}`, first(kind, name, 'model'));
  }
  const listed = (key: string): readonly string[] | null => {
    const list = files.map((file) => file.at(key)).find((one) => Array.isArray(one));
    return Array.isArray(list) ? list.map(String) : null;
  };
  const off =
    listed('disabled_providers')?.includes(PROVIDER) || listed('enabled_providers')?.includes(PROVIDER) === false;
  const models = onlyDifferent(named);
  const uses = models.length > 0 || files.some((file) => file.at('provider', PROVIDER) !== undefined);
  if (off || !uses) {
    if (off && models.length > 0)
      notes.push(`opencode names models of Bedrock, and its provider ${PROVIDER} is disabled: it does not call them.`);
    return { ...OFF, client: 'opencode', notes };
  }
  if (models.length === 0)
    notes.push(
      'opencode has a Bedrock provider and names no model of it; the one chosen in opencode is examined by --model.',
    );
  const apiKey = fromEnv(host.env, 'AWS_BEARER_TOKEN_BEDROCK') ?? option('apiKey') ?? (await keyFromConnect(host));
  const baseUrl = option('endpoint') ?? option('baseURL');
  return {
    client: 'opencode',
    on: true,
    switchedBy: null,
    models,
    // Without one opencode does not ask the profile: it calls us-east-1.
    region: region ?? { value: DEFAULT_REGION, source: { from: 'discovered', name: "opencode's default" } },
    profile: option('profile') ?? fromEnv(host.env, 'AWS_PROFILE'),
    apiKey: apiKey?.source ?? null,
    baseUrl: baseUrl && bareUrl(baseUrl),
    surface: surfaceOf(baseUrl),
    notes,
  };
}
