import { AwsError } from '../../aws/error.ts';
import { lookupEvents } from '../../aws/operations/cloudtrail.ts';
import type { Aws } from '../../core/aws.ts';
import { type CallEvent, parseEvent } from '../../evidence/parse-event.ts';

/** What of the history is read. LookupEvents takes one attribute at a time. */
export interface HistoryWindow {
  /** Milliseconds since 1970. To now, by AWS's own clock: this machine's may be behind it. */
  readonly from: number;
  /** The name of an IAM user, or of a role's session; null reads Bedrock's events of everybody. */
  readonly userName: string | null;
}

/** Time, as the reader needs it. */
export interface Clock {
  readonly now: () => number;
  /** Resolves after that many milliseconds; false when the run is over. */
  readonly sleep: (ms: number) => Promise<boolean>;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html: 50 a page. */
const PAGE = 50;
/** Two look-ups a second, an account and a Region; nobody else may be looking just now, or somebody may. */
const [BURST, GAP_MS, LONGEST_GAP_MS] = [2, 500, 4_000] as const;
/** How long throttles in a row are borne: another tool may be reading the history as well. */
const RETRY_MS = 60_000;

const SOURCE = 'bedrock.amazonaws.com';

const isThrottle = (error: unknown): error is AwsError =>
  error instanceof AwsError && (error.status === 429 || /Throttl|TooManyRequests|RateExceeded/i.test(error.code));

/**
 * Bedrock's events of a window, a page at a time, newest first; holds one page. Asks no more than AWS allows, and less
 * where it is throttled. Throws an `AwsError` for any other error, and for throttles that last. Ends early, without an
 * error, when the run is over.
 */
export async function* readPages(
  aws: Pick<Aws, 'send'>,
  { from, userName }: HistoryWindow,
  { now, sleep }: Clock,
): AsyncGenerator<readonly CallEvent[]> {
  const attribute =
    userName === null
      ? { AttributeKey: 'EventSource' as const, AttributeValue: SOURCE }
      : { AttributeKey: 'Username' as const, AttributeValue: userName };
  const starts: number[] = [];
  let gap: number = GAP_MS;
  let throttledSince: number | null = null;
  let token: string | undefined;
  for (;;) {
    const earliest = (starts.at(-BURST) ?? Number.NEGATIVE_INFINITY) + gap * BURST;
    const wait = earliest - now();
    if (wait > 0 && !(await sleep(wait))) return;
    starts.push(now());
    if (starts.length > BURST) starts.shift();
    try {
      const answer = await aws.send(lookupEvents, {
        LookupAttributes: [attribute],
        StartTime: new Date(from),
        MaxResults: PAGE,
        ...(token === undefined ? {} : { NextToken: token }),
      });
      throttledSince = null;
      gap = Math.max(GAP_MS, gap * 0.8);
      token = answer.NextToken === '' ? undefined : answer.NextToken;
      yield (answer.Events ?? [])
        .flatMap(({ CloudTrailEvent: json }) => (json === undefined ? [] : (parseEvent(json) ?? [])))
        .filter(({ eventSource, at }) => eventSource === SOURCE && at >= from);
      if (token === undefined) return;
    } catch (error) {
      if (!isThrottle(error)) throw error;
      throttledSince ??= now();
      if (now() - throttledSince > RETRY_MS) throw error;
      gap = Math.min(LONGEST_GAP_MS, gap * 2);
      if (!(await sleep(gap))) return;
    }
  }
}
