import type { Aws } from '../core/aws.ts';
import { AwsError } from './error.ts';
import { filterLogEvents } from './operations/logs.ts';

export interface LogEvent {
  readonly id: string;
  readonly stream: string;
  /** Milliseconds since 1970, by the writer's clock. */
  readonly timestamp: number;
  readonly message: string;
}

export interface TailOptions {
  readonly group: string;
  /** Milliseconds since 1970; nothing older is shown. */
  readonly since: number;
  /** How much later than its timestamp an event may become visible without being lost. */
  readonly overlapMs: number;
  readonly pollMs: number;
  /** Whether to go on after the first sweep, and to wait for a group that is not there yet. */
  readonly follow: boolean;
  readonly now: () => number;
  /** False when the wait was ended from outside. */
  readonly sleep: (ms: number) => Promise<boolean>;
  /** Told once of what the reader should know: the group is not there yet, AWS slows us down. */
  readonly notice: (sentence: string) => void;
}

/** Rounds of this many pages are far more than a second of any log; more means that the token does not move. */
const MOST_PAGES = 1_000;
/** After a throttle the pause doubles up to this and halves again with every answer. */
const MOST_PAUSE_MS = 30_000;

/**
 * The events of a group, batch by batch, possibly empty. Each poll looks back from the newest timestamp by the overlap
 * and remembers the ids within it, so that a late or out-of-order event is neither lost nor doubled.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export async function* tail(aws: Aws, options: TailOptions): AsyncGenerator<readonly LogEvent[]> {
  const { group, overlapMs, follow, now, sleep, notice } = options;
  const seen = new Map<string, number>();
  let newest = options.since;
  let pause = options.pollMs;
  let missing = false;
  for (;;) {
    try {
      const from = Math.max(options.since, Math.min(newest, now()) - overlapMs);
      const fresh = (await sweep(aws, group, from)).filter(({ id }) => !seen.has(id));
      for (const { id, timestamp } of fresh) {
        seen.set(id, timestamp);
        newest = Math.max(newest, timestamp);
      }
      const oldest = Math.min(newest, now()) - overlapMs;
      for (const [id, timestamp] of seen) if (timestamp < oldest) seen.delete(id);
      missing = false;
      pause = Math.max(options.pollMs, pause / 2);
      yield fresh.sort((a, b) => a.timestamp - b.timestamp);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (error.code === 'ResourceNotFoundException' && follow) {
        if (!missing) notice(`The log group ${group} is not there yet; waiting for it.`);
        missing = true;
        yield [];
      } else if (/Throttling|LimitExceeded|TooManyRequests/.test(error.code)) {
        pause = Math.min(MOST_PAUSE_MS, pause * 2);
        yield [];
      } else throw error;
    }
    if (!follow) return;
    if (!(await sleep(pause))) return;
  }
}

/** Every page from a moment on; pages may be empty and still have a token. */
async function sweep(aws: Aws, logGroupName: string, startTime: number): Promise<LogEvent[]> {
  const events: LogEvent[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await aws.send(filterLogEvents, {
      logGroupName,
      startTime,
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    for (const { eventId, timestamp, logStreamName, message } of answer.events ?? []) {
      if (timestamp === undefined || message === undefined) continue;
      events.push({
        id: eventId ?? `${logStreamName}/${timestamp}/${message}`,
        stream: logStreamName ?? '',
        timestamp,
        message,
      });
    }
    nextToken = answer.nextToken;
    if (nextToken === undefined || nextToken === '') break;
  }
  return events;
}
