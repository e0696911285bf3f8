import { dirname, extname, join, resolve } from 'node:path';
import { MOST_BYTES } from '../core/file-limits.ts';
import type { Host } from '../core/host.ts';
import { asText } from '../core/json.ts';
import type { Source, Sourced } from '../core/target.ts';
import { UsageError } from '../core/usage-error.ts';
import { sayOnce } from './found-file.ts';
import type { Given, Layer } from './layer.ts';
import { shorter } from './shorter.ts';
import { isRecord, type Tables } from './tables.ts';

/** The names SAM looks for beside the template, the first that is there. */
const NAMES = ['samconfig.toml', 'samconfig.yaml', 'samconfig.yml'];

/** What decides which of SAM's configuration files is read, and which environment of it. */
export interface SamChoice {
  /** `--config-file`, from where the user is. */
  readonly file: Given | null;
  readonly environment: Given | null;
  /** `--template`, from where the user is; null: the one in this folder. */
  readonly template: string | null;
}

/** SAM's configuration file, for one environment. */
export interface SamConfig extends Layer {
  /** Absolute. */
  readonly file: string;
  readonly environment: string;
  /** Whether SAM finds it by itself in its folder. */
  readonly byDefault: boolean;
  /** What one command is given: its own section before `global`. Null where neither says it. */
  readonly valueOf: (command: 'build' | 'deploy', key: string) => unknown;
  /** The names of all environments. */
  readonly environments: readonly string[];
  /** What the environments deploy, each stack and Region once, in the file's order. */
  readonly deployments: readonly Deployment[];
}

/** What `sam deploy` is told in one environment. */
export interface Deployment {
  readonly environment: string;
  readonly stack: Sourced<string>;
  /** Null where the environment names no Region. */
  readonly region: Sourced<string> | null;
  /** `parameter_overrides`, a text or a list. */
  readonly overrides: Given | null;
}

/**
 * SAM's configuration file as SAM finds it: the one named, else `samconfig.toml`, `.yaml` or `.yml` beside the template
 * for `sam build`, else in this folder for `sam deploy`. No folder above is looked into, and no variable names the
 * environment. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html
 * Throws a `UsageError` for a file or an environment that is not there or cannot be read.
 */
export async function samLayer(host: Host, choice: SamChoice): Promise<SamConfig | null> {
  const folders = [...(choice.template === null ? [] : [dirname(resolve(host.cwd, choice.template))]), host.cwd];
  const found = choice.file === null ? await lookFor(host, folders) : await readGiven(host, choice.file, folders);
  if (found === null) {
    if (choice.environment?.source.from !== 'flag') return null;
    throw new UsageError(
      `--config-env ${asText(choice.environment.value)} needs a samconfig.toml beside the template; name the file with --config-file, or leave it out.`,
    );
  }
  const path = shorter(found.file, host);
  const { values, lineOf } = await tablesOf(found.text, path);
  const environment = choice.environment === null ? 'default' : asText(choice.environment.value);
  const environments = Object.keys(values).filter((name) => isRecord(values[name]));
  if (choice.environment?.source.from === 'flag' && !environments.includes(environment)) {
    throw new UsageError(`${path} has no environment ${environment}; it has ${environments.join(', ') || 'none'}.`);
  }
  const sectionOf = (name: string, command: string): Record<string, unknown> => {
    const section = isRecord(values[name]) ? values[name][command] : undefined;
    return isRecord(section) && isRecord(section['parameters']) ? section['parameters'] : {};
  };
  const valueIn = (name: string, command: string, key: string): unknown =>
    sectionOf(name, command)[key] ?? sectionOf(name, 'global')[key] ?? null;
  const sourceIn = (name: string, key: string): Source => ({
    from: 'file',
    path,
    line: lineOf(name, 'deploy', key) ?? lineOf(name, 'global', key) ?? 1,
  });
  const givenIn = (name: string, key: string): Given | null => {
    const value = valueIn(name, 'deploy', key);
    return value === null || typeof value === 'boolean' ? null : { value, source: sourceIn(name, key) };
  };
  const textIn = (name: string, key: string): Sourced<string> | null => {
    const given = givenIn(name, key);
    return typeof given?.value === 'string' ? { value: given.value, source: given.source } : null;
  };
  const deployments = new Map<string, Deployment>();
  for (const name of environments) {
    const stack = textIn(name, 'stack_name');
    if (stack === null) continue;
    const region = textIn(name, 'region');
    const key = `${stack.value} ${region?.value ?? ''}`;
    if (!deployments.has(key))
      deployments.set(key, { environment: name, stack, region, overrides: givenIn(name, 'parameter_overrides') });
  }
  return {
    path,
    file: found.file,
    environment,
    byDefault: found.byDefault,
    environments,
    deployments: [...deployments.values()],
    valueOf: (command, key) => valueIn(environment, command, key),
    get: (key) => givenIn(environment, key),
  };
}

