import type { Report } from '../core/report.ts';
import { describeSource } from '../core/target.ts';

/** What was examined, in the order people look for it; the last two are for those who want to know more. */
const NAMES = [
  ['caller', 'caller'],
  ['account', 'account'],
  ['region', 'Region'],
  ['stack', 'stack'],
  ['function', 'function'],
  ['role', 'role'],
  ['model', 'model'],
  ['logGroup', 'log group'],
  ['apiUrl', 'API'],
] as const;
const MORE: ReadonlySet<string> = new Set(['logGroup', 'apiUrl']);

/** The target's values with their sources, as far as they are known. */
export const targetRows = (
  { target }: Report,
  all = true,
): readonly (readonly [name: string, value: string, source: string])[] =>
  NAMES.filter(([key]) => all || !MORE.has(key)).flatMap(([key, name]) => {
    const found = target[key];
    return found === null ? [] : [[name, found.value, describeSource(found.source)] as const];
  });
