import { AwsError } from '../aws/error.ts';
import { getFoundationModelAvailability } from '../aws/operations/bedrock.ts';
import { guideBody } from '../aws/poem-request.ts';
import { tail } from '../aws/tail.ts';
import { parseModel } from '../bedrock/model-id.ts';
import { needsSubscription } from '../bedrock/products.ts';
import type { CauseId } from '../core/cause.ts';
import type { ExitCode, Verification } from '../core/report.ts';
import { UsageError } from '../core/usage-error.ts';
import { sayDuration } from '../options/duration.ts';
import { availability } from '../probes/bedrock/availability.ts';
import { useCaseForm } from '../probes/bedrock/use-case-form.ts';
import { apiUrl } from '../probes/cloudformation/api-url.ts';
import { decisions } from '../probes/iam/decisions.ts';
import { lambdaFunction } from '../probes/lambda/function.ts';
import { GUIDE_MODEL, model as modelProbe } from '../probes/run/model.ts';
import type { Answer } from '../verification/answer.ts';
import { askApi, askDirect, askLambda, type Way } from '../verification/ask.ts';
import { compile, EXPECTED, FORBIDDEN, match, ownLines, readable, type Seen } from '../verification/expectations.ts';
import { type Waited, waitForPoem } from '../verification/verify.ts';
import type { AwsSession } from './aws-session.ts';
import { type Diagnosis, known } from './diagnosis.ts';

/** What a verification came to. */
export interface Verified {
  readonly verification: Verification;
  readonly exit: ExitCode;
  readonly cause: CauseId | null;
  readonly waitMinutes: number | null;
  readonly notes: readonly string[];
}

/** How long the tail waits for the lines of its own request: ingestion takes 5 to 20 seconds. */
const LINES_WAIT_MS = 30_000;
const LINES_POLL_MS = 1_000;
/** Clocks of machines differ by seconds. */
const CLOCKS_DIFFER_MS = 10_000;
/** Rough length of the guide's prompt in tokens, for the estimate before anything is spent. */
const PROMPT_TOKENS = 340;

/** The way asked for, or the one that proves most of those that are possible. Throws a `UsageError`. */
function chosenWay(
  session: AwsSession,
  diagnosis: Diagnosis,
): { readonly way: Way; readonly ask: (body: string) => Promise<Answer> } {
  const { host, aws, options } = session;
  const url = known(apiUrl, diagnosis.facts)?.url ?? null;
  const fn = known(lambdaFunction, diagnosis.facts)?.name ?? null;
  const model = known(modelProbe, diagnosis.facts)?.reference.given ?? GUIDE_MODEL;
  const asked = options.text('via')?.value;
  const way: Way =
    asked === 'api' || asked === 'lambda' || asked === 'direct'
      ? asked
      : url !== null
        ? 'api'
        : fn !== null
          ? 'lambda'
          : 'direct';
  if (way === 'api') {
    if (url === null) throw new UsageError('The address of the API is not known; pass --api-url, or --via lambda.');
    return { way, ask: (body) => askApi(host.fetch, url, body, host.signal) };
  }
  if (way === 'lambda') {
    if (fn === null) throw new UsageError('The function is not known; pass --function, or --via direct.');
    return { way, ask: (body) => askLambda(aws, fn, body, host.signal) };
  }
  return { way, ask: () => askDirect(aws, model, host.signal) };
}

const number = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 160);

/** Whether the cure for a refusal stands already, so that only time is missing (contract, section 7). */
function cureStands(cause: CauseId, { facts }: Diagnosis): boolean {
  const decided = known(decisions, facts)?.decided ?? [];
  const allowed = (purpose: 'invoke' | 'subscribe'): boolean => {
    const these = decided.filter((one) => one.purpose === purpose);
    return these.length > 0 && these.every(({ decision }) => decision === 'allowed');
  };
  const agreement = known(availability, facts)?.agreement;
  if (cause === 'use-case-form-missing') return known(useCaseForm, facts)?.submitted === true;
  if (cause === 'marketplace-subscription-pending') return true;
  if (cause === 'marketplace-subscription-denied')
    return allowed('subscribe') || agreement === 'AVAILABLE' || agreement === 'PENDING';
  if (cause === 'invoke-not-allowed' || cause === 'invoke-profile-not-allowed') return allowed('invoke');
  return false;
}

/** Waits for a poem, and with `tail` for the lines of its request. */
export async function verifyPoem(
  session: AwsSession,
  diagnosis: Diagnosis,
  options: { readonly waitMs: number; readonly tail: boolean },
): Promise<Verified> {
  const { host, aws, options: given } = session;
  const { facts } = diagnosis;
  const choice = known(modelProbe, facts);
  const modelId = choice?.reference.given ?? GUIDE_MODEL;
  const base = choice?.reference.base ?? null;
  const file = given.text('poem')?.value ?? null;
  const body = file === null ? guideBody(modelId) : await host.read(file);
  if (body === null) throw new UsageError(`The request body ${file} does not exist; check --poem.`);
  const expected = given.list('expect')?.map(({ value }) => value) ?? EXPECTED;
  const forbidden = given.list('forbid')?.map(({ value }) => value) ?? FORBIDDEN;
  const patterns = { expected: compile(expected, modelId), forbidden: compile(forbidden, modelId) };
  const { way, ask } = chosenWay(session, diagnosis);
  const paid = base !== null && needsSubscription(parseModel(base).provider);
  const progress = await host.progress(
    `Asking for a poem (about ${PROMPT_TOKENS} tokens in, some hundred out)`,
    session.quiet,
  );
  const waited = await waitForPoem({
    ask: () => ask(body),
    agreement:
      paid && base !== null
        ? async () => {
            try {
              const answer = await aws.send(getFoundationModelAvailability, { modelId: base });
              return answer.agreementAvailability?.status === 'AVAILABLE';
            } catch (error) {
              if (error instanceof AwsError) return false;
              throw error;
            }
          }
        : null,
    waitMs: options.waitMs,
    now: host.now,
    sleep: (ms) => host.sleep(ms),
    random: Math.random,
    tell: ({ attempts, elapsedMs, last, pauseMs }) => {
      const words =
        last.kind === 'poem' ? 'a poem, but the agreement is not there yet' : `${last.cause}: ${number(last.words)}`;
      const hint = last.kind === 'refused' && last.waitMinutes !== null ? `; AWS expects ${last.waitMinutes} min` : '';
      progress.say(
        `${sayDuration(elapsedMs)}, try ${attempts}: ${words}${hint}; again in ${sayDuration(pauseMs)}, until ${sayDuration(options.waitMs)}`,
      );
    },
  });
  const lines =
    options.tail && waited.poem !== null && waited.outcome !== 'interrupted'
      ? await ownLog(session, diagnosis, waited, patterns, expected, modelId)
      : null;
  progress.stop();
  return conclude(waited, lines, way, diagnosis);
}