interface Found {
  readonly file: string;
  readonly text: string;
  readonly byDefault: boolean;
}

/** The first that is there, folder by folder. */
async function lookFor(host: Host, folders: readonly string[]): Promise<Found | null> {
  for (const folder of folders) {
    for (const name of NAMES) {
      const file = join(folder, name);
      if (!(await host.isThere(file))) continue;
      const why = await host.distrust(file);
      if (why !== null) {
        sayOnce(
          host,
          `${file} is not read: ${why}. Take that permission away, or pass --stack, --region and --profile.`,
        );
        return null;
      }
      const text = await host.read(file, MOST_BYTES['config file']);
      if (text !== null) return { file, text, byDefault: true };
    }
  }
  return null;
}

/** The one that was named: from where the user is, else as SAM reads it, from the template's folder. */
async function readGiven(host: Host, { value, source }: Given, folders: readonly string[]): Promise<Found> {
  const where =
    source.from === 'env' ? source.name : source.from === 'file' ? `"configFile" in ${source.path}` : '--config-file';
  for (const folder of [host.cwd, ...folders]) {
    const file = resolve(folder, asText(value));
    const text = await host.read(file, MOST_BYTES['config file']);
    if (text === null) continue;
    return { file, text, byDefault: (await lookFor(host, [dirname(file)]))?.file === file };
  }
  throw new UsageError(`The SAM configuration file ${asText(value)} does not exist; check ${where}.`);
}

/** Reads TOML or YAML, by the file's ending as SAM does. Throws a `UsageError`. */
async function tablesOf(text: string, path: string): Promise<Tables> {
  const kind = extname(path).toLowerCase();
  if (kind === '.toml') return tomlTables(text, path);
  if (kind === '.yaml' || kind === '.yml') {
    const read = (await import('./yaml-tables.ts')).yamlTables(text);
    if ('wrongLine' in read) throw unreadable(path, read.wrongLine, 'YAML');
    return read;
  }
  throw new UsageError(
    `${path} must end in .toml, .yaml or .yml, which is all that SAM reads; name another --config-file.`,
  );
}

const unreadable = (path: string, line: number | null, what: 'TOML' | 'YAML'): UsageError =>
  new UsageError(
    `${path}${line === null ? '' : `, line ${line},`} is not valid ${what}; fix the file, or pass --stack and --region in another folder.`,
  );

async function tomlTables(text: string, path: string): Promise<Tables> {
  // Late: most folders have no such file.
  const { parse } = await import('smol-toml');
  try {
    return {
      values: parse(text) as Record<string, unknown>,
      lineOf: (environment, command, key) => tomlLine(text, `${environment}.${command}.parameters`, key),
    };
  } catch (error) {
    throw unreadable(path, error instanceof Error && 'line' in error ? Number(error.line) : null, 'TOML');
  }
}

/** The 1-based line of a key in a section of a TOML text; null when it does not stand there on a line of its own. */
function tomlLine(text: string, section: string, key: string): number | null {
  let inside = false;
  for (const [index, line] of text.split('\n').entries()) {
    const [, header] = /^\s*\[([^[\]]+)\]/.exec(line) ?? [];
    if (header !== undefined) inside = header.replace(/[\s"']/g, '') === section;
    else if (inside && new RegExp(`^\\s*"?${key}"?\\s*=`).test(line)) return index + 1;
  }
  return null;
}
