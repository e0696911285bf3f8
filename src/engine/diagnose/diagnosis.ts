import { askAws, type Store } from '../../aws/answer.ts';
import { parseModel } from '../../bedrock/model-id.ts';
import { needsSubscription } from '../../bedrock/products.ts';
import { CAUSES } from '../../causes/catalogue.ts';
import { withExpiry } from '../../checks/credentials/expired.ts';
import { alive, announcedEnd } from '../../checks/model/alive.ts';
import { type Expectations, weigh } from '../../core/accept.ts';
import type { Aws } from '../../core/aws.ts';
import { type Check, isAbout, type Outcome, type Result } from '../../core/check.ts';
import type { Severity } from '../../core/finding.ts';
import { type Ask, type Facts, gather, reachedFrom } from '../../core/gather.ts';
import { judge, known } from '../../core/judge.ts';
import { type Probe, probeOf } from '../../core/probe.ts';
import { type Ranking, rank } from '../../core/root-cause.ts';
import type { Target } from '../../core/target.ts';
import { type Judged, verdictOf } from '../../core/verdict.ts';
import { selectEvidence } from '../../evidence/select-evidence.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { foundationModel } from '../../probes/bedrock/foundation-model.ts';
import { apiUrl } from '../../probes/cloudformation/api-url.ts';
import { evidence } from '../../probes/run/evidence.ts';
import { model } from '../../probes/run/model.ts';
import { moment } from '../../probes/run/moment.ts';
import { principal } from '../../probes/run/principal.ts';

export { known };

/** One cell: whose calls of which model, the facts, and what follows from them. */
export interface Diagnosis {
  readonly target: Target;
  readonly facts: Facts;
  readonly results: readonly Result[];
  readonly ranking: Ranking;
  readonly judged: Judged;
}

/** What the checks need, and what every report shows. `target`: what it has not nobody asks about; absent: any target. */
function rootsOf(checks: readonly Check[], target?: Target): ReadonlySet<Probe> {
  const roots = new Set<Probe>([apiUrl, principal]);
  const visit = (check: Check): void => {
    const shown = target === undefined || isAbout(check, target);
    if (shown) for (const need of Object.values(check.needs)) roots.add(probeOf(need));
    // What comes first is judged also where it was not asked for.
    check.after.forEach(visit);
  };
  checks.forEach(visit);
  return roots;
}

/** Reads everything the checks need, in parallel. */
export const gatherFor = async (checks: readonly Check[], ask: Ask, target?: Target): Promise<Facts> =>
  withExpiry(await gather(rootsOf(checks, target), ask));

/** Every probe that a diagnosis with these checks reaches. */
export const probesOf = (checks: readonly Check[], target?: Target): ReadonlySet<Probe> =>
  reachedFrom(rootsOf(checks, target));

/** A deadline that lies beyond what the check itself warns of brings up an end that it is silent about. */
function withEnd(outcome: Outcome, facts: Facts, aliveForMs: number, now: number): Outcome {
  const [choice, here] = [known(model, facts), known(foundationModel, facts)];
  if (outcome.status !== 'pass' || choice === null || here === null) return outcome;
  const end = announcedEnd(choice.reference, here, now);
  return end !== null && Date.parse(here.endOfLifeAt ?? '') - now <= aliveForMs
    ? { status: 'fail', findings: [end] }
    : outcome;
}

/** Judges facts, from AWS or from a file. Pure. */
export function diagnoseFacts(
  target: Target,
  facts: Facts,
  checks: readonly Check[],
  failOn: Severity,
  expectations: Expectations | null = null,
): Diagnosis {
  const now = known(moment, facts) ?? 0;
  const results = judge(
    checks,
    facts,
    (check, outcome) => {
      if (expectations === null) return outcome;
      const { aliveForMs } = expectations;
      const ended = check.id === alive.id && aliveForMs !== null ? withEnd(outcome, facts, aliveForMs, now) : outcome;
      return weigh(ended, expectations, now);
    },
    (check) => isAbout(check, target),
  );
  const ranking = rank(results, CAUSES);
  return {
    target,
    facts,
    results,
    ranking,
    judged: verdictOf(ranking, results, CAUSES, provenBySuccess(facts), failOn),
  };
}

/** How a diagnosis looks and judges. */
export interface Looking {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly failOn: Severity;
  /** What was read already, such as the answer of a probe that somebody agreed to. */
  readonly already?: Facts;
  readonly expectations?: Expectations;
  /** The answers that other cells of the run were given. */
  readonly store?: Store;
}

/** Answers of AWS, but for what is there already. */
export function askOf(target: Target, aws: Aws, { now, already, store }: Looking): Ask {
  const ask = askAws(target, aws, now, false, store);
  return already === undefined
    ? ask
    : Object.assign(
        async (probe: Probe, needs: never) => already.get(probe) ?? ask(probe, needs),
        ask.guessing === undefined ? {} : { guessing: ask.guessing },
      );
}

/** Looks at AWS and judges one cell. Read-only. */
export async function diagnose(
  target: Target,
  aws: Aws,
  checks: readonly Check[],
  options: Looking,
): Promise<Diagnosis> {
  const facts = await gatherFor(checks, askOf(target, aws, options), target);
  return diagnoseFacts(target, facts, checks, options.failOn, options.expectations);
}

/** A success newer than every refusal, and the agreement there where one is needed. */
function provenBySuccess(facts: Facts): boolean {
  const [choice, seen] = [known(model, facts), known(evidence, facts)];
  if (choice === null || seen === null) return false;
  const seenOf = selectEvidence(seen, choice.reference.given);
  if (seenOf.newestSuccessAt === null || seenOf.unseen !== null || seenOf.observations.length > 0) return false;
  const provider = choice.reference.base === null ? null : parseModel(choice.reference.base).provider;
  return !needsSubscription(provider) || known(availability, facts)?.agreement === 'AVAILABLE';
}
