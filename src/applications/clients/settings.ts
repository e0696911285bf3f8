import type { Source, Sourced } from '../../core/target.ts';

/** What a client needs of the machine it runs on: variables, files, and where the user is. */
export interface ClientHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
  readonly home: string | null;
  /** A file's text, or null when there is none. */
  readonly read: (path: string) => Promise<string | null>;
}

/** The four clients whose settings are read. */
export type ClientName = 'Claude Code' | 'opencode' | 'LiteLLM' | 'aider';

/** A model that a client calls, and what the setting says of that model alone. */
export interface ClientModel {
  /** As Bedrock takes it: an id, a profile id or an ARN. */
  readonly model: Sourced<string>;
  /** The setting it is in, in the client's words: 'ANTHROPIC_MODEL', 'small_model', 'model_list: fast'. */
  readonly use: string;
  /** A Region for this model alone; null: the client's. */
  readonly region: Sourced<string> | null;
}

/** How a client calls Bedrock, as its settings say; each value with the file and line, or the variable, it is from. */
export interface ClientSettings {
  readonly client: ClientName;
  /** Whether its calls go to Bedrock. What is off has no cell. */
  readonly on: boolean;
  /** What switches it on or off; null where nothing does and the models themselves tell. */
  readonly switchedBy: Source | null;
  /** In force and different; empty where the client is off. */
  readonly models: readonly ClientModel[];
  readonly region: Sourced<string> | null;
  readonly profile: Sourced<string> | null;
  /** Where a Bedrock API key is set, never the key; null where the client signs its calls. */
  readonly apiKey: Source | null;
  /** Where its calls go instead of AWS's own address, without password or key; null: AWS's own. */
  readonly baseUrl: Sourced<string> | null;
  /** The endpoint that the calls are made at. */
  readonly surface: 'runtime' | 'mantle';
  /** Sentences: aliases that name no model, files that could not be read, what is left to the client. */
  readonly notes: readonly string[];
}

/** A client with nothing set. */
export const OFF: Omit<ClientSettings, 'client'> = {
  on: false,
  switchedBy: null,
  models: [],
  region: null,
  profile: null,
  apiKey: null,
  baseUrl: null,
  surface: 'runtime',
  notes: [],
};

/** The value of a variable with its source; null where it is unset or empty. */
export function fromEnv(env: ClientHost['env'], name: string): Sourced<string> | null {
  const value = env[name];
  return value === undefined || value === '' ? null : { value, source: { from: 'env', name } };
}

/** Each model once; of several settings that name it, the first. */
export const onlyDifferent = (models: readonly ClientModel[]): readonly ClientModel[] =>
  models.filter(
    (one, at) =>
      models.findIndex(
        (other) => other.model.value === one.model.value && other.region?.value === one.region?.value,
      ) === at,
  );

/** An address without user, password and query, in which keys stand at times. */
export function bareUrl(url: Sourced<string>): Sourced<string> {
  const value = url.value.replace(/^(\w+:\/\/)[^/@]*@/, '$1').replace(/[?#].*$/, '');
  return { ...url, value };
}

/** The endpoint an address belongs to: https://docs.aws.amazon.com/bedrock/latest/userguide/endpoints.html */
export const surfaceOf = (url: Sourced<string> | null): ClientSettings['surface'] =>
  url !== null && /bedrock-mantle\./.test(url.value) ? 'mantle' : 'runtime';

/** Whether a switch is on, as command lines take it. */
export const isOn = (value: string | null | undefined): boolean => /^(?:1|true|yes|on)$/i.test(value?.trim() ?? '');

/** A path as the user would write it: from the home folder where it lies there. */
export const shortPath = (path: string, { cwd, home }: Pick<ClientHost, 'cwd' | 'home'>): string =>
  path.startsWith(`${cwd}/`)
    ? path.slice(cwd.length + 1)
    : home !== null && path.startsWith(`${home}/`)
      ? `~/${path.slice(home.length + 1)}`
      : path;

/** Joins parts of a path; both kinds of separator are understood by every system Node runs on. */
export const joinPath = (...parts: readonly string[]): string =>
  parts.map((part, at) => (at === parts.length - 1 ? part : part.replace(/[/\\]+$/, ''))).join('/');

/** The folder above; itself at the top. */
const folderAbove = (path: string): string => path.replace(/[/\\][^/\\]*$/, '') || '/';

/** The folder and those above it up to the repository's root (where `.git` is told to be), nearest first; only itself outside one. */
export async function foldersUpward({ cwd, read }: Pick<ClientHost, 'cwd' | 'read'>): Promise<readonly string[]> {
  const folders: string[] = [];
  for (let folder = cwd; ; folder = folderAbove(folder)) {
    folders.push(folder);
    // A work tree has a file, a repository a folder with this one in it.
    const there = (await read(joinPath(folder, '.git', 'HEAD'))) ?? (await readFile(read, joinPath(folder, '.git')));
    if (there !== null) return folders;
    if (folderAbove(folder) === folder) return [cwd];
  }
}

/** The text of a file; null where a folder of that name is. */
async function readFile(read: ClientHost['read'], path: string): Promise<string | null> {
  try {
    return await read(path);
  } catch {
    return null;
  }
}
