import type { Check, Find, Outcome, Result, Verdict } from './check.ts';
import type { Fact, Unknown } from './fact.ts';
import type { Finding, Severity } from './finding.ts';
import type { Facts } from './gather.ts';
import { type Maybe, type Probe, probeOf } from './probe.ts';

/**
 * Judges every check over the facts, in the order given. `weigh` has the last word on each outcome, before the checks after
 * it are looked at: what does not count does not hide what comes later. `isAbout` leaves out what there is nothing of. Pure.
 */
export function judge(
  checks: readonly Check[],
  facts: Facts,
  weigh: (check: Check, outcome: Outcome) => Outcome = (_check, outcome) => outcome,
  isAbout: (check: Check) => boolean = () => true,
): readonly Result[] {
  const shown = checks.filter(isAbout);
  const chosen = new Set(shown);
  const settled = new Map<Check, Outcome>();
  // A check that nobody asked for is in the way only of what makes no sense after it: it need not be readable.
  const stops = (earlier: Check): Check | null => {
    // What a target has not is in nobody's way, nor is it named; what comes before that may be both.
    if (!isAbout(earlier)) return firstOf(earlier.after, stops);
    const outcome = settle(earlier);
    return blocks(outcome) && (chosen.has(earlier) || outcome.status !== 'unknown') ? earlier : null;
  };
  const settle = (check: Check): Outcome => {
    const already = settled.get(check);
    if (already) return already;
    const outcome = weigh(check, decide(check, stops, facts));
    settled.set(check, outcome);
    return outcome;
  };
  return shown.map((check) => ({
    check: check.id,
    title: check.title,
    link: check.link,
    worst: worstOf(check),
    outcome: settle(check),
  }));
}

/** What the first of the checks for which there is something comes to; null where there is nothing for any. */
function firstOf(checks: readonly Check[], find: (check: Check) => Check | null): Check | null {
  for (const check of checks) {
    const found = find(check);
    if (found !== null) return found;
  }
  return null;
}

function decide(check: Check, stops: (earlier: Check) => Check | null, facts: Facts): Outcome {
  const stopped = firstOf(check.after, stops);
  if (stopped !== null) return { status: 'skipped', because: stopped.id };
  const values: Record<string, unknown> = {};
  for (const [name, need] of Object.entries(check.needs)) {
    const fact = factOf(need, facts);
    if ('maybe' in need) values[name] = fact;
    else if (fact.known) values[name] = fact.value;
    else return { status: 'unknown', missing: probeOf(need).id, why: rootOf(fact.why, facts) };
  }
  try {
    const verdict = toVerdict(check.judge(values as never, findFor(check) as never));
    return verdict.status === 'unknown' ? { ...verdict, why: rootOf(verdict.why, facts) } : verdict;
  } catch (error) {
    return { status: 'unknown', missing: check.id, why: { kind: 'bug', message: String(error) } };
  }
}

/** The fact behind a need; a probe that was not recorded is unknown. */
export const factOf = (need: Probe | Maybe, facts: Facts): Fact<unknown> =>
  facts.get(probeOf(need)) ?? { known: false, why: { kind: 'not-recorded' } };

/** A fact's value, or null when it is unknown or was not asked for. */
export function known<T>(probe: Probe<T>, facts: Facts): T | null {
  const fact = factOf(probe, facts);
  return fact.known ? (fact.value as T) : null;
}

/** Why the first probe of a blocked row is unknown: the reader wants the missing permission, not our plumbing. */
function rootOf(why: Unknown, facts: Facts): Unknown {
  if (why.kind !== 'blocked') return why;
  for (const [probe, fact] of facts) {
    if (probe.id === why.by && !fact.known && fact.why.kind !== 'blocked') return fact.why;
  }
  return why;
}

const toVerdict = (judged: Verdict | readonly Finding[]): Verdict => {
  if ('status' in judged) return judged;
  const [first, ...rest] = judged;
  return first ? { status: 'fail', findings: [first, ...rest] } : { status: 'pass' };
};

/** A warning upstream must not hide an error downstream: only errors and ignorance block. */
const blocks = (outcome: Outcome): boolean =>
  outcome.status === 'unknown' ||
  outcome.status === 'skipped' ||
  (outcome.status === 'fail' && outcome.findings.some((finding) => finding.severity === 'error'));

const RANK: { readonly [severity in Severity]: number } = { error: 2, warning: 1, info: 0 };
const worstOf = (check: Check): Severity =>
  Object.values(check.messages).reduce<Severity>(
    (worst, { severity }) => (RANK[severity] > RANK[worst] ? severity : worst),
    'info',
  );

/** Builds a check's findings from the messages it declares. */
function findFor(check: Check): Find<Check['messages']> {
  return (message, about) => {
    const declared = check.messages[message];
    if (!declared) throw new Error(`${check.id} has no message ${message}`);
    const observedAt = about.observedAt ?? null;
    return {
      code: `${check.id}/${message}`,
      cause: about.cause ?? declared.cause,
      basis: observedAt === null ? 'deduced' : 'observed',
      at: observedAt,
      subject: about.subject,
      severity: about.severity ?? declared.severity,
      message: declared.say(about.data),
      waitMinutes: about.waitMinutes ?? null,
      evidence: about.evidence,
      explains: about.explains ?? [],
    };
  };
}
