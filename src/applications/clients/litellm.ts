import { looksLikeModel } from '../../bedrock/model-id.ts';
import type { Sourced } from '../../core/target.ts';
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
import { readYaml, type SettingsTree } from './tree.ts';

/** Where people keep the proxy's config; the variable names any other. */
const NAMES = [
  'litellm_config.yaml',
  'litellm-config.yaml',
  'litellm.config.yaml',
  'config.yaml',
  'config.yml',
] as const;

/** https://docs.litellm.ai/docs/providers/bedrock: the routes that may stand between `bedrock/` and the id. */
const ROUTE =
  /^(?:converse|invoke|converse_like|mantle|nova|llama|deepseek_r1|qwen3|openai|agent|agentcore|async_invoke)\//;
const REGION = /^([a-z]{2,4}(?:-[a-z]+)+-\d)\//;

/** A model as LiteLLM writes it, taken apart; null for one of another provider, or of an agent. */
export function parseLitellmModel(
  text: string,
): { readonly id: string; readonly region: string | null; readonly mantle: boolean } | null {
  const [, provider = '', rest = ''] = /^(bedrock|bedrock_converse|bedrock_mantle)\/(.+)$/.exec(text) ?? [];
  if (rest === '') return null;
  if (/^(?:agent|agentcore)\//.test(rest)) return null;
  const routed = rest.replace(ROUTE, '');
  const region = REGION.exec(routed)?.[1] ?? null;
  const id = region === null ? routed : routed.replace(REGION, '').replace(ROUTE, '');
  return { id, region, mantle: provider === 'bedrock_mantle' || rest.startsWith('mantle/') };
}

/** The value of a setting; `os.environ/NAME` stands for a variable, whose own source counts then. */
function resolveText(
  sourced: Sourced<string> | null,
  env: ClientHost['env'],
  tree: SettingsTree,
): Sourced<string> | null {
  const name = /^os\.environ\/(\w+)$/.exec(sourced?.value ?? '')?.[1];
  if (sourced === null || name === undefined) return sourced;
  return tree.text('environment_variables', name) ?? fromEnv(env, name);
}

/** The first config file there is that has a `model_list`. */
async function findConfig(host: ClientHost): Promise<{ tree: SettingsTree | null; notes: string[] }> {
  const named = ['LITELLM_CONFIG_PATH', 'CONFIG_FILE_PATH'].map((name) => host.env[name]).find((one) => one);
  const paths = named === undefined ? NAMES.map((name) => joinPath(host.cwd, name)) : [named];
  const notes: string[] = [];
  for (const path of paths) {
    const text = await host.read(path);
    // Every other program has a config.yaml: only one with LiteLLM's list is meant.
    if (text === null || !/^\s*["']?model_list["']?\s*:/m.test(text)) continue;
    const tree = readYaml(shortPath(path, host), text);
    if (tree !== null) return { tree, notes };
    notes.push(`${shortPath(path, host)} is no YAML mapping, so LiteLLM does not take it; mend it.`);
  }
  return { tree: null, notes };
}

/**
 * What LiteLLM's proxy would call on Bedrock, from its config file in this folder, or the one its variable names.
 * https://docs.litellm.ai/docs/proxy/configs
 */
export async function readLitellm(host: ClientHost): Promise<ClientSettings> {
  const { tree, notes } = await findConfig(host);
  if (tree === null) return { ...OFF, client: 'LiteLLM', notes };
  const { env } = host;
  const setting = (name: string): Sourced<string> | null =>
    tree.text('environment_variables', name) ?? fromEnv(env, name);
  const named: ClientModel[] = [];
  const found: { profile?: Sourced<string>; apiKey?: Sourced<string>; baseUrl?: Sourced<string>; mantle?: true } = {};
  for (let index = 0; index < tree.length('model_list'); index += 1) {
    const of = (name: string): Sourced<string> | null =>
      resolveText(tree.text('model_list', index, 'litellm_params', name), env, tree);
    const model = of('model');
    const parsed = model && parseLitellmModel(model.value);
    if (model === null || parsed === null) continue;
    const use = `model_list: ${tree.text('model_list', index, 'model_name')?.value ?? `entry ${index + 1}`}`;
    // An entry may call an ARN by the name of its base model.
    const arn = of('model_id');
    const id = arn?.value.startsWith('arn:') ? arn.value : parsed.id;
    if (!looksLikeModel(id)) {
      notes.push(`LiteLLM's ${use} is ${JSON.stringify(parsed.id)}, which is no id of Bedrock.`);
      continue;
    }
    named.push({
      model: { value: id, source: model.source },
      use,
      region: of('aws_region_name') ?? (parsed.region === null ? null : { value: parsed.region, source: model.source }),
    });
    const [profile, apiKey, baseUrl, role] = [
      of('aws_profile_name'),
      of('api_key'),
      of('aws_bedrock_runtime_endpoint') ?? of('api_base'),
      of('aws_role_name'),
    ];
    if (profile) found.profile ??= profile;
    if (apiKey) found.apiKey ??= apiKey;
    if (baseUrl) found.baseUrl ??= baseUrl;
    if (parsed.mantle) found.mantle = true;
    if (role)
      notes.push(`LiteLLM's ${use} assumes ${role.value}: that role's permissions decide; examine it by --role.`);
    if (tree.at('model_list', index, 'litellm_params', 'aws_access_key_id') !== undefined)
      notes.push(`LiteLLM's ${use} has keys of its own: another identity than yours may make its calls.`);
  }
  const models = onlyDifferent(named);
  if (models.length === 0) return { ...OFF, client: 'LiteLLM', notes };
  const baseUrl = found.baseUrl ?? setting('AWS_BEDROCK_RUNTIME_ENDPOINT');
  return {
    client: 'LiteLLM',
    on: true,
    switchedBy: null,
    models,
    region: setting('AWS_REGION_NAME') ?? setting('AWS_REGION') ?? setting('AWS_DEFAULT_REGION'),
    profile: found.profile ?? setting('AWS_PROFILE_NAME') ?? setting('AWS_PROFILE'),
    apiKey: (found.apiKey ?? setting('AWS_BEARER_TOKEN_BEDROCK'))?.source ?? null,
    baseUrl: baseUrl && bareUrl(baseUrl),
    surface: found.mantle ? 'mantle' : surfaceOf(baseUrl),
    notes,
  };
}
