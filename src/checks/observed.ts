import { CAUSE_IDS, CAUSES } from '../causes/catalogue.ts';
import type { CauseId, Layer } from '../core/cause.ts';
import type { Find, Message, Verdict } from '../core/check.ts';
import type { Finding } from '../core/finding.ts';
import { type Known, maybe } from '../core/probe.ts';
import type { Observation } from '../evidence/observation.ts';
import { availability } from '../probes/bedrock/availability.ts';
import { useCaseForm } from '../probes/bedrock/use-case-form.ts';
import { stack } from '../probes/cloudformation/stack.ts';
import type { DecidedQuestion } from '../probes/iam/decided.ts';
import { decisions } from '../probes/iam/decisions.ts';
import { type ObservedDecision, observedDecisions } from '../probes/iam/observed-decisions.ts';
import { recentLog } from '../probes/logs/recent.ts';
import { evidence } from '../probes/run/evidence.ts';
import { model } from '../probes/run/model.ts';
import { moment } from '../probes/run/moment.ts';
import { named } from '../probes/run/named.ts';
import { readEvidence } from './model-evidence.ts';

/** What every check of recent calls reads: the evidence, and the facts that may have overtaken it. */
export const OBSERVED_NEEDS = {
  evidence: maybe(evidence),
  recentLog: maybe(recentLog),
  model: maybe(model),
  moment,
  named: maybe(named),
  stack: maybe(stack),
  availability: maybe(availability),
  useCaseForm: maybe(useCaseForm),
  decisions: maybe(decisions),
  observedDecisions: maybe(observedDecisions),
};
export type ObservedFacts = Known<typeof OBSERVED_NEEDS>;

/** What a check of the log can say. The cause of `said` is replaced by what AWS's words mean. */
export const OBSERVED_MESSAGES = {
  said: {
    severity: 'error',
    cause: 'unknown',
    title: 'AWS refused a recent call',
    say: ({ quote, ago }: { quote: string; ago: string }) => `${ago} AWS answered: ${quote}`,
  } satisfies Message<{ quote: string; ago: string }>,
  overtaken: {
    severity: 'error',
    cause: 'propagation-pending',
    title: 'A refusal that a newer fact contradicts, too young to be over',
    say: ({ fact, ago }: { fact: string; ago: string }) =>
      `AWS refused a call ${ago}, but ${fact} now; no newer call shows that it works yet.`,
  } satisfies Message<{ fact: string; ago: string }>,
  outdated: {
    severity: 'warning',
    cause: 'propagation-pending',
    title: 'An old refusal that a newer fact contradicts',
    say: ({ fact, ago }: { fact: string; ago: string }) =>
      `AWS refused a call ${ago}, but ${fact} now; run bedrock-doctor verify to see that it works.`,
  } satisfies Message<{ fact: string; ago: string }>,
};

/** AWS's longest documented lag, of the subscription and of the form: https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html */
const SETTLES_WITHIN_MS = 15 * 60_000;
/** Refusals that go on for longer than this are not on their way to be over (contract, section 3, rule 7). */
const PERSISTS_AFTER_MS = 30 * 60_000;

/** AWS's words for a denial that a policy of the principal's own ends. */
const OF_OWN_POLICIES = /no identity-based policy allows/;

/** The fact that contradicts what AWS said earlier, in words; null when none does. */
function contradiction(seen: Observation, facts: ObservedFacts, ageMs: number): string | null {
  const agreement = facts.availability.known ? facts.availability.value?.agreement : undefined;
  const { overtakenBy } = CAUSES[seen.cause];
  if (overtakenBy === 'agreement' && agreement === 'AVAILABLE')
    return "the account's agreement for the model is AVAILABLE";
  if (overtakenBy === 'use-case-form' && facts.useCaseForm.known && facts.useCaseForm.value.submitted) {
    return 'the use-case form is there';
  }
  const decided = facts.decisions.known ? (facts.decisions.value?.decided ?? []) : [];
  const allowed = (purpose: 'invoke' | 'subscribe'): boolean => {
    const asked = decided.filter((question) => question.purpose === purpose);
    return asked.length > 0 && asked.every(({ decision }) => decision === 'allowed');
  };
  // A grant says nothing about an old refusal: layers that no simulation shows may still stand in its way.
  if (seen.cause === 'marketplace-subscription-denied' && ageMs < SETTLES_WITHIN_MS && allowed('subscribe')) {
    return 'the role may subscribe';
  }
  if (overtakenBy !== 'policies' && overtakenBy !== 'identity-policies') return null;
  if (overtakenBy === 'identity-policies' && !OF_OWN_POLICIES.test(seen.quote)) return null;
  const again = facts.observedDecisions.known ? facts.observedDecisions.value : [];
  return grantedNow(seen, decided, again) ? 'the policies allow that call' : null;
}

/** Whether that action on that very resource is granted now; where AWS's words name no resource, on every one it needs. */
function grantedNow(
  { action, resource }: Observation,
  decided: readonly DecidedQuestion[],
  again: readonly ObservedDecision[],
): boolean {
  const asked = decided.filter((question) => question.purpose !== 'subscribe' && question.action === action);
  const own = resource === null ? asked : asked.filter((question) => question.resource === resource);
  // What the model needs was simulated, too; what else the application needs, its own policies alone tell.
  if (own.length > 0) return own.every(({ decision }) => decision === 'allowed');
  return again.some((one) => one.action === action && one.resource === resource && one.decision === 'allowed');
}

/** When what contradicts a refusal may have been changed, as far as it is known: by the tool, or by a deployment. */
const newestChange = ({ named: given, stack: found }: ObservedFacts): number | null =>
  Math.max((given.known ? given.value.changedAt : null) ?? 0, (found.known ? found.value?.changedAt : null) ?? 0) ||
  null;

