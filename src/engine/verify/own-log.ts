import { AwsError } from '../../aws/error.ts';
import { filterSource } from '../../aws/tail/source.ts';
import { tail } from '../../aws/tail/tail.ts';
import type { Pattern } from '../../core/pattern.ts';
import { parseLambdaLine } from '../../errors/log-line.ts';
import { recognize } from '../../errors/recognize.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { errorIn } from '../../verification/application-answer.ts';
import { type Expectations, match, type Seen } from '../../verification/expectations.ts';
import { CLOCKS_DIFFER_MS, countIn, type OwnRequest, ownLines } from '../../verification/own-lines.ts';
import { type Diagnosis, known } from '../diagnose/diagnosis.ts';
import { sayUnreadable } from '../log/unreadable.ts';
import type { AwsSession } from '../session/aws-session.ts';

/** What the log shows of our own request. */
export interface Lines extends Seen {
  /** Why the log could not be read, in a sentence, and how the run ends then; null when it could. */
  readonly unreadable: { readonly why: string; readonly exit: 3 | 4 } | null;
  /** What else went wrong in our request, in the log's words. */
  readonly errors: readonly string[];
  /** How many lines of it were found. */
  readonly read: number;
  /** How many characters its success line counts; null without one. */
  readonly counted: number | null;
  /** Whether nothing but the time says that the lines are our request's. */
  readonly byTime: boolean;
}

/** How long to wait for the lines of our own request: ingestion takes 5 to 20 seconds. */
const LINES_WAIT_MS = 30_000;
/** After its last line, or its error, a request that failed has nothing more to say; lines before may be late by this much. */
const AFTER_END_MS = 3_000;
/** Other requests write too; more lines than this in half a minute are cut from the old end. */
const MOST_LINES = 20_000;

/** The platform's own words for the end of a request: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html */
const ENDED = /^(?:END|REPORT) RequestId|"type":\s*"platform\.(?:report|runtimeDone)"/;

/** The lines of our own request, once all expected ones are there, a forbidden one is, or the time for them is over. */
export async function ownLog(
  session: AwsSession,
  { facts }: Diagnosis,
  own: OwnRequest,
  expectations: Expectations,
  tell: (seen: Seen) => void,
  /** Whether nobody said which lines a failure has: then every error of AWS in the request's lines is one. */
  isForeign: boolean,
): Promise<Lines> {
  const { host, aws, target } = session;
  const group = target.logGroup?.value ?? known(lambdaFunction, facts)?.logGroup ?? null;
  const nothing: Lines = {
    ...match([], expectations),
    unreadable: null,
    errors: [],
    read: 0,
    counted: null,
    byTime: false,
  };
  if (group === null)
    return { ...nothing, unreadable: { why: 'The log group is not known; pass --log-group.', exit: 3 } };
  const deadline = host.now() + LINES_WAIT_MS;
  const events: { readonly timestamp: number; readonly message: string; readonly stream?: string }[] = [];
  let found = nothing;
  let endedAt: number | null = null;
  try {
    for await (const batch of tail({
      group,
      region: target.region.value,
      source: filterSource(aws, group, host.signal),
      renew: () => {
        const renewed = session.renewed();
        return renewed === null ? null : filterSource(renewed, group, host.signal);
      },
      since: own.sentAt - CLOCKS_DIFFER_MS,
      overlapMs: LINES_WAIT_MS + CLOCKS_DIFFER_MS,
      follow: true,
      ending: () => host.now() >= deadline,
      now: host.now,
      sleep: (ms) => host.sleep(ms),
      notice: () => undefined,
    })) {
      events.push(...batch.events);
      events.splice(0, Math.max(0, events.length - MOST_LINES));
      const { lines, sure, byTime } = ownLines(events, own);
      const matched = match(lines, expectations);
      const awsErrors = isForeign ? awsErrorsIn(lines) : [];
      found = {
        ...matched,
        forbidden: [...matched.forbidden, ...awsErrors],
        unreadable: null,
        errors: errorsIn(lines, expectations.forbidden).filter(
          (line) => !awsErrors.some((one) => oneLine(one).includes(line)),
        ),
        read: lines.length,
        counted: countIn(lines),
        byTime,
      };
      tell(found);
      if (sure && own.poem !== null && !isForeign && (found.forbidden.length > 0 || found.missing.length === 0)) break;
      if ((own.poem === null || isForeign) && (found.forbidden.length > 0 || lines.some((line) => ENDED.test(line))))
        endedAt ??= host.now();
      if (endedAt !== null && host.now() - endedAt >= AFTER_END_MS) break;
    }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (host.signal.aborted) return found;
    const { why, exit } = await sayUnreadable(error, group, aws);
    return { ...nothing, unreadable: { why, exit: exit === 4 ? 4 : 3 } };
  }
  return found;
}

/** Lines that say they are errors, but for those that the expectations forbid already. */
const errorsIn = (lines: readonly string[], forbidden: readonly Pattern[]): readonly string[] =>
  lines
    .map(parseLambdaLine)
    .filter(
      ({ level, message }) => (level === 'ERROR' || level === 'FATAL') && !forbidden.some((one) => one.test(message)),
    )
    .map(({ message }) => oneLine(message));

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Lines that report an error of AWS: at error level, or without a level as an error's frame. */
const awsErrorsIn = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => {
    const { level, message } = parseLambdaLine(line);
    if (level !== null && level !== 'ERROR' && level !== 'FATAL') return false;
    return errorIn(message, level !== null) !== null && recognize(message) !== null;
  });
