import type { CauseId } from '../core/cause.ts';
import type { Answer } from './answer.ts';
import { nextPause } from './schedule.ts';

/** How the waiting ended. */
export type Outcome =
  | 'verified'
  /** A success while the subscription is not there yet. */
  | 'provisional'
  | 'refused'
  | 'unreachable'
  | 'interrupted';

export interface Waited {
  readonly outcome: Outcome;
  readonly attempts: number;
  readonly waitedMs: number;
  readonly last: Answer | null;
  /** The last poem's answer, when there was one. */
  readonly poem: Extract<Answer, { kind: 'poem' }> | null;
  /** When the request of that poem was sent. */
  readonly sentAt: number;
}

/** Refusals that a cure or time can still turn into a poem; any other ends the wait at once. */
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
/** Calls flap while a grant spreads: one success is luck, two apart are an answer. */
const APART_MS = 1_500;
const NEEDED = 2;
/** A host that cannot be reached this often in a row is not just starting. */
const MOST_UNREACHABLE = 3;

/** Asks until two spaced successes and the agreement, or until nothing more can be hoped for. */
export async function waitForPoem(input: {
  readonly ask: () => Promise<Answer>;
  /** Whether the agreement is there; null when the model needs none. Asked only after successes. */
  readonly agreement: (() => Promise<boolean>) | null;
  readonly waitMs: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<boolean>;
  readonly random: () => number;
  readonly tell: (told: {
    readonly attempts: number;
    readonly elapsedMs: number;
    readonly last: Answer;
    readonly pauseMs: number;
  }) => void;
}): Promise<Waited> {
  const { ask, agreement, waitMs, now, sleep, random, tell } = input;
  const startedAt = now();
  let attempts = 0;
  let successes = 0;
  let unreachable = 0;
  let poem: Waited['poem'] = null;
  let sentAt = startedAt;
  const ended = (outcome: Outcome, last: Answer | null): Waited => ({
    outcome,
    attempts,
    waitedMs: now() - startedAt,
    last,
    poem,
    sentAt,
  });
  for (;;) {
    const sent = now();
    const answer = await ask();
    attempts += 1;
    if (answer.kind === 'poem') {
      successes += 1;
      unreachable = 0;
      [poem, sentAt] = [answer, sent];
      if (successes >= NEEDED) return settle(answer);
      if (!(await sleep(APART_MS))) return ended('interrupted', answer);
      continue;
    }
    successes = 0;
    unreachable = answer.cause === 'endpoint-unreachable' ? unreachable + 1 : 0;
    if (unreachable >= MOST_UNREACHABLE) return ended('unreachable', answer);
    if (!MAY_PASS.has(answer.cause)) return ended('refused', answer);
    const pause = nextPause(attempts, now() - startedAt, waitMs, random());
    if (pause === null) return ended(answer.cause === 'endpoint-unreachable' ? 'unreachable' : 'refused', answer);
    tell({ attempts, elapsedMs: now() - startedAt, last: answer, pauseMs: pause });
    if (!(await sleep(pause))) return ended('interrupted', answer);
  }

  async function settle(answer: Answer): Promise<Waited> {
    for (let look = 1; agreement !== null && !(await agreement()); look += 1) {
      const pause = nextPause(look, now() - startedAt, waitMs, random());
      if (pause === null) return ended('provisional', answer);
      tell({ attempts, elapsedMs: now() - startedAt, last: answer, pauseMs: pause });
      if (!(await sleep(pause))) return ended('interrupted', answer);
    }
    return ended('verified', answer);
  }
}
