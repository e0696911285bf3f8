import { looksLikeModel } from '../../bedrock/model-id.ts';
import type { Sourced } from '../../core/target.ts';
import {
  bareUrl,
  type ClientHost,
  type ClientModel,
  type ClientSettings,
  fromEnv,
  isOn,
  joinPath,
  OFF,
  onlyDifferent,
  shortPath,
} from './settings.ts';
import { readJson, type SettingsTree } from './tree.ts';

/**
 * Words that stand for a model of Claude Code's choice, and the variable that makes one mean a model of one's own:
 * https://code.claude.com/docs/en/model-config
 */
const ALIASES: { readonly [alias: string]: readonly string[] } = {
  default: ['ANTHROPIC_DEFAULT_MODEL'],
  best: [],
  sonnet: ['ANTHROPIC_DEFAULT_SONNET_MODEL'],
  opus: ['ANTHROPIC_DEFAULT_OPUS_MODEL'],
  haiku: ['ANTHROPIC_DEFAULT_HAIKU_MODEL'],
  fable: ['ANTHROPIC_DEFAULT_FABLE_MODEL'],
  opusplan: ['ANTHROPIC_DEFAULT_OPUS_MODEL', 'ANTHROPIC_DEFAULT_SONNET_MODEL'],
};

/** Variables that name a model beside the main one. */
const OTHERS = [
  'ANTHROPIC_DEFAULT_SONNET_MODEL',
  'ANTHROPIC_DEFAULT_OPUS_MODEL',
  'ANTHROPIC_DEFAULT_HAIKU_MODEL',
  'ANTHROPIC_DEFAULT_FABLE_MODEL',
  'ANTHROPIC_DEFAULT_MODEL',
  'ANTHROPIC_SMALL_FAST_MODEL',
  'CLAUDE_CODE_SUBAGENT_MODEL',
  'ANTHROPIC_CUSTOM_MODEL_OPTION',
] as const;

/** Those whose Region `ANTHROPIC_SMALL_FAST_MODEL_AWS_REGION` sets. */
const SMALL: readonly string[] = ['ANTHROPIC_DEFAULT_HAIKU_MODEL', 'ANTHROPIC_SMALL_FAST_MODEL'];

/** Where administrators put what nobody overrides: https://code.claude.com/docs/en/settings */
const MANAGED = [
  '/etc/claude-code/managed-settings.json',
  '/Library/Application Support/ClaudeCode/managed-settings.json',
  'C:/Program Files/ClaudeCode/managed-settings.json',
] as const;

/** A model without the mark of its long context, which is no part of its id: 'sonnet[1m]'. */
const withoutMark = (sourced: Sourced<string>): Sourced<string> => ({
  ...sourced,
  value: sourced.value.trim().replace(/\[\w+\]$/, ''),
});

/** The settings files in force, the one that wins first; and what could not be read, in sentences. */
async function readFiles(host: ClientHost): Promise<{ files: SettingsTree[]; notes: string[] }> {
  const { env, cwd, home, read } = host;
  const own = env['CLAUDE_CONFIG_DIR'] || (home === null ? null : joinPath(home, '.claude'));
  const paths = [
    ...MANAGED,
    joinPath(cwd, '.claude', 'settings.local.json'),
    joinPath(cwd, '.claude', 'settings.json'),
    ...(own === null ? [] : [joinPath(own, 'settings.local.json'), joinPath(own, 'settings.json')]),
  ];
  const [files, notes]: [SettingsTree[], string[]] = [[], []];
  for (const path of new Set(paths)) {
    const text = await read(path);
    if (text === null) continue;
    const shown = shortPath(path, host);
    const tree = readJson(shown, text, false);
    if (tree === null) notes.push(`${shown} is no JSON object, so Claude Code does not take it; mend it.`);
    else files.push(tree);
  }
  return { files, notes };
}

/**
 * What Claude Code would call, from its variables and settings files. A variable in a file's `env` comes before the
 * shell's own, and an empty one unsets it; of the files managed ones come before local, project and user ones;
 * ANTHROPIC_MODEL comes before the key `model`. Command-line flags and `/model` are not seen.
 * https://code.claude.com/docs/en/env-vars#precedence, https://code.claude.com/docs/en/amazon-bedrock
 */
