import type { Outcome } from './check.ts';
import type { Acceptance, Finding } from './finding.ts';

/** A risk that somebody accepted for a while, by a finding's code or a cause's id; after its last day it counts again. */
export interface Accepted extends Acceptance {
  readonly id: string;
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

const DAY_MS = 86_400_000;
/** Whether the last day is not over yet. */
const holds = ({ until }: Accepted, now: number): boolean => now < Date.parse(until) + DAY_MS;

/** An outcome as somebody wants it weighed: a near end of life graver, an accepted risk a mere remark. Pure. */
export function weigh(outcome: Outcome, { accepted, aliveForMs }: Expectations, now: number): Outcome {
  const weighed = (finding: Finding): Finding => {
    const end = endOf(finding);
    const tooSoon = aliveForMs !== null && end !== null && end - now <= aliveForMs;
    const graver: Finding = tooSoon ? { ...finding, severity: 'error' } : finding;
    const named = accepted.filter(({ id }) => id === finding.code || id === finding.cause);
    // An entry that has ended does not stand in the way of the one that renews it.
    const found = named.find((one) => holds(one, now)) ?? named.at(-1);
    if (!found) return graver;
    return holds(found, now)
      ? {
          ...graver,
          severity: 'info',
          message: `${graver.message} Accepted until ${found.until}: ${found.reason}`,
          accepted: { until: found.until, reason: found.reason },
        }
      : { ...graver, message: `${graver.message} It was accepted until ${found.until}, which is over.` };
  };
  if (outcome.status !== 'fail') return outcome;
  const [first, ...rest] = outcome.findings;
  return { status: 'fail', findings: [weighed(first), ...rest.map(weighed)] };
}
