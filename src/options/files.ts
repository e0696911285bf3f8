import { dirname, join, relative } from 'node:path';
import type { Host } from '../core/host.ts';
import { jsonLine } from '../core/json-line.ts';
import { nearestOf } from '../core/nearest.ts';
import type { Source } from '../core/target.ts';
import { UsageError } from '../core/usage-error.ts';
import { CONFIG_NAME } from './config-name.ts';
import { jsonPlaces } from './json-places.ts';
import { readNamed } from './named-file.ts';
import { OPTIONS } from './table.ts';
import { variableOf } from './variable.ts';

/** A given value, not yet read by its kind. */
export interface Given {
  readonly value: unknown;
  readonly source: Source;
  /** Where the items of a list stand, in a file that tells. */
  readonly itemLines?: readonly number[];
}

/** The values of one file, by key, each with the line it stands in. */
export interface Layer {
  readonly path: string;
  readonly get: (key: string) => Given | null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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

/** The nearest file of that name in this folder or one above. */
async function nearest(name: string, host: Host): Promise<{ path: string; text: string } | null> {
  for (let folder = host.cwd; ; folder = dirname(folder)) {
    const path = join(folder, name);
    const text = await host.read(path);
    if (text !== null) return { path, text };
    if (dirname(folder) === folder) return null;
  }
}

/** Keys of the config file that are no options. */
const OTHER_KEYS = new Set(['$schema', 'accept', 'application']);

/** The config file: the one named, else the nearest upward. Throws a `UsageError` when it cannot be used. */
export async function configLayer(named: string | null, host: Host): Promise<Layer | null> {
  const variable = variableOf('config');
  const path = named ?? (host.env[variable] || null);
  const where = named === null ? variable : '--config';
  const found =
    path === null
      ? await nearest(CONFIG_NAME, host)
      : { path, text: await readNamed(host, 'config file', path, where) };
  if (found === null) return null;
  const text = found.text;
  const shown = shorter(found.path, host);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new UsageError(`${shown}, line ${jsonLine(text)}, is not valid JSON; mend or remove the file.`);
  }
  if (!isRecord(parsed))
    throw new UsageError(`${shown} must hold a JSON object, such as {"stack": "kiroween"}; mend or remove the file.`);
  const values = parsed;
  const offsets = jsonPlaces(text.replace(/^\uFEFF/, ''));
  const lineOf = (...path: readonly (string | number)[]): number => {
    const pointer = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    return text.slice(0, offsets.get(pointer) ?? 0).split('\n').length;
  };
  for (const key of Object.keys(values)) {
    if (key in OPTIONS || OTHER_KEYS.has(key)) continue;
    const line = lineOf(key);
    const meant = nearestOf(key, Object.keys(OPTIONS));
    const next =
      meant === null
        ? 'keys are the flags in camelCase, such as "apiUrl"; bedrock-doctor help config lists them.'
        : `did you mean "${meant}"?`;
    throw new UsageError(`${shown}, line ${line}: "${key}" is no option; ${next}`);
  }
  return {
    path: shown,
    get: (key) => {
      const value = values[key];
      if (value === undefined || value === null) return null;
      const items = Array.isArray(value) ? { itemLines: value.map((_item, at) => lineOf(key, at)) } : {};
      return { value, source: { from: 'file', path: shown, line: lineOf(key) }, ...items };
    },
  };
}

/** samconfig.toml of the nearest folder upward: `[default.deploy.parameters]`, then `[default.global.parameters]`. */
export async function samLayer(host: Host): Promise<Layer | null> {
  const found = await nearest('samconfig.toml', host);
  if (found === null) return null;
  const path = shorter(found.path, host);
  // Late: most folders have no such file.
  const { parse: parseToml } = await import('smol-toml');
  let parsed: unknown;
  try {
    parsed = parseToml(found.text);
  } catch (error) {
    const line = error instanceof Error && 'line' in error ? `, line ${Number(error.line)},` : '';
    throw new UsageError(
      `${path}${line} is not valid TOML; mend the file, or pass --stack and --region in another folder.`,
    );
  }
  const name = host.env['SAM_CLI_CONFIG_ENV'] ?? 'default';
  const environment = isRecord(parsed) ? parsed[name] : undefined;
  const parametersOf = (command: string): Record<string, unknown> => {
    const section = isRecord(environment) ? environment[command] : undefined;
    const parameters = isRecord(section) ? section['parameters'] : undefined;
    return isRecord(parameters) ? parameters : {};
  };
  const values = { ...parametersOf('global'), ...parametersOf('deploy') };
  const lineOf = (key: string): number =>
    tomlLine(found.text, `${name}.deploy.parameters`, key) ??
    tomlLine(found.text, `${name}.global.parameters`, key) ??
    1;
  return {
    path,
    get: (key) =>
      typeof values[key] !== 'string' && !Array.isArray(values[key])
        ? null
        : {
            value: values[key],
            source: { from: 'file', path, line: lineOf(key) },
          },
  };
}

/** Relative to the folder the user stands in where that is shorter. */
function shorter(path: string, host: Host): string {
  const short = relative(host.cwd, path);
  return short !== '' && short.length < path.length ? short : path;
}
