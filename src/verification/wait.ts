import type { CauseId } from '../core/cause.ts';
import type { Answer } from './answer.ts';
import { nextPause } from './schedule.ts';

/** What is known of the agreement with the model's provider. */
export type Agreement =
  | { readonly state: 'available' | 'pending' | 'failed' }
  /** Not there; `hopeless`: and nothing that calls the model may make it. */
  | { readonly state: 'absent'; readonly hopeless: boolean }
  /** It could not be looked at; `refused`: because AWS does not accept the credentials; `passing`: another look may tell. */
  | { readonly state: 'unknown'; readonly why: string; readonly refused: boolean; readonly passing: boolean };

/** How the waiting ended. */
export type Outcome =
  | 'verified'
  /** A success while the subscription is not there yet. */
  | 'provisional'
  /** A success that will not last: no agreement, and the role may not subscribe. */
  | 'borrowed'
  /** A success, and the subscription has failed. */
  | 'failed'
  /** A success, and whether there is an agreement cannot be told. */
  | 'unproven'
  | 'refused'
  | 'unreachable'
  | 'interrupted';

type Poem = Extract<Answer, { kind: 'poem' }>;

export interface Waited {
  readonly outcome: Outcome;
  readonly attempts: number;
  readonly waitedMs: number;
  readonly last: Answer | null;
  /** The last poem's answer, when there was one. */
  readonly poem: Poem | null;
  /** When the last request was sent, and when the first poem came: milliseconds since 1970. */
  readonly sentAt: number;
  readonly firstPoemAt: number | null;
  /** Why the agreement is not known, for `unproven`. */
  readonly unknown: Extract<Agreement, { state: 'unknown' }> | null;
}

/** What the display is told before each pause. */
export interface Told {
  readonly attempts: number;
  readonly elapsedMs: number;
  readonly last: Answer;
  readonly pauseMs: number;
  /** When it gives up, since the first try. */
  readonly deadlineMs: number;
}

/** Refusals that a fix or time can still turn into a poem; any other ends the wait at once. */
const MAY_PASS: ReadonlySet<CauseId> = new Set<CauseId>([
  'use-case-form-missing',
  'marketplace-subscription-denied',
  'marketplace-subscription-pending',
  'model-access-denied',
  'invoke-not-allowed',
  'invoke-profile-not-allowed',
  'invoke-stream-not-allowed',
  'throttled',
  'model-not-ready',
  'model-timeout',
  'model-error',
  'service-unavailable',
  'payment-instrument-invalid',
  'endpoint-unreachable',
  'propagation-pending',
  'unknown',
]);
/** Whether waiting can turn a refusal into a poem. */
const mayPass = (cause: CauseId): boolean => MAY_PASS.has(cause);

/** Calls flap while a grant spreads: one success is luck, two apart are an answer. */
const APART_MS = 1_200;
const NEEDED = 2;
/** A host that cannot be reached this often in a row is not just starting. */
const MOST_UNREACHABLE = 3;
/** How long calls can succeed without an agreement: https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html */
export const GRACE_MS = 900_000;

export interface WaitInput {
  readonly ask: () => Promise<Answer>;
  /** Says more of a refusal that does not say why, from the log; null where no log is read. */
  readonly explain: ((answer: Answer, sentAt: number) => Promise<Answer>) | null;
  /** Looks at the agreement; null when the model needs none. Asked only after successes. */
  readonly agreement: (() => Promise<Agreement>) | null;
  readonly waitMs: number;
  /** Whether to stay until the time is over in which calls can succeed without an agreement. */
  readonly thorough: boolean;
  readonly now: () => number;
  /** False when it was ended from outside. */
  readonly sleep: (ms: number) => Promise<boolean>;
  /** Whether the whole run is over, so that the last request was cut short: at its deadline, or by Ctrl-C. */
  readonly cut: () => 'deadline' | 'interrupted' | null;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly tell: (told: Told) => void;
  /** Whether a refusal is waited for at all: something is pending, or was changed just now. */
  readonly waitsFor: (answer: Extract<Answer, { kind: 'refused' }>) => boolean;
  /** It asks at most so often. */
  readonly mostCalls: number;
}

