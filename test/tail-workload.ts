import type { LogSource } from '../src/aws/tail/event.ts';
import { tail } from '../src/aws/tail/tail.ts';
import { baseWorld } from '../src/sandbox/scenarios/base.ts';
import { filterLogEvents } from '../src/sandbox/services/logs/filter-log-events.ts';
import { emptyGroup } from '../src/sandbox/services/logs/group.ts';
import type { LogEvent } from '../src/sandbox/world.ts';

/** How late lines of a stream become visible, and what its clock shows. Times in milliseconds. */
export interface Mix {
  readonly name: string;
  readonly lateMs: readonly [number, number];
  /** How far ahead the clock of a stream is. */
  readonly aheadMs: (stream: number) => number;
  /** How many lines have the same millisecond. */
  readonly burst: number;
}

const right = (): number => 0;
export const MIXES: readonly Mix[] = [
  { name: 'constant delay', lateMs: [1_000, 1_000], aheadMs: right, burst: 1 },
  { name: '0.3 to 1.5 s late', lateMs: [300, 1_500], aheadMs: right, burst: 1 },
  { name: '0.5 to 6 s late', lateMs: [500, 6_000], aheadMs: right, burst: 1 },
  { name: '1 to 30 s late', lateMs: [1_000, 30_000], aheadMs: right, burst: 1 },
  { name: 'bursts in one millisecond', lateMs: [300, 3_000], aheadMs: right, burst: 40 },
  { name: 'clocks ahead', lateMs: [300, 3_000], aheadMs: (stream) => stream * 8_000, burst: 1 },
  { name: 'clocks behind', lateMs: [300, 3_000], aheadMs: (stream) => stream * -12_000, burst: 1 },
];

/** Numbers from 0 to 1 that depend on the seed alone (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const STREAMS = 9;
/** Any moment will do. */
const BEGIN = Date.UTC(2026, 10, 22, 12);

/** Lines of several streams, evenly spread over the time but for the bursts; the order is that of writing. */
export function linesOf(mix: Mix, seed: number, count: number, perSecond: number): readonly LogEvent[] {
  const random = randomOf(seed);
  const [least, most] = mix.lateMs;
  return Array.from({ length: count }, (_one, index) => {
    const written = BEGIN + Math.floor(Math.floor(index / mix.burst) * mix.burst * (1_000 / perSecond));
    const stream = Math.floor(random() * STREAMS);
    return {
      id: String(index).padStart(56, '0'),
      stream: `stream ${stream}`,
      timestamp: written + mix.aheadMs(stream),
      ingestionTime: written,
      visibleAt: written + least + random() * (most - least),
      message: `line ${index}`,
    };
  });
}

/** A clock that only moves when somebody waits. */
export interface Clock {
  readonly now: () => number;
  readonly pass: (ms: number) => void;
}
export function clockAt(moment: number): Clock {
  let now = moment;
  return {
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
  };
}

export const GROUP = '/aws/lambda/simulated';

/** The sandbox's FilterLogEvents over these lines, without a network: each call lets 50 to 150 ms pass. */
export function simulatedSource(lines: readonly LogEvent[], clock: Clock, seed: number) {
  const world = baseWorld('http://127.0.0.1', BEGIN);
  const group = { ...emptyGroup(GROUP, BEGIN), events: lines.toSorted((a, b) => a.timestamp - b.timestamp) };
  const random = randomOf(seed);
  let calls = 0;
  const source: LogSource = async ({ startTime, token }) => {
    calls += 1;
    clock.pass(25 + random() * 50);
    const answer = filterLogEvents.handle(
      { ...world, serial: calls, logGroups: { [GROUP]: group } },
      {
        logGroupName: GROUP,
        startTime: Math.max(0, Math.floor(startTime)),
        ...(token === null ? {} : { nextToken: token }),
      },
      {
        now: clock.now(),
        region: world.region,
        requestId: '',
        userAgent: '',
        accounts: () => null,
        caller: { arn: '', userId: '', accessKeyId: '', sessionPolicies: [] },
      },
    );
    clock.pass(25 + random() * 50);
    if ('fault' in answer) throw new Error(answer.fault.message);
    const output = answer.output as unknown as {
      readonly events: readonly { logStreamName: string; timestamp: number; message: string; eventId: string }[];
      readonly nextToken?: string;
    };
    return {
      events: output.events.map(({ logStreamName, timestamp, message, eventId }) => ({
        id: eventId,
        stream: logStreamName,
        timestamp,
        message,
      })),
      token: output.nextToken ?? null,
    };
  };
  return { source, calls: () => calls };
}

/** When each line was shown, by its id, and how often it was. */
export interface Shown {
  readonly at: ReadonlyMap<string, number>;
  readonly doubled: number;
  readonly calls: number;
  readonly seconds: number;
  readonly mostRemembered: number;
}

/** Follows the lines until all have become visible. `wrap` spoils the source, `ours` the follower's clock. */
export async function follow(
  lines: readonly LogEvent[],
  seed: number,
  overlapMs = 120_000,
  wrap: (source: LogSource, clock: Clock) => LogSource = (source) => source,
  ours: (now: number) => number = (now) => now,
): Promise<Shown> {
  const clock = clockAt(BEGIN);
  const end = lines.reduce((most, { visibleAt }) => Math.max(most, visibleAt), BEGIN) + 1;
  const { source, calls } = simulatedSource(lines, clock, seed);
  const at = new Map<string, number>();
  let doubled = 0;
  let mostRemembered = 0;
  const spoilt = wrap(source, clock);
  const batches = tail({
    group: GROUP,
    region: 'ap-northeast-2',
    source: spoilt,
    renew: () => spoilt,
    since: BEGIN - 300_000,
    overlapMs,
    follow: true,
    ending: () => clock.now() >= end,
    now: () => ours(clock.now()),
    sleep: async (ms) => {
      clock.pass(ms);
      return true;
    },
    notice: () => undefined,
    remembers: (ids) => {
      mostRemembered = Math.max(mostRemembered, ids);
    },
  });
  for await (const { events } of batches) {
    for (const { id } of events) {
      if (at.has(id)) doubled += 1;
      at.set(id, clock.now());
    }
  }
  return { at, doubled, calls: calls(), seconds: (clock.now() - BEGIN) / 1_000, mostRemembered };
}

/** How many lines were never shown. */
export const lostOf = (lines: readonly LogEvent[], at: ReadonlyMap<string, number>): number =>
  lines.filter(({ id }) => !at.has(id)).length;

/** From visible to shown, in milliseconds: the share of lines that were faster. */
export function delayOf(lines: readonly LogEvent[], at: ReadonlyMap<string, number>, share: number): number {
  const delays = lines.flatMap(({ id, visibleAt }) => (at.has(id) ? [(at.get(id) ?? 0) - visibleAt] : []));
  return delays.sort((a, b) => a - b)[Math.floor(delays.length * share)] ?? 0;
}