interface Lines extends Seen {
  readonly unreadable: string | null;
}

/** The lines of our own request, once all expected ones are there or the time for them is over. */
async function ownLog(
  { host, aws, target }: AwsSession,
  { facts }: Diagnosis,
  waited: Waited,
  patterns: { readonly expected: readonly RegExp[]; readonly forbidden: readonly RegExp[] },
  expected: readonly string[],
  modelId: string,
): Promise<Lines> {
  const group = target.logGroup?.value ?? known(lambdaFunction, facts)?.logGroup ?? null;
  const words = expected.map((pattern) => readable(pattern, modelId));
  const none: Lines = { seen: [], missing: words, forbidden: [], unreadable: null };
  if (group === null) return { ...none, unreadable: 'the log group is not known; pass --log-group' };
  const own = {
    requestId: waited.poem?.requestId ?? null,
    characters: waited.poem?.poem.length ?? null,
    sentAt: waited.sentAt - CLOCKS_DIFFER_MS,
  };
  const deadline = host.now() + LINES_WAIT_MS;
  const events: { timestamp: number; message: string }[] = [];
  let found: Lines = none;
  try {
    for await (const batch of tail(aws, {
      group,
      since: own.sentAt,
      overlapMs: LINES_WAIT_MS + CLOCKS_DIFFER_MS,
      pollMs: LINES_POLL_MS,
      follow: true,
      now: host.now,
      sleep: (ms) => host.sleep(ms),
      notice: () => undefined,
    })) {
      events.push(...batch);
      events.sort((a, b) => a.timestamp - b.timestamp);
      found = { ...match(ownLines(events, own), patterns.expected, patterns.forbidden, words), unreadable: null };
      if (found.missing.length === 0 || found.forbidden.length > 0 || host.now() >= deadline) break;
    }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return {
      ...none,
      unreadable: error.code.startsWith('AccessDenied') ? `you may not ${error.action}` : error.message,
    };
  }
  return found;
}

/** Verdict and words for what was seen. Pure. */
function conclude(waited: Waited, lines: Lines | null, via: Way, diagnosis: Diagnosis): Verified {
  const { last, poem } = waited;
  const refusal = last?.kind === 'refused' ? last : null;
  const verification: Verification = {
    attempts: waited.attempts,
    waitedMs: waited.waitedMs,
    via,
    status: last?.status ?? null,
    poem: poem?.poem ?? null,
    provisional: waited.outcome === 'provisional',
    log: { seen: lines?.seen ?? [], missing: lines?.missing ?? [], forbidden: lines?.forbidden ?? [] },
    cost:
      poem === null
        ? null
        : {
            inputTokens: poem.tokens?.input ?? PROMPT_TOKENS,
            outputTokens: poem.tokens?.output ?? poem.poem.length,
            usd: null,
          },
  };
  const of = (exit: ExitCode, cause: CauseId | null, notes: readonly string[] = []): Verified => ({
    verification,
    exit,
    cause,
    waitMinutes: refusal?.waitMinutes ?? null,
    notes,
  });
  const words = refusal === null ? [] : [`The last answer was: ${refusal.words}`];
  switch (waited.outcome) {
    case 'interrupted':
      return of(130, null, ['Interrupted; go on with bedrock-doctor verify.']);
    case 'unreachable':
      return of(3, 'endpoint-unreachable', words);
    case 'refused': {
      const cause = refusal?.cause ?? 'unknown';
      return cureStands(cause, diagnosis) ? of(5, 'propagation-pending', words) : of(1, cause, words);
    }
    case 'provisional': {
      const decided = (known(decisions, diagnosis.facts)?.decided ?? []).filter(
        ({ purpose }) => purpose === 'subscribe',
      );
      const agreement = known(availability, diagnosis.facts)?.agreement;
      const denied = decided.some(({ decision }) => decision === 'denied') && agreement !== 'PENDING';
      return denied
        ? of(1, 'marketplace-subscription-denied', [
            'The poem came, but the account has no agreement and the role may not subscribe: calls stop within 15 minutes.',
          ])
        : of(5, 'marketplace-subscription-pending');
    }
    case 'verified': {
      if (lines?.unreadable != null) return of(3, null, [`The log could not be read: ${lines.unreadable}.`]);
      if (lines !== null && (lines.missing.length > 0 || lines.forbidden.length > 0)) return of(1, 'logs-missing');
      return of(0, null);
    }
  }
}
