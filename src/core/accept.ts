import type { Result } from './check.ts';
import type { Finding } from './finding.ts';

/** A risk that somebody accepted for a while, by a finding's code or a cause's id. */
export interface Accepted {
  readonly id: string;
  /** ISO 8601 date; from this day on it counts again. */
  readonly until: string;
  readonly reason: string;
}

/** What a preflight expects beyond the checks' own severities. */
export interface Expectations {
  readonly accepted: readonly Accepted[];
  /** A model that ends within this many milliseconds is an error; null: a warning, as ever. */
  readonly aliveForMs: number | null;
}

/** The day a finding of the lifecycle names, in milliseconds since 1970; null when it names none. */
function endOf({ cause, evidence }: Finding): number | null {
  if (cause !== 'model-legacy') return null;
  const end = evidence.find((one) => one.kind === 'fact' && one.pointer === '/endOfLifeAt');
  const at = end?.kind === 'fact' && typeof end.value === 'string' ? Date.parse(end.value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

/** Results as somebody wants them weighed: a near end of life graver, an accepted risk a mere remark. Pure. */
export function weigh(
  results: readonly Result[],
  { accepted, aliveForMs }: Expectations,
  now: number,
): readonly Result[] {
  const weighed = (finding: Finding): Finding => {
    const end = endOf(finding);
    const tooSoon = aliveForMs !== null && end !== null && end - now <= aliveForMs;
    const graver: Finding = tooSoon ? { ...finding, severity: 'error' } : finding;
    const found = accepted.find(({ id }) => id === finding.code || id === finding.cause);
    if (!found) return graver;
    return Date.parse(found.until) > now
      ? { ...graver, severity: 'info', message: `${graver.message} Accepted until ${found.until}: ${found.reason}` }
      : { ...graver, message: `${graver.message} It was accepted until ${found.until}, which is over.` };
  };
  return results.map((result): Result => {
    const { outcome } = result;
    if (outcome.status !== 'fail') return result;
    const [first, ...rest] = outcome.findings;
    return { ...result, outcome: { status: 'fail', findings: [weighed(first), ...rest.map(weighed)] } };
  });
}
