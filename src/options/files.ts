import { dirname, join, relative } from 'node:path';
import type { Host } from '../core/host.ts';
import { jsonLine } from '../core/json-line.ts';
import { nearestOf } from '../core/nearest.ts';
import type { Source } from '../core/target.ts';
import { UsageError } from '../core/usage-error.ts';
import { CONFIG_NAME } from './config-name.ts';
import { readNamed } from './named-file.ts';
import { OPTIONS } from './table.ts';
import { variableOf } from './variable.ts';

/** A given value, not yet read by its kind. */
export interface Given {
  readonly value: unknown;
  readonly source: Source;
}

/** The values of one file, by key, each with the line it stands in. */
export interface Layer {
  readonly path: string;
  readonly get: (key: string) => Given | null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The 1-based line in which a pattern first stands; 1 when it is nowhere. */
const lineOf = (text: string, pattern: RegExp): number => {
  const at = text.search(pattern);
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
};

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
const OTHER_KEYS = new Set(['$schema', 'accept']);

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
  for (const key of Object.keys(values)) {
    if (key in OPTIONS || OTHER_KEYS.has(key)) continue;
    const line = lineOf(text, keyPattern(key));
    const meant = nearestOf(key, Object.keys(OPTIONS));
    const next =
      meant === null
        ? 'keys are the flags in camelCase, such as "apiUrl"; bedrock-doctor help config lists them.'
        : `did you mean "${meant}"?`;
    throw new UsageError(`${shown}, line ${line}: "${key}" is no option; ${next}`);
  }
  return {
    path: shown,
    get: (key) =>
      values[key] === undefined || values[key] === null
        ? null
        : { value: values[key], source: { from: 'file', path: shown, line: lineOf(text, keyPattern(key)) } },
  };
}

const keyPattern = (key: string): RegExp => new RegExp(`"${key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}"\\s*:`);

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
  const environment = isRecord(parsed) ? parsed[host.env['SAM_CLI_CONFIG_ENV'] ?? 'default'] : undefined;
  const parametersOf = (command: string): Record<string, unknown> => {
    const section = isRecord(environment) ? environment[command] : undefined;
    const parameters = isRecord(section) ? section['parameters'] : undefined;
    return isRecord(parameters) ? parameters : {};
  };
  const values = { ...parametersOf('global'), ...parametersOf('deploy') };
  return {
    path,
    get: (key) =>
      typeof values[key] !== 'string'
        ? null
        : {
            value: values[key],
            source: { from: 'file', path, line: lineOf(found.text, new RegExp(`^\\s*${key}\\s*=`, 'm')) },
          },
  };
}

/** Relative to the folder the user stands in where that is shorter. */
function shorter(path: string, host: Host): string {
  const short = relative(host.cwd, path);
  return short !== '' && short.length < path.length ? short : path;
}
