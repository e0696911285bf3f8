import { askAws } from '../aws/answer.ts';
import { parseModel } from '../bedrock/model-id.ts';
import { needsSubscription } from '../bedrock/products.ts';
import { CAUSES } from '../causes/catalogue.ts';
import { withExpiry } from '../checks/credentials/expired.ts';
import { alive, announcedEnd } from '../checks/model/alive.ts';
import { storyOf } from '../checks/observations.ts';
import { type Expectations, weigh } from '../core/accept.ts';
import type { Aws } from '../core/aws.ts';
import type { Check, Outcome, Result } from '../core/check.ts';
import type { Severity } from '../core/finding.ts';
import { type Ask, type Facts, gather } from '../core/gather.ts';
import { judge, known } from '../core/judge.ts';
import { type Probe, probeOf } from '../core/probe.ts';
import { type Ranking, rank } from '../core/root-cause.ts';
import type { Target } from '../core/target.ts';
import { type Judged, verdictOf } from '../core/verdict.ts';
import { availability } from '../probes/bedrock/availability.ts';
import { beginModel } from '../probes/bedrock/early.ts';
import { foundationModel } from '../probes/bedrock/foundation-model.ts';
import { apiUrl } from '../probes/cloudformation/api-url.ts';
import { earlyRole } from '../probes/iam/early.ts';
import { beginFunction } from '../probes/lambda/early.ts';
import { invocation } from '../probes/lambda/invocation.ts';
import { recentLog } from '../probes/logs/recent.ts';
import { model } from '../probes/run/model.ts';
import { moment } from '../probes/run/moment.ts';
import { roleName } from '../probes/run/role-name.ts';

export { known };

/** Facts and what follows from them. */
export interface Diagnosis {
  readonly target: Target;
  readonly facts: Facts;
  readonly results: readonly Result[];
  readonly ranking: Ranking;
  readonly judged: Judged;
}

/** What the checks need, and what every report shows. */
function rootsOf(checks: readonly Check[]): ReadonlySet<Probe> {
  const roots = new Set<Probe>([earlyRole, apiUrl]);
  const visit = (check: Check): void => {
    for (const need of Object.values(check.needs)) roots.add(probeOf(need));
    // What comes first is judged also where it was not asked for.
    check.after.forEach(visit);
  };
  checks.forEach(visit);
  return roots;
}

/** Reads everything the checks need, in parallel. */
export const gatherFor = async (checks: readonly Check[], ask: Ask): Promise<Facts> =>
  withExpiry(await gather(rootsOf(checks), ask));

/** Every probe that a diagnosis with these checks reaches. */
export function probesOf(checks: readonly Check[]): ReadonlySet<Probe> {
  const all = new Set<Probe>();
  const visit = (probe: Probe): void => {
    if (all.has(probe)) return;
    all.add(probe);
    for (const need of Object.values(probe.needs)) visit(probeOf(need));
  };
  for (const root of rootsOf(checks)) visit(root);
  return all;
}

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
  const results =
    expectations === null
      ? judge(checks, facts)
      : judge(checks, facts, (check, outcome) => {
          const { aliveForMs } = expectations;
          const ended =
            check.id === alive.id && aliveForMs !== null ? withEnd(outcome, facts, aliveForMs, now) : outcome;
          return weigh(ended, expectations, now);
        });
  const ranking = rank(results, CAUSES);
  return { target, facts, results, ranking, judged: verdictOf(ranking, results, provenBySuccess(facts), failOn) };
}

/** How a diagnosis looks and judges. */
export interface Looking {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly failOn: Severity;
  /** What was read already, such as the answer of a probe that somebody agreed to. */
  readonly already?: Facts;
  readonly expectations?: Expectations;
}

/** Looks at AWS and judges. Read-only. */
export async function diagnose(
  target: Target,
  aws: Aws,
  checks: readonly Check[],
  options: Looking,
): Promise<Diagnosis> {
  const ask = askAws(target, aws, options.now);
  beginFunction(target, aws);
  if (target.model) beginModel(parseModel(target.model.value), aws);
  const facts = await gatherFor(checks, async (probe, needs) => options.already?.get(probe) ?? ask(probe, needs));
  return diagnoseFacts(target, facts, checks, options.failOn, options.expectations);
}

/** A success newer than every refusal, and the agreement there where one is needed. */
function provenBySuccess(facts: Facts): boolean {
  const choice = known(model, facts);
  if (choice === null) return false;
  const story = storyOf(
    known(recentLog, facts),
    choice.reference.given,
    known(roleName, facts)?.name ?? null,
    known(invocation, facts),
  );
  if (story.newestSuccessAt === null || story.observations.length > 0) return false;
  const provider = choice.reference.base === null ? null : parseModel(choice.reference.base).provider;
  return !needsSubscription(provider) || known(availability, facts)?.agreement === 'AVAILABLE';
}