/** Asks until two spaced successes and the agreement, or until nothing more can be hoped for. */
export async function waitForPoem(input: WaitInput): Promise<Waited> {
  const { ask, explain, agreement, waitMs, thorough, now, sleep, cut, random, tell, waitsFor, mostCalls } = input;
  const startedAt = now();
  const elapsed = (): number => now() - startedAt;
  let [attempts, successes, unreachable, sentAt] = [0, 0, 0, startedAt];
  let poem: Poem | null = null;
  let before: Answer | null = null;
  let firstPoemAt: number | null = null;
  const ended = (outcome: Outcome, last: Answer | null, unknown: Waited['unknown'] = null): Waited => {
    return { outcome, attempts, waitedMs: elapsed(), last, poem, sentAt, firstPoemAt, unknown };
  };
  const rest = async (last: Answer, deadlineMs: number): Promise<'over' | 'interrupted' | 'go on'> => {
    const pauseMs = nextPause(elapsed(), deadlineMs, random());
    if (pauseMs === null) return 'over';
    tell({ attempts, elapsedMs: elapsed(), last, pauseMs, deadlineMs });
    return (await sleep(pauseMs)) ? 'go on' : 'interrupted';
  };

  for (;;) {
    sentAt = now();
    let answer = await ask();
    attempts += 1;
    const over = answer.kind === 'refused' && answer.status === null ? cut() : null;
    if (over === 'interrupted') return ended('interrupted', answer);
    // What was cut short says nothing; the answer before it does.
    if (over === 'deadline' && before?.kind === 'refused' && before.status !== null) return ended('refused', before);
    // An application that says no more than that it failed may have told its log why.
    if (answer.kind === 'refused' && explain && (answer.cause === 'unknown' || answer.cause === 'function-error'))
      answer = await explain(answer, sentAt);
    before = answer;
    if (answer.kind === 'poem') {
      successes += 1;
      unreachable = 0;
      poem = answer;
      firstPoemAt ??= now();
      const outlasted = thorough && now() - firstPoemAt >= GRACE_MS;
      if (successes >= NEEDED || outlasted || attempts >= mostCalls) {
        const settled = await settle(answer, outlasted);
        if (settled !== null) return settled;
      } else if (!(await sleep(APART_MS))) return ended('interrupted', answer);
      continue;
    }
    successes = 0;
    unreachable = answer.cause === 'endpoint-unreachable' ? unreachable + 1 : 0;
    if (unreachable >= MOST_UNREACHABLE) return ended('unreachable', answer);
    if (!mayPass(answer.cause) || !waitsFor(answer) || attempts >= mostCalls) {
      return ended(unreachable > 0 ? 'unreachable' : 'refused', answer);
    }
    const rested = await rest(answer, waitMs);
    if (rested === 'interrupted') return ended('interrupted', answer);
    if (rested === 'over') return ended(unreachable > 0 ? 'unreachable' : 'refused', answer);
  }

  /** Looks at the agreement until it is there; null to ask once more, after the time of grace. */
  async function settle(answer: Answer, outlasted: boolean): Promise<Waited | null> {
    for (;;) {
      const found = agreement === null ? null : await agreement();
      if (found === null || found.state === 'available' || outlasted) return ended('verified', answer);
      if (found.state === 'failed') return ended('failed', answer);
      if (found.state === 'absent' && found.hopeless) return ended('borrowed', answer);
      const outlast = thorough ? (firstPoemAt ?? now()) - startedAt + GRACE_MS : 0;
      if (found.state === 'unknown' && !thorough && !found.passing) return ended('unproven', answer, found);
      const rested = await rest(answer, Math.max(waitMs, outlast));
      if (rested === 'interrupted') return ended('interrupted', answer);
      if (rested === 'over' && thorough) return null;
      if (rested === 'over')
        return found.state === 'unknown' ? ended('unproven', answer, found) : ended('provisional', answer);
    }
  }
}
