import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GUIDE_DIALECT } from '../src/applications/guide.ts';
import type { Answer } from '../src/verification/answer.ts';
import { expectationsOf, match } from '../src/verification/expectations.ts';
import { type OwnRequest, ownLines } from '../src/verification/own-lines.ts';
import { nextPause } from '../src/verification/schedule.ts';
import { type Agreement, type Told, type Waited, type WaitInput, waitForPoem } from '../src/verification/wait.ts';
import { runs } from './seed.ts';

const POEM: Answer = { kind: 'poem', status: 200, poem: '시', requestId: null, tokens: null, doubts: [] };
const refusal = (cause: Extract<Answer, { kind: 'refused' }>['cause']): Answer => ({
  kind: 'refused',
  status: 403,
  cause,
  waitMinutes: 2,
  words: cause,
});
const DENIED = refusal('marketplace-subscription-denied');

/** A wait on a clock that only moves when somebody waits. `answers`: what is said at a time since the start. */
async function waited(
  answers: (elapsedMs: number) => Answer,
  more: Partial<WaitInput> & {
    readonly look?: (elapsedMs: number) => Agreement;
    readonly tookMs?: (answer: Answer) => number;
  } = {},
): Promise<Waited & { readonly told: readonly Told[]; readonly verdictAt: number }> {
  let now = 1_000_000;
  const began = now;
  const told: Told[] = [];
  const { look, tookMs = () => 0 } = more;
  const result = await waitForPoem({
    ask: async () => {
      const answer = answers(now - began);
      now += tookMs(answer);
      return answer;
    },
    explain: null,
    agreement: look ? async () => look(now - began) : null,
    waitMs: 600_000,
    thorough: false,
    now: () => now,
    sleep: async (ms) => {
      now += ms;
      return true;
    },
    cut: () => null,
    random: () => 0.5,
    tell: (one) => told.push(one),
    waitsFor: () => true,
    mostCalls: Number.POSITIVE_INFINITY,
    ...more,
  });
  return { ...result, told, verdictAt: now - began };
}

describe('the schedule', () => {
  test('the verdict comes at most a tenth of the propagation time, or three seconds, after the fix is effective', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 900_000 }),
        fc.integer({ min: 0, max: 120_000 }),
        fc.integer({ min: 5, max: 150 }),
        fc.integer({ min: 5, max: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (grantAt, agreementLater, refusalMs, poemMs, random) => {
          const effectiveAt = grantAt + agreementLater;
          const { outcome, verdictAt } = await waited((elapsed) => (elapsed >= grantAt ? POEM : DENIED), {
            waitMs: 1_200_000,
            random: () => random,
            look: (elapsed) => ({ state: elapsed >= effectiveAt ? 'available' : 'pending' }),
            tookMs: ({ kind }) => (kind === 'poem' ? poemMs : refusalMs),
          });
          expect(outcome).toBe('verified');
          expect(verdictAt - effectiveAt).toBeLessThanOrEqual(Math.max(3_000, effectiveAt * 0.1));
        },
      ),
      { numRuns: runs(300) },
    );
  });

  test('pauses lie between floor and ceiling, end at the deadline, and never pass it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000 }),
        fc.integer({ min: 0, max: 2_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (elapsed, wait, random) => {
          const pause = nextPause(elapsed, wait, random);
          if (elapsed >= wait) expect(pause).toBeNull();
          else {
            expect(pause).toBeGreaterThan(0);
            expect(pause).toBeLessThanOrEqual(Math.min(20_000, wait - elapsed));
            if (wait - elapsed > 20_000) expect(pause).toBeGreaterThanOrEqual(450);
          }
        },
      ),
    );
  });

  test('ten minutes of refusals take about ninety tries, told with elapsed, tries, answer, next try and deadline', async () => {
    const { outcome, attempts, waitedMs, told } = await waited(() => DENIED);
    expect([outcome, waitedMs]).toEqual(['refused', 600_000]);
    expect(attempts).toBeLessThan(110);
    expect(told[0]).toMatchObject({ attempts: 1, elapsedMs: 0, last: DENIED, deadlineMs: 600_000 });
    expect(told.at(-1)?.pauseMs).toBeGreaterThan(10_000);
  });
});

