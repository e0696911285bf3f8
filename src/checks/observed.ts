import { CAUSES } from '../causes/catalogue.ts';
import { CAUSE_IDS, type CauseId, type Layer } from '../core/cause.ts';
import type { Find, Message, Verdict } from '../core/check.ts';
import type { Finding } from '../core/finding.ts';
import { type Known, maybe } from '../core/probe.ts';
import { availability } from '../probes/bedrock/availability.ts';
import { useCaseForm } from '../probes/bedrock/use-case-form.ts';
import { decisions } from '../probes/iam/decisions.ts';
import { invocation } from '../probes/lambda/invocation.ts';
import { recentLog } from '../probes/logs/recent.ts';
import { model } from '../probes/run/model.ts';
import { moment } from '../probes/run/moment.ts';
import { roleName } from '../probes/run/role-name.ts';
import { type Observation, storyOf } from './observations.ts';

/** What every check of the log reads: the log, and the facts that may have overtaken it. */
export const OBSERVED_NEEDS = {
  recentLog: maybe(recentLog),
  invocation: maybe(invocation),
  model,
  moment,
  roleName: maybe(roleName),
  availability: maybe(availability),
  useCaseForm: maybe(useCaseForm),
  decisions: maybe(decisions),
};
export type ObservedFacts = Known<typeof OBSERVED_NEEDS>;

/** What a check of the log can say. The cause of `said` is replaced by what AWS's words mean. */
export const OBSERVED_MESSAGES = {
  said: {
    severity: 'error',
    cause: 'unknown',
    title: 'AWS refused a recent call',
    say: ({ quote, ago }: { quote: string; ago: string }) => `${ago} ago AWS answered: ${quote}`,
  } satisfies Message<{ quote: string; ago: string }>,
  overtaken: {
    severity: 'error',
    cause: 'propagation-pending',
    title: 'A refusal that a newer fact contradicts, too young to be over',
    say: ({ fact, ago }: { fact: string; ago: string }) =>
      `AWS refused a call ${ago} ago, but ${fact} now; no newer call shows that it works yet.`,
  } satisfies Message<{ fact: string; ago: string }>,
  outdated: {
    severity: 'warning',
    cause: 'propagation-pending',
    title: 'An old refusal that a newer fact contradicts',
    say: ({ fact, ago }: { fact: string; ago: string }) =>
      `AWS refused a call ${ago} ago, but ${fact} now; run bedrock-doctor verify to see that it works.`,
  } satisfies Message<{ fact: string; ago: string }>,
};

/** AWS's longest documented lag, of the subscription and of the form: https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html */
const SETTLES_WITHIN_MS = 15 * 60_000;

const AGREEMENT_CAUSES: ReadonlySet<CauseId> = new Set<CauseId>([
  'marketplace-subscription-denied',
  'marketplace-subscription-pending',
  'marketplace-subscription-failed',
  'payment-instrument-invalid',
  'model-access-denied',
]);
const POLICY_CAUSES: ReadonlySet<CauseId> = new Set<CauseId>([
  'invoke-not-allowed',
  'invoke-profile-not-allowed',
  'denied-explicitly',
  'denied-by-boundary',
]);

/** The fact that contradicts what AWS said earlier, in words; null when none does. */
function contradiction(seen: Observation, facts: ObservedFacts, ageMs: number): string | null {
  const agreement = facts.availability.known ? facts.availability.value?.agreement : undefined;
  if (AGREEMENT_CAUSES.has(seen.cause) && agreement === 'AVAILABLE')
    return "the account's agreement for the model is AVAILABLE";
  if (seen.cause === 'use-case-form-missing' && facts.useCaseForm.known && facts.useCaseForm.value.submitted) {
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
  if (POLICY_CAUSES.has(seen.cause) && seen.action === 'bedrock:InvokeModel' && allowed('invoke')) {
    return "the role's policies allow the call";
  }
  return null;
}

const ago = (ms: number): string =>
  ms < 90_000 ? `${Math.max(1, Math.round(ms / 1_000))} s` : `${Math.round(ms / 60_000)} min`;

/** The findings of one layer: the newest observation of each cause, weighed against the facts. */
export function observedIn(
  layers: readonly Layer[],
  facts: ObservedFacts,
  find: Find<typeof OBSERVED_MESSAGES>,
): Verdict | readonly Finding[] {
  const role = facts.roleName.known ? (facts.roleName.value?.name ?? null) : null;
  const model = facts.model.reference.given;
  const log = facts.recentLog.known ? facts.recentLog.value : null;
  const answered = facts.invocation.known ? facts.invocation.value : null;
  const { observations } = storyOf(log, model, role, answered);
  if (answered === null && !facts.recentLog.known) {
    return { status: 'unknown', missing: 'logs/recent', why: facts.recentLog.why };
  }
  if (answered === null && (log === null || !log.exists)) {
    return { status: 'not-applicable', why: 'there is no log yet' };
  }
  const newest = new Map<CauseId, Observation>();
  for (const seen of observations) newest.set(seen.cause, seen);
  return CAUSE_IDS.flatMap((cause): readonly Finding[] => {
    const seen = newest.get(cause);
    if (!seen || !layers.includes(CAUSES[cause].layer)) return [];
    const age = Math.max(0, facts.moment - seen.at);
    const fact = contradiction(seen, facts, age);
    const about = { subject: model, evidence: [seen.evidence] };
    if (fact !== null) {
      return [find(age < SETTLES_WITHIN_MS ? 'overtaken' : 'outdated', { ...about, data: { fact, ago: ago(age) } })];
    }
    return [
      find('said', {
        ...about,
        data: { quote: seen.quote, ago: ago(age) },
        cause,
        observedAt: new Date(seen.at).toISOString(),
        waitMinutes: seen.waitMinutes,
      }),
    ];
  });
}
