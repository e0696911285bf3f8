import { dirname, join } from 'node:path';
import type { Host } from '../core/host.ts';
import { jsonLine } from '../core/json-line.ts';
import { nearestOf } from '../core/nearest.ts';
import { UsageError } from '../core/usage-error.ts';
import { CONFIG_NAME } from './config-name.ts';
import { jsonPlaces } from './json-places.ts';
import type { Layer } from './layer.ts';
import { readNamed } from './named-file.ts';
import { shorter } from './shorter.ts';
import { OPTIONS } from './table.ts';
import { isRecord } from './tables.ts';
import { variableOf } from './variable.ts';

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
