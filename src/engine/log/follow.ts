import { AwsError } from '../../aws/error.ts';
import type { LogEvent } from '../../aws/tail/event.ts';
import { filterSource } from '../../aws/tail/source.ts';
import { tail } from '../../aws/tail/tail.ts';
import { deadlineAfter } from '../../core/deadline.ts';
import type { Pattern } from '../../core/pattern.ts';
import type { ExitCode } from '../../core/report.ts';
import { entryOf } from '../../verification/entry.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { tell } from '../session/tell.ts';
import type { Printer } from './printer.ts';
import { sayUnreadable } from './unreadable.ts';

const SINCE_MS = 300_000;
const OVERLAP_MS = 120_000;
/** The last look may take this long after --timeout. */
const LAST_LOOK_MS = 5_000;
/** A connection that outlives any tail; --timeout ends the tail itself. */
export const FOREVER_MS = 7 * 86_400_000;

/** What ends the reading besides Ctrl-C. */
export interface Ends {
  readonly until: Pattern | null;
  readonly forbid: readonly Pattern[];
  /** Milliseconds since 1970; null: never. */
  readonly deadline: number | null;
  readonly follow: boolean;
}

/** Prints the events until an end is reached. */
export async function followLog(session: AwsSession, group: string, ends: Ends, printer: Printer): Promise<ExitCode> {
  const { host, options, startedAt } = session;
  const { until, forbid, deadline } = ends;
  const over =
    deadline === null ? host.signal : deadlineAfter(Math.max(0, deadline - host.now()) + LAST_LOOK_MS, host.signal);
  let match: LogEvent | null = null;
  let whole = false;
  const say = (sentence: string): void => {
    if (!session.quiet) tell(host, sentence);
  };
  const print = (events: readonly LogEvent[]): Promise<void> => printer.print(events.map(entryOf));
  const batches = tail({
    group,
    region: session.target.region.value,
    source: filterSource(session.steady, group, over),
    renew: () => {
      const aws = session.renewed();
      return aws === null ? null : filterSource(aws, group, over);
    },
    since: startedAt - (options.duration('since')?.value ?? SINCE_MS),
    overlapMs: options.duration('overlap')?.value ?? OVERLAP_MS,
    follow: ends.follow,
    ending: () => match !== null || (deadline !== null && host.now() >= deadline),
    now: host.now,
    sleep: (ms) => host.sleep(deadline === null ? ms : untilDeadline(ms, deadline - host.now()), over),
    notice: say,
  });
  try {
    for await (const batch of batches) {
      whole = batch.whole;
      // Once the line has come, only what belongs before it is still shown.
      const before: LogEvent | null = match;
      const events: readonly LogEvent[] =
        before === null ? batch.events : batch.events.filter(({ timestamp }) => timestamp <= before.timestamp);
      const stop = events.findIndex(({ message }) => forbid.some((pattern) => pattern.test(message)));
      const found: number =
        match === null && until !== null ? events.findIndex(({ message }) => until.test(message)) : -1;
      if (stop >= 0 && (found < 0 || stop <= found)) {
        await print(events.slice(0, stop + 1));
        return 1;
      }
      await print(found < 0 ? events : events.slice(0, found));
      if (found >= 0) match = events[found] ?? null;
      if (host.signal.aborted) return 130;
    }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (host.signal.aborted) return 130;
    if (match === null && !(over.aborted && whole)) {
      const { why, exit } = await sayUnreadable(error, group, session.steady);
      tell(host, why);
      return exit;
    }
    say('The last look at the log was cut short; a late line may be missing.');
  }
  if (match !== null) await print([match]);
  return until === null || match !== null ? 0 : 1;
}

/** Up to the deadline, and after it the pauses of the last look. */
const untilDeadline = (ms: number, left: number): number => (left > 0 ? Math.min(ms, left) : ms);
