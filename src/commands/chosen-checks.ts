import { CHECKS } from '../checks/index.ts';
import type { Check } from '../core/check.ts';
import type { Severity } from '../core/finding.ts';
import { UsageError } from '../core/usage-error.ts';
import type { Session } from './session.ts';

/** The checks asked for by --only and --skip, by id or area. Throws a `UsageError` for an id that is none. */
export function chosenChecks({ options }: Session): readonly Check[] {
  const named = (name: 'only' | 'skip'): ReadonlySet<string> | null => {
    const given = options.list(name);
    if (!given) return null;
    const ids = given.flatMap(({ value }) => value.split(','));
    for (const id of ids) {
      if (CHECKS.some((check) => check.id === id || check.id.startsWith(`${id}/`))) continue;
      throw new UsageError(
        `--${name} ${id} is no check; the checks are ${CHECKS.map((check) => check.id).join(', ')}.`,
      );
    }
    return new Set(ids);
  };
  const [only, skip] = [named('only'), named('skip')];
  const has = (set: ReadonlySet<string>, { id }: Check): boolean => set.has(id) || set.has(id.split('/')[0] ?? id);
  return CHECKS.filter((check) => (only === null || has(only, check)) && (skip === null || !has(skip, check)));
}

/** The least severity that makes a run fail. */
export const failOnOf = ({ options }: Session): Severity =>
  options.text('failOn')?.value === 'warning' ? 'warning' : 'error';
