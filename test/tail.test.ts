import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from '../src/aws/error.ts';
import type { LogSource } from '../src/aws/tail/event.ts';
import { paceOf } from '../src/aws/tail/pace.ts';
import { tail } from '../src/aws/tail/tail.ts';
import { allRows, BY_NIGHT, runs } from './seed.ts';
import { type Clock, clockAt, delayOf, follow, GROUP, linesOf, lostOf, MIXES, type Mix } from './tail-workload.ts';

/** The bench runs 10,000 lines and five seeds; losing or doubling one shows with fewer. */
const SEEDS = BY_NIGHT ? [1, 2] : [1];

test.each(MIXES.flatMap((mix) => SEEDS.map((seed) => [mix.name, seed, mix] as const)))(
  '%s, seed %i: nothing lost, nothing doubled, soon, and with few calls',
  async (_name, seed, mix) => {
    const lines = linesOf(mix, seed, 4_000, 17);
    const shown = await follow(lines, seed);
    expect(lostOf(lines, shown.at)).toBe(0);
    expect(shown.doubled).toBe(0);
    expect(delayOf(lines, shown.at, 0.95)).toBeLessThanOrEqual(1_500);
    expect(shown.calls / shown.seconds).toBeLessThanOrEqual(1);
  },
);

const answer = (code: string, status: number): AwsError =>
  new AwsError('answer', code, code, status, 'logs:FilterLogEvents', null);
const RESET = new AwsError('unreachable', 'ECONNRESET', 'reset', null, 'logs:FilterLogEvents', null);
const THROTTLED = answer('ThrottlingException', 400);
const EXPIRED = answer('ExpiredTokenException', 400);
const GONE = answer('ResourceNotFoundException', 400);
const OLD_TOKEN = answer('InvalidParameterException', 400);

/** Answers like the source, but for the calls that the plan gives an error. */
const failing =
  (plan: (call: number, paging: boolean, clock: Clock) => AwsError | null) => (source: LogSource, clock: Clock) => {
    let call = 0;
    const wrapped: LogSource = (request) => {
      call += 1;
      const error = plan(call, request.token !== null, clock);
      return error === null ? source(request) : Promise.reject(error);
    };
    return wrapped;
  };

const FAULTS: readonly [string, (call: number, paging: boolean, clock: Clock) => AwsError | null][] = [
  ['a throttle now and then', (call) => (call % 9 === 3 ? THROTTLED : null)],
  ['a burst of throttles', (call) => (call > 20 && call < 30 ? THROTTLED : null)],
  ['resets', (call) => (call % 5 === 2 ? RESET : null)],
  ['a storm of 500s', (call) => (call > 30 && call < 35 ? answer('InternalFailure', 500) : null)],
  ['credentials that expire and are renewed', (call) => (call === 25 ? EXPIRED : null)],
  ['a group that comes late', (call) => (call < 12 ? GONE : null)],
  ['a group deleted and made again', (call) => (call > 20 && call < 26 ? GONE : null)],
  ['a denial while a grant spreads', (call) => (call > 20 && call < 23 ? answer('AccessDeniedException', 400) : null)],
  ['tokens that are forgotten', (call, paging) => (paging && call % 3 === 0 ? OLD_TOKEN : null)],
  ['no answer for longer than the overlap', (call) => (call > 40 && call < 52 ? RESET : null)],
];
test.each(allRows(FAULTS))('%s: nothing lost, nothing doubled', async (_name, plan) => {
  for (const mix of [MIXES[2], MIXES[3], MIXES[5]] as Mix[]) {
    const lines = linesOf(mix, 7, 6_000, 17);
    const shown = await follow(lines, 7, 120_000, failing(plan));
    expect([lostOf(lines, shown.at), shown.doubled]).toEqual([0, 0]);
  }
});

test('whatever the delays, clocks, faults and overlap: what is late by less than the overlap is shown once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        overlapS: fc.integer({ min: 5, max: 150 }),
        least: fc.integer({ min: 0, max: 100 }),
        spread: fc.integer({ min: 0, max: 100 }),
        ahead: fc.integer({ min: 0, max: 600_000 }),
        burst: fc.integer({ min: 1, max: 60 }),
        seed: fc.integer(),
        faults: fc.array(fc.integer({ min: 2, max: 200 }), { maxLength: 20 }),
      }),
      async ({ overlapS, least, spread, ahead, burst, seed, faults }) => {
        const overlapMs = overlapS * 1_000;
        const leastMs = (overlapMs * least) / 101;
        const mix: Mix = {
          name: 'any',
          lateMs: [leastMs, leastMs + ((overlapMs - leastMs) * spread) / 101],
          aheadMs: (stream) => (stream % 2 === 0 ? 0 : ahead),
          burst,
        };
        const lines = linesOf(mix, seed, 600, 5);
        const kinds = [RESET, THROTTLED, EXPIRED, GONE] as const;
        const plan = (call: number): AwsError | null => (faults.includes(call) ? (kinds[call % 4] ?? null) : null);
        const shown = await follow(lines, seed, overlapMs, failing(plan));
        expect([lostOf(lines, shown.at), shown.doubled]).toEqual([0, 0]);
      },
    ),
    { numRuns: runs(60) },
  );
});