describe('the wait', () => {
  test('one success is luck: while answers flap it goes on, two apart in a row end it', async () => {
    const { outcome, attempts } = await waited((elapsed) =>
      elapsed > 10_000 || Math.floor(elapsed / 700) % 3 === 0 ? POEM : DENIED,
    );
    expect(outcome).toBe('verified');
    expect(attempts).toBeGreaterThan(3);
    const flapping = await waited((elapsed) => (Math.floor(elapsed / 1_100) % 2 === 0 ? POEM : DENIED), {
      waitMs: 5_000,
    });
    expect(flapping.outcome).not.toBe('provisional');
  });

  test.each<[string, Answer, string]>([
    ['what no time fixes', refusal('account-restricted'), 'refused'],
    ['an explicit Deny', refusal('denied-explicitly'), 'refused'],
    ['a model that has ended', refusal('model-end-of-life'), 'refused'],
  ])('%s ends it at once', async (_what, answer, outcome) => {
    expect(await waited(() => answer)).toMatchObject({ outcome, attempts: 1, waitedMs: 0 });
  });

  test('what the wait says of the agreement', async () => {
    const state = (look: Agreement, waitMs = 5_000, thorough = false) =>
      waited(() => POEM, { look: () => look, waitMs, thorough });
    expect(await state({ state: 'available' })).toMatchObject({ outcome: 'verified', attempts: 2 });
    expect(await state({ state: 'pending' })).toMatchObject({ outcome: 'provisional' });
    expect(await state({ state: 'absent', hopeless: false })).toMatchObject({ outcome: 'provisional' });
    expect(await state({ state: 'absent', hopeless: true })).toMatchObject({ outcome: 'borrowed', waitedMs: 1_200 });
    expect(await state({ state: 'failed' })).toMatchObject({ outcome: 'failed', waitedMs: 1_200 });
    const unknown: Agreement = { state: 'unknown', why: 'you may not', refused: false, passing: false };
    expect(await state(unknown)).toMatchObject({ outcome: 'unproven', unknown });
  });

  test('a thorough wait stays until calls can no longer succeed without an agreement, and asks once more', async () => {
    const pending = { look: (): Agreement => ({ state: 'pending' }), thorough: true, waitMs: 5_000 };
    const stayed = await waited(() => POEM, pending);
    expect(stayed.outcome).toBe('verified');
    expect(stayed.waitedMs).toBeGreaterThanOrEqual(900_000);
    const lost = await waited((elapsed) => (elapsed < 800_000 ? POEM : DENIED), pending);
    expect([lost.outcome, lost.attempts]).toEqual(['refused', 3]);
  });

  test('a refusal that does not say why is looked up in the log', async () => {
    const explained = refusal('account-restricted');
    const { outcome, last } = await waited(() => refusal('unknown'), { explain: async () => explained });
    expect([outcome, last]).toEqual(['refused', explained]);
  });

  test('a last request that the deadline of the run cuts short takes back nothing of what was answered before', async () => {
    const silent: Answer = {
      kind: 'refused',
      status: null,
      cause: 'endpoint-unreachable',
      waitMinutes: null,
      words: '',
    };
    const at = (cut: 'deadline' | 'interrupted' | null) =>
      waited((elapsed) => (elapsed < 2_000 ? DENIED : silent), { waitMs: 3_000, cut: () => cut });
    expect(await at('deadline')).toMatchObject({ outcome: 'refused', last: DENIED });
    expect(await at('interrupted')).toMatchObject({ outcome: 'interrupted' });
    expect(await at(null)).toMatchObject({ outcome: 'unreachable' });
    expect(await waited(() => silent, { cut: () => 'deadline' })).toMatchObject({ outcome: 'unreachable' });
  });

  test('Ctrl-C ends it in whatever pause it comes', async () => {
    const sleep = async (): Promise<boolean> => false;
    expect((await waited(() => DENIED, { sleep })).outcome).toBe('interrupted');
    expect((await waited(() => POEM, { sleep })).outcome).toBe('interrupted');
  });
});

