import { CHECKS } from '../../checks/index.ts';
import type { Check } from '../../core/check.ts';
import type { Severity } from '../../core/finding.ts';
import { nearestOf } from '../../core/nearest.ts';
import { UsageError } from '../../core/usage-error.ts';
import type { Session } from '../session/session.ts';

/** The checks asked for by --only and --skip, by id or area. Throws a `UsageError` for an id that is none. */
export function chosenChecks({ options }: Session): readonly Check[] {
  const named = (name: 'only' | 'skip'): ReadonlySet<string> | null => {
    const given = options.list(name);
    if (!given) return null;
    const ids = given.flatMap(({ value }) => value.split(','));
    for (const id of ids) {
      if (CHECKS.some((check) => check.id === id || check.id.startsWith(`${id}/`))) continue;
      const areas = [...new Set(CHECKS.map((check) => check.id.split('/')[0] ?? check.id))];
      const meant = nearestOf(id, [...areas, ...CHECKS.map((check) => check.id)]);
      const next =
        meant === null
          ? `a check is an id such as ${CHECKS[0]?.id}, as diagnose --format json prints them, or an area: ${areas.join(', ')}.`
          : `did you mean ${meant}?`;
      throw new UsageError(`${options.where(name)}: there is no check ${id}; ${next}`);
    }
    return new Set(ids);
  };
  const [only, skip] = [named('only'), named('skip')];
  const has = (set: ReadonlySet<string>, { id }: Check): boolean => set.has(id) || set.has(id.split('/')[0] ?? id);
  const chosen = CHECKS.filter((check) => (only === null || has(only, check)) && (skip === null || !has(skip, check)));
  // Nothing looked at would be nothing found: healthy.
  if (chosen.length === 0) {
    const skipped = options.where('skip');
    throw new UsageError(
      only === null
        ? `${skipped} leaves no check to make; skip fewer.`
        : `${options.where('only')} and ${skipped} together leave no check to make; leave one of them out.`,
    );
  }
  return chosen;
}

/** The least severity that makes a run fail. */
export const failOnOf = ({ options }: Session): Severity =>
  options.text('failOn')?.value === 'warning' ? 'warning' : 'error';
