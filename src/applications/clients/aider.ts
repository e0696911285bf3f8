import { looksLikeModel } from '../../bedrock/model-id.ts';
import type { Sourced } from '../../core/target.ts';
import { foldersUpward } from '../../options/found-file.ts';
import { parseLitellmModel } from './litellm.ts';
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
} from './settings.ts';
import { readDotenv, readYaml, type SettingsTree } from './tree.ts';

/** Key of the YAML file → the variable of the same option. https://aider.chat/docs/config/options.html */
const MODELS = [
  ['model', 'AIDER_MODEL'],
  ['weak-model', 'AIDER_WEAK_MODEL'],
  ['editor-model', 'AIDER_EDITOR_MODEL'],
] as const;

/** The files of both kinds, the one that wins first: this folder, the repository's root, home. */
async function readFiles(host: ClientHost): Promise<{ yaml: SettingsTree[]; dotenv: SettingsTree[]; notes: string[] }> {
  const root = (await foldersUpward(host)).at(-1) ?? host.cwd;
  const folders = new Set([host.cwd, root, ...(host.home === null ? [] : [host.home])]);
  const [yaml, dotenv, notes]: [SettingsTree[], SettingsTree[], string[]] = [[], [], []];
  for (const folder of folders) {
    const [path, envPath] = [joinPath(folder, '.aider.conf.yml'), joinPath(folder, '.env')];
    const [text, envText] = [await host.read(path), await host.read(envPath)];
    const tree = text === null || text.trim() === '' ? null : readYaml(shortPath(path, host), text);
    if (tree !== null) yaml.push(tree);
    else if (text !== null && text.trim() !== '' && !/^(?:\s*#.*\n?)*$/.test(text))
      notes.push(`${shortPath(path, host)} is no YAML mapping, so aider does not take it; mend it.`);
    if (envText !== null) dotenv.push(readDotenv(shortPath(envPath, host), envText));
  }
  return { yaml, dotenv, notes };
}

/**
 * What aider would call on Bedrock, from `.aider.conf.yml` and `.env` of home, the repository and this folder (the last
 * wins), and variables, which come before the YAML files. https://aider.chat/docs/config.html
 */
export async function readAider(host: ClientHost): Promise<ClientSettings> {
  const { yaml, dotenv, notes } = await readFiles(host);
  // aider loads `.env` over what the shell has set.
  const variable = (name: string): Sourced<string> | null =>
    dotenv.map((file) => file.text(name)).find((one) => one !== null) ?? setEnv(yaml, name) ?? fromEnv(host.env, name);
  const named: ClientModel[] = [];
  for (const [key, name] of MODELS) {
    const sourced = variable(name) ?? yaml.map((file) => file.text(key)).find((one) => one !== null) ?? null;
    const parsed = sourced && parseLitellmModel(sourced.value);
    if (sourced === null || parsed === null) continue;
    if (!looksLikeModel(parsed.id)) {
      notes.push(`aider's ${key} is ${JSON.stringify(parsed.id)}, which is no id of Bedrock.`);
      continue;
    }
    named.push({
      model: { value: parsed.id, source: sourced.source },
      use: key,
      region: parsed.region === null ? null : { value: parsed.region, source: sourced.source },
    });
  }
  const models = onlyDifferent(named);
  if (models.length === 0) return { ...OFF, client: 'aider', notes };
  if (!models.some(({ use }) => use === 'weak-model'))
    notes.push('aider takes a weaker model of its own choice for commit messages; pass --model to examine that one.');
  const baseUrl = variable('AWS_BEDROCK_RUNTIME_ENDPOINT');
  return {
    client: 'aider',
    on: true,
    switchedBy: null,
    models,
    region: variable('AWS_REGION_NAME') ?? variable('AWS_REGION') ?? variable('AWS_DEFAULT_REGION'),
    profile: variable('AWS_PROFILE_NAME') ?? variable('AWS_PROFILE'),
    apiKey: variable('AWS_BEARER_TOKEN_BEDROCK')?.source ?? null,
    baseUrl: baseUrl && bareUrl(baseUrl),
    surface: 'runtime',
    notes,
  };
}

/** A variable that the option `set-env` gives, as NAME=value, alone or in a list. */
function setEnv(files: readonly SettingsTree[], name: string): Sourced<string> | null {
  for (const file of files) {
    const entries = Array.from({ length: file.length('set-env') }, (_, index) => file.text('set-env', index));
    for (const entry of [file.text('set-env'), ...entries]) {
      if (entry?.value.startsWith(`${name}=`)) return { ...entry, value: entry.value.slice(name.length + 1) };
    }
  }
  return null;
}
