import type { ReportCheck } from '../core/report.ts';

/** What became of a check, as it is painted. */
export type State = 'pass' | 'fail' | 'warning' | 'unknown' | 'idle';

/** The state of one check. */
export const stateOf = ({ status, findings }: ReportCheck): State => {
  if (status === 'pass') return 'pass';
  if (status === 'unknown') return 'unknown';
  if (status !== 'fail') return 'idle';
  return findings.some(({ severity }) => severity === 'error') ? 'fail' : 'warning';
};

/**
 * The check of a link that could not be made since something before it is not known or not right: the first that applies
 * at all. What passes beside it is no word on the link. Null where there is none.
 */
export const blockedIn = (checks: readonly ReportCheck[]): ReportCheck | null => {
  const first = checks.find(({ status }) => status !== 'not-applicable');
  return first?.status === 'skipped' ? first : null;
};

/** Why a check was not made, for people: what it waits for by its title, where that is one of these checks. */
export function reasonIn({ status, reason }: ReportCheck, checks: readonly ReportCheck[]): string | null {
  const before = status === 'skipped' ? /^(\S+) comes first$/.exec(reason ?? '')?.[1] : undefined;
  const found = checks.find(({ id }) => id === before);
  return found === undefined ? reason : `waits for: ${found.title}`;
}