/** Whether refusals of one kind have gone on for too long to be propagation, with no change young enough to explain it. */
function persists(kind: readonly Observation[], facts: ObservedFacts): boolean {
  const [oldest, newest] = [kind[0], kind.at(-1)];
  if (!oldest || !newest) return false;
  const changed = newestChange(facts);
  return (
    facts.moment - oldest.at > PERSISTS_AFTER_MS &&
    facts.moment - newest.at < SETTLES_WITHIN_MS &&
    (changed === null || facts.moment - changed >= SETTLES_WITHIN_MS)
  );
}

/** '4 min ago (2026-11-24 11:56:00 UTC)': whoever reads it later knows when that was. */
function sayWhen(at: number, now: number): string {
  const ms = Math.max(0, now - at);
  const ago = ms < 90_000 ? `${Math.max(1, Math.round(ms / 1_000))} s` : `${Math.round(ms / 60_000)} min`;
  return `${ago} ago (${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC)`;
}

/** Denials of an invocation by no policy's word, which the profile that is called makes more specific. */
const OF_INVOCATION: ReadonlySet<CauseId> = new Set<CauseId>([
  'invoke-not-allowed',
  'invoke-profile-not-allowed',
  'invoke-stream-not-allowed',
]);

/** Whether every Deny that is, or may be, in the way is one for calls without a guardrail. */
function wantsGuardrail(asked: readonly DecidedQuestion[]): boolean {
  const denying = asked.flatMap(({ statements }) => statements.filter(({ effect }) => effect === 'Deny'));
  return denying.length > 0 && denying.every(({ condition }) => /^bedrock:Guardrail/i.test(condition?.key ?? ''));
}

/**
 * What AWS's words mean for a cell that calls a profile (contract, section 3, rule 8): a missing ARN behind it is a missing
 * ARN of the profile; where nothing at all is allowed, the permission is missing.
 */
function specificCause({ cause, action, resource }: Observation, { decisions: known }: ObservedFacts): CauseId {
  if (!known.known) return cause;
  const decided = known.value?.decided ?? [];
  const invoking = decided.filter(({ purpose }) => purpose === 'invoke');
  const streaming = decided.filter((question) => question.purpose === 'stream' && question.action === action);
  const asked = streaming.length > 0 ? streaming : invoking;
  if (cause === 'denied-explicitly' && wantsGuardrail(asked)) return 'guardrail-required';
  if (!OF_INVOCATION.has(cause)) return cause;
  if (!asked.some(({ kind }) => kind === 'profile')) return cause;
  const own = asked.find((question) => question.resource === resource);
  if (own?.decision !== 'denied') return cause;
  // Where what is behind the profile could not be read, nobody knows that nothing of it is allowed.
  const nothing = asked.every(({ decision }) => decision === 'denied') && asked.some(({ kind }) => kind === 'model');
  if (!nothing) return 'invoke-profile-not-allowed';
  return invoking.every(({ decision }) => decision === 'denied') ? 'invoke-not-allowed' : 'invoke-stream-not-allowed';
}

/** The findings of one layer: the newest observation of each cause, weighed against the facts. */
export function observedIn(
  layers: readonly Layer[],
  facts: ObservedFacts,
  find: Find<typeof OBSERVED_MESSAGES>,
): Verdict | readonly Finding[] {
  const model = facts.model.known ? facts.model.value.reference.given : null;
  const { observations: told, newestSuccessAt, unseen } = readEvidence(facts.evidence, model);
  const observations = told.map((seen): Observation => ({ ...seen, cause: specificCause(seen, facts) }));
  if (observations.length === 0 && newestSuccessAt === null) {
    // Nothing was seen: not that all was well (contract, section 3, rule 10).
    if (!facts.recentLog.known) return { status: 'unknown', missing: 'logs:FilterLogEvents', why: facts.recentLog.why };
    const log = facts.recentLog.value;
    if (log === null) return { status: 'not-applicable', why: 'no log and no event tells of a call' };
    if (!log.exists) return { status: 'not-applicable', why: 'there is no log yet' };
    return {
      status: 'not-applicable',
      why:
        unseen === null
          ? 'no call was seen in the window'
          : 'the log has more lines in the window than were read, and those tell of no call',
    };
  }
  const newest = new Map<CauseId, Observation>();
  for (const seen of observations) newest.set(seen.cause, seen);
  const findings = CAUSE_IDS.flatMap((cause): readonly Finding[] => {
    const seen = newest.get(cause);
    const kind = observations.filter((one) => one.cause === cause);
    if (!seen || !layers.includes(CAUSES[cause].layer)) return [];
    const age = Math.max(0, facts.moment - seen.at);
    const fact = contradiction(seen, facts, age);
    const about = { subject: model ?? 'recent calls', evidence: [seen.evidence] };
    if (fact !== null && !persists(kind, facts)) {
      return [
        find(age < SETTLES_WITHIN_MS ? 'overtaken' : 'outdated', {
          ...about,
          data: { fact, ago: sayWhen(seen.at, facts.moment) },
        }),
      ];
    }
    return [
      find('said', {
        ...about,
        data: { quote: seen.quote, ago: sayWhen(seen.at, facts.moment) },
        cause,
        observedAt: new Date(seen.at).toISOString(),
        waitMinutes: seen.waitMinutes,
      }),
    ];
  });
  // Said only where it was seen: refusals of another kind show nothing of these (contract, section 3, rule 10).
  if (findings.length > 0) return findings;
  if (newestSuccessAt === null) return { status: 'not-applicable', why: 'no served call was seen in the window' };
  return unseen === null
    ? []
    : { status: 'not-applicable', why: 'a call was served, and of the lines after it not all were read' };
}
