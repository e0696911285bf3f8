import type { Accepted } from '../core/accept.ts';
import { nearestOf } from '../core/nearest.ts';
import { UsageError } from '../core/usage-error.ts';

/** Whether a text is a day of the calendar: 2027-02-30 is none, though the engine reads it as the second of March. */
const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().slice(0, 10) === text;

/** Where the list is, and which ids there are. */
export interface AcceptedContext {
  readonly file: string;
  readonly line: number;
  readonly itemLines: readonly number[];
  /** Every cause and every code of a finding: any other id would be a risk that nobody notices is not accepted. */
  readonly ids: readonly string[];
}

/**
 * The config file's accepted risks: [{"id": "model-legacy", "until": "2027-01-31", "reason": "…"}]. A risk without an end
 * or a reason is none that anybody accepted. Throws a `UsageError` that says what is wrong, with file and line.
 */
export function parseAccepted(value: unknown, context: AcceptedContext): readonly Accepted[] {
  const { file, line, itemLines, ids } = context;
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    throw new UsageError(`"accept" in ${file}, line ${line} must be a list of {"id", "until", "reason"}.`);
  }
  return value.map((item: unknown, at): Accepted => {
    const { id, until, reason } = (typeof item === 'object' && item !== null ? item : {}) as {
      readonly [key: string]: unknown;
    };
    const wrong = (what: string): UsageError =>
      new UsageError(`"accept" in ${file}, line ${itemLines[at] ?? line}, entry ${at + 1}: ${what}`);
    if (typeof id !== 'string' || id === '') throw wrong('"id" must be a cause or the code of a finding.');
    if (!ids.includes(id)) {
      const meant = nearestOf(id, ids);
      const next = meant === null ? 'bedrock-doctor explain --list has the causes.' : `did you mean "${meant}"?`;
      throw wrong(`"${id}" is neither a cause nor the code of a finding; ${next}`);
    }
    if (typeof until !== 'string' || !isDay(until)) {
      throw wrong('"until" must be a day such as 2027-01-31; a risk is accepted for a while, not for ever.');
    }
    if (typeof reason !== 'string' || reason.trim() === '') throw wrong('"reason" must say why it is accepted.');
    return { id, until, reason };
  });
}
