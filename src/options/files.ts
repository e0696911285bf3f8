import type { Host } from '../core/host.ts';
import { isTooDeep } from '../core/json-depth.ts';
import { jsonLine } from '../core/json-line.ts';
import { nearestOf } from '../core/nearest.ts';
import { UsageError } from '../core/usage-error.ts';
import { CONFIG_NAME } from './config-name.ts';
import { nearestFile, sayOnce } from './found-file.ts';
import type { Layer } from './layer.ts';
import { readNamed } from './named-file.ts';
import { rule } from './refused-keys.ts';
import { shorter } from './shorter.ts';
import { OPTIONS } from './table.ts';
import { isRecord } from './tables.ts';
import { variableOf } from './variable.ts';

/** Keys of the config file that are no options. */
const OTHER_KEYS = new Set(['$schema', 'accept', 'application']);

/**
 * The config file: the one named, else the nearest upward. What it may not say does not count, and is said once with its
 * line. Throws a `UsageError` when it cannot be used.
 */
export async function configLayer(named: string | null, host: Host): Promise<Layer | null> {
  const variable = variableOf('config');
  const path = named ?? (host.env[variable] || null);
  const where = named === null ? variable : '--config';
  const found =
    path === null
      ? await nearestFile(CONFIG_NAME, host, 'name the file with --config')
      : { path, text: await readNamed(host, 'config file', path, where) };
  if (found === null) return null;
  const text = found.text;
  const shown = shorter(found.path, host);
  if (isTooDeep(text)) throw new UsageError(`${shown} is nested too deep to be a config file; fix or remove it.`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new UsageError(`${shown}, line ${jsonLine(text)}, is not valid JSON; fix or remove the file.`);
  }
  if (!isRecord(parsed))
    throw new UsageError(`${shown} must hold a JSON object, such as {"stack": "kiroween"}; fix or remove the file.`);
  const values = parsed;
  // Late: most folders have no such file.
  const { jsonPlaces } = await import('./json-places.ts');
  const offsets = jsonPlaces(text.replace(/^\uFEFF/, ''));
  const lineOf = (...path: readonly (string | number)[]): number => {
    const pointer = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    return text.slice(0, offsets.get(pointer) ?? 0).split('\n').length;
  };
  for (const key of Object.keys(values)) {
    if (Object.hasOwn(OPTIONS, key) || OTHER_KEYS.has(key)) continue;
    const line = lineOf(key);
    const meant = nearestOf(key, Object.keys(OPTIONS));
    const next =
      meant === null
        ? 'keys are the flags in camelCase, such as "apiUrl"; bedrock-doctor help config lists them.'
        : `did you mean "${meant}"?`;
    throw new UsageError(`${shown}, line ${line}: "${key}" is no option; ${next}`);
  }
  const counting = new Map<string, unknown>();
  for (const [key, given] of Object.entries(values)) {
    const ruling = await rule(key, given, { path: found.path, named: path !== null }, host);
    if ('value' in ruling) counting.set(key, ruling.value);
    else sayOnce(host, `${shown}, line ${lineOf(key)}: "${key}" does not count: ${ruling.refused}.`);
  }
  return {
    path: shown,
    get: (key) => {
      const value = counting.get(key);
      if (value === undefined || value === null) return null;
      const items = Array.isArray(value) ? { itemLines: value.map((_item, at) => lineOf(key, at)) } : {};
      return { value, source: { from: 'file', path: shown, line: lineOf(key) }, ...items };
    },
  };
}
