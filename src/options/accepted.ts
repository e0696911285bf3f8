import type { Accepted } from '../core/accept.ts';
import { UsageError } from '../core/usage-error.ts';

const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * The config file's accepted risks: [{"id": "model-legacy", "until": "2027-01-31", "reason": "…"}]. A risk without an end
 * or a reason is none that anybody accepted. Throws a `UsageError` that says what is wrong.
 */
export function parseAccepted(value: unknown, where: string): readonly Accepted[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new UsageError(`${where} must be a list of {"id", "until", "reason"}.`);
  return value.map((item: unknown, at): Accepted => {
    const { id, until, reason } = (typeof item === 'object' && item !== null ? item : {}) as {
      readonly [key: string]: unknown;
    };
    const wrong = (what: string): UsageError => new UsageError(`${where}, entry ${at + 1}: ${what}`);
    if (typeof id !== 'string' || id === '') throw wrong('"id" must be a cause or the code of a finding.');
    if (typeof until !== 'string' || !DAY.test(until) || Number.isNaN(Date.parse(until))) {
      throw wrong('"until" must be a day such as 2027-01-31; a risk is accepted for a while, not for ever.');
    }
    if (typeof reason !== 'string' || reason.trim() === '') throw wrong('"reason" must say why it is accepted.');
    return { id, until, reason };
  });
}