const MODEL = 'anthropic.claude-3-haiku-20240307-v1:0';
const id = (letter: string): string => `${letter.repeat(8)}-1111-4111-8111-111111111111`;
/** The lines of one request of the guide's function. */
const request = (letter: string, at: number, characters: number, failed = false) =>
  [
    '[Poetry] Request received',
    '[Poetry] Generating - Persona: hamlet, Language: ko',
    `[Poetry] Invoking Bedrock model: ${MODEL}`,
    failed ? '[Poetry] Bedrock error: AccessDeniedException' : `[Poetry] Success - Generated ${characters} characters`,
  ].map((message, index) => ({
    timestamp: at + index,
    message: `${new Date(at + index).toISOString()}\t${id(letter)}\tINFO\t${message}\n`,
  }));

describe('the lines of our own request', () => {
  const usual = expectationsOf(GUIDE_DIALECT.expect, GUIDE_DIALECT.forbid, MODEL);
  const own = (more: Partial<OwnRequest>): OwnRequest => ({
    ids: [],
    exact: false,
    poem: null,
    counts: true,
    sentAt: 10_000,
    ...more,
  });

  test('by its id, by its count, by its time: what others write neither helps nor hurts', () => {
    const others = [...request('b', 9_900, 7, true), ...request('c', 10_400, 9), ...request('d', 10_900, 5, true)];
    const ours = request('a', 10_100, 5);
    const mixed = [...others, ...ours].sort((a, b) => b.timestamp - a.timestamp);
    for (const how of [{ ids: [id('a')] }, { poem: 'abcde' }, { ids: [id('a')], exact: true }]) {
      const { lines, sure } = ownLines(mixed, own(how));
      expect([match(lines, usual).missing, match(lines, usual).forbidden, sure]).toEqual([[], [], true]);
    }
    expect(ownLines(others, own({ ids: [id('a')], exact: true })).lines).toEqual([]);
    expect(ownLines(others, own({ poem: 'abcde' })).lines).toEqual([]);
    // Alone and failing, it may be somebody else's whose line came first: that is no reason to stop.
    expect(ownLines(request('b', 9_900, 7, true), own({ poem: 'abcde' })).sure).toBe(false);
    expect(ownLines(request('b', 9_900, 7, true), own({ poem: 'abcde', counts: false })).sure).toBe(true);
    expect(ownLines(others, own({}))).toMatchObject({ sure: true, lines: { length: 4 } });
    // A request before ours with the same count is not ours.
    expect(ownLines(request('e', -5_000, 5), own({ poem: 'abcde' })).lines).toEqual([]);
  });

  test('the only request whose count does not fit is ours, but not surely', () => {
    expect(ownLines(request('a', 10_100, 6), own({ poem: 'abcde' }))).toMatchObject({
      sure: false,
      lines: { length: 4 },
    });
    // Letters outside the basic plane are one character to some languages and two to others.
    expect(ownLines(request('a', 10_100, 1), own({ poem: '\u{1f339}' })).sure).toBe(true);
    expect(ownLines(request('a', 10_100, 2), own({ poem: '\u{1f339}' })).sure).toBe(true);
  });

  test('expectations hold in their order, {model} is the model word for word, and what is missing is named', () => {
    const lines = request('a', 0, 5).map(({ message }) => message);
    expect(match(lines, usual)).toMatchObject({ missing: [], forbidden: [] });
    expect(match([...lines].reverse(), usual).missing).toHaveLength(3);
    const custom = expectationsOf(['model: {model}$', 'never \\d+'], ['persona'], MODEL);
    expect(match(lines, custom).missing).toEqual(['never <n>']);
    expect(match(lines, expectationsOf(['{model}'], [], 'anthropicXclaude')).missing).toEqual(['anthropicXclaude']);
    expect(
      match(
        request('a', 0, 5, true).map(({ message }) => message),
        usual,
      ).forbidden,
    ).toHaveLength(1);
    expect(() => expectationsOf(['('], [], MODEL)).toThrow('is not a valid regular expression');
  });
});