/** Lines of an endless log, 200 a second, each visible a second after it was written; made when they are read. */
function endless(clock: Clock, began: number): LogSource {
  const GAP_MS = 5;
  const PAGE = 10_000;
  return async ({ startTime, token }) => {
    clock.pass(100);
    const first = token === null ? Math.max(0, Math.ceil((startTime - began) / GAP_MS)) : Number(token);
    const end = Math.floor((clock.now() - 1_000 - began) / GAP_MS);
    const count = Math.max(0, Math.min(PAGE, end - first));
    const events = Array.from({ length: count }, (_one, index) => ({
      id: `${first + index}`,
      stream: 'one',
      timestamp: began + (first + index) * GAP_MS,
      message: 'x',
    }));
    return { events, token: first + count < end ? `${first + count}` : null };
  };
}

/** Of a log with 200 lines a second; the overlap is two minutes. */
const MINUTES = BY_NIGHT ? { followed: 20, backlog: 60 } : { followed: 6, backlog: 8 };

test('minutes at 200 lines a second: all shown once, no more ids remembered than the overlap has lines', async () => {
  const began = Date.UTC(2026, 10, 22);
  const clock = clockAt(began);
  const remembered: number[] = [];
  let shown = 0;
  let next = 0;
  for await (const { events } of tail({
    group: GROUP,
    region: 'ap-northeast-2',
    source: endless(clock, began),
    renew: () => null,
    since: began,
    overlapMs: 120_000,
    follow: true,
    ending: () => clock.now() >= began + MINUTES.followed * 60_000,
    now: clock.now,
    sleep: async (ms) => {
      clock.pass(ms);
      return true;
    },
    notice: () => undefined,
    remembers: (ids) => remembered.push(ids),
  })) {
    shown += events.length;
    for (const { id } of events) {
      if (Number(id) !== next) throw new Error(`line ${id} came where line ${next} was due`);
      next += 1;
    }
  }
  expect(shown).toBeGreaterThan((MINUTES.followed * 60 - 2) * 200);
  const most = (part: readonly number[]): number => Math.max(...part);
  // The overlap, the ten seconds between two looks at all of it, and the time the looks themselves take.
  expect(most(remembered)).toBeLessThanOrEqual(200 * (120 + 10 + 5));
  const half = remembered.length / 2;
  expect(most(remembered.slice(half))).toBeLessThanOrEqual(most(remembered.slice(0, half)) * 1.02);
});

test('a backlog far longer than the overlap is read once, with flat memory', async () => {
  const now = Date.UTC(2026, 10, 22);
  const clock = clockAt(now);
  const began = now - MINUTES.backlog * 60_000;
  let most = 0;
  let shown = 0;
  for await (const { events } of tail({
    group: GROUP,
    region: 'us-east-1',
    source: failing((call, paging) => (paging && call % 50 === 0 ? OLD_TOKEN : null))(endless(clock, began), clock),
    renew: () => null,
    since: began,
    overlapMs: 120_000,
    follow: false,
    ending: () => false,
    now: clock.now,
    sleep: async (ms) => {
      clock.pass(ms);
      return true;
    },
    notice: () => undefined,
    remembers: (ids) => {
      most = Math.max(most, ids);
    },
  })) {
    for (const { id } of events) {
      if (Number(id) !== shown) throw new Error(`line ${id} came where line ${shown} was due`);
      shown += 1;
    }
  }
  expect(shown).toBeGreaterThan((MINUTES.backlog * 60 - 2) * 200);
  expect(most).toBeLessThanOrEqual(60_000);
});

test('a laptop that slept for an hour loses and doubles nothing', async () => {
  const lines = linesOf(MIXES[2] as Mix, 3, 4_000, 17);
  let calls = 0;
  const shown = await follow(lines, 3, 120_000, (source, clock) => (request) => {
    calls += 1;
    if (calls === 40) clock.pass(3_600_000);
    return source(request);
  });
  expect([lostOf(lines, shown.at), shown.doubled]).toEqual([0, 0]);
});

test.each([-3_600_000, -60_000, 60_000, 280_000])(
  'our clock set by %i ms in the middle loses and doubles nothing',
  async (jump) => {
    const lines = linesOf(MIXES[2] as Mix, 3, 6_000, 17);
    const shown = await follow(lines, 3, 120_000, undefined, (now) =>
      now > (lines[3_000]?.timestamp ?? 0) ? now + jump : now,
    );
    expect([lostOf(lines, shown.at), shown.doubled]).toEqual([0, 0]);
  },
);

test('calls stay under half of what the Region allows, backed off or not, and the pace recovers', () => {
  for (const [region, quota] of [
    ['us-east-1', 25],
    ['ap-northeast-2', 10],
    ['eu-central-1', 5],
  ] as const) {
    const pace = paceOf(region);
    const pauses = Array.from({ length: 100 }, () => pace.answered(0, false));
    expect(Math.min(...pauses)).toBeGreaterThan(1_000 / (quota / 2));
  }
  const pace = paceOf('ap-northeast-2');
  const refused = Array.from({ length: 10 }, () => pace.refused());
  expect(refused[0]).toBeGreaterThanOrEqual(1_000);
  expect(refused.at(-1)).toBe(30_000);
  const after = Array.from({ length: 8 }, () => pace.answered(100, true));
  expect(after.at(-1)).toBeLessThan(1_100);
});