export async function readClaudeCode(host: ClientHost): Promise<ClientSettings> {
  const { files, notes: unread } = await readFiles(host);
  const variable = (name: string): Sourced<string> | null => {
    const file = files.find((one) => one.at('env', name) !== undefined);
    return file === undefined ? fromEnv(host.env, name) : file.text('env', name);
  };
  const runtime = variable('CLAUDE_CODE_USE_BEDROCK');
  const mantle = variable('CLAUDE_CODE_USE_MANTLE');
  const switched = isOn(runtime?.value) ? runtime : isOn(mantle?.value) ? mantle : (runtime ?? mantle);
  const on = isOn(switched?.value);
  const main =
    variable('ANTHROPIC_MODEL') ?? files.map((file) => file.text('model')).find((one) => one !== null) ?? null;
  const smallRegion = variable('ANTHROPIC_SMALL_FAST_MODEL_AWS_REGION');
  const notes = [...unread];
  const named: ClientModel[] = [];
  const add = (use: string, sourced: Sourced<string>): void => {
    const model = withoutMark(sourced);
    if (Object.hasOwn(ALIASES, model.value)) {
      const targets = (ALIASES[model.value] ?? []).filter((name) => variable(name) !== null);
      if (targets.length === 0)
        notes.push(
          `Claude Code's ${use} is the alias "${model.value}", which stands for a model of Claude Code's own choice; pass --model to examine that one.`,
        );
    } else if (looksLikeModel(model.value)) {
      named.push({ model, use, region: SMALL.includes(use) ? smallRegion : null });
    } else {
      notes.push(
        `Claude Code's ${use} is ${JSON.stringify(model.value)}, which is no id of Bedrock; such as eu.anthropic.claude-sonnet-5 is.`,
      );
    }
  };
  if (main !== null)
    add(main.source.from === 'file' && variable('ANTHROPIC_MODEL') === null ? 'model' : 'ANTHROPIC_MODEL', main);
  for (const name of OTHERS) {
    const sourced = variable(name);
    // The word for "the main model's".
    if (sourced !== null && sourced.value !== 'inherit') add(name, sourced);
  }
  for (const file of files) {
    for (const id of file.keys('modelOverrides')) {
      const sourced = file.text('modelOverrides', id);
      if (sourced !== null) add(`modelOverrides: ${id}`, sourced);
    }
  }
  const models = onlyDifferent(named);
  const apiKey = variable('AWS_BEARER_TOKEN_BEDROCK');
  const [bedrockUrl, mantleUrl] = [
    variable('ANTHROPIC_BEDROCK_BASE_URL'),
    variable('ANTHROPIC_BEDROCK_MANTLE_BASE_URL'),
  ];
  const surface = switched !== null && switched === mantle && on ? 'mantle' : 'runtime';
  const baseUrl = surface === 'mantle' ? mantleUrl : bedrockUrl;
  if (!on) {
    if (models.length > 0)
      notes.push(
        `Claude Code names ${models.map(({ model }) => model.value).join(', ')}, and CLAUDE_CODE_USE_BEDROCK is not on: it does not call Bedrock.`,
      );
    return { ...OFF, client: 'Claude Code', switchedBy: switched?.source ?? null, notes };
  }
  if (models.length === 0)
    notes.push(
      'Claude Code uses Bedrock with models of its own choice, which its settings do not name; set ANTHROPIC_MODEL, or pass --model.',
    );
  if (isOn(variable('CLAUDE_CODE_SKIP_BEDROCK_AUTH')?.value))
    notes.push(
      'CLAUDE_CODE_SKIP_BEDROCK_AUTH is on: a gateway signs the calls, with credentials that are not seen here.',
    );
  const prefix = variable('ANTHROPIC_BEDROCK_REGION_PREFIX');
  if (prefix !== null)
    notes.push(
      `ANTHROPIC_BEDROCK_REGION_PREFIX is ${prefix.value}: models of Claude Code's own choice get this prefix.`,
    );
  return {
    client: 'Claude Code',
    on,
    switchedBy: switched?.source ?? null,
    models,
    region: variable('AWS_REGION') ?? variable('AWS_DEFAULT_REGION'),
    profile: variable('AWS_PROFILE'),
    apiKey: apiKey?.source ?? null,
    baseUrl: baseUrl && bareUrl(baseUrl),
    surface,
    notes,
  };
}
