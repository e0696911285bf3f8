import { orNull } from '../../aws/error.ts';
import { filterLogEvents } from '../../aws/operations/logs.ts';
import { Unknowable } from '../../core/fact.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { lambdaFunction } from '../lambda/function.ts';

export interface LogLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly stream: string;
  readonly message: string;
}
export interface RecentLog {
  readonly group: string;
  readonly exists: boolean;
  /** Oldest first. */
  readonly lines: readonly LogLine[];
  /** Whether there was more in the window than was read. */
  readonly cut: boolean;
}

/** Pages of up to 10,000 events: more than a diagnosis needs, few enough to stay quick. */
const MOST_PAGES = 12;
/** The newest lines decide; a busy function writes far more in an hour than anyone can judge. */
const MOST_LINES = 5_000;
/** Longer than any AWS error text; the rest of a huge line tells nothing more. */
const MOST_CHARACTERS = 8_192;

/** The function's recent log: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const recentLog = defineProbe({
  id: 'logs/recent',
  title: "the function's recent log",
  actions: ['logs:FilterLogEvents'],
  needs: { lambdaFunction: maybe(lambdaFunction) },
  read: async ({ lambdaFunction: fn }, { aws, target, now }): Promise<RecentLog | null> => {
    if (!target.logGroup && !fn.known) throw new Unknowable(fn.why);
    const group = target.logGroup?.value ?? (fn.known ? fn.value?.logGroup : undefined);
    if (group === undefined) return null;
    const lines: LogLine[] = [];
    const startTime = now - target.sinceMs;
    let nextToken: string | undefined;
    let cut = false;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await orNull(
        ['ResourceNotFoundException'],
        aws.ask(filterLogEvents, {
          logGroupName: group,
          startTime,
          ...(nextToken === undefined ? {} : { nextToken }),
        }),
      );
      if (answer === null) return { group, exists: false, lines: [], cut: false };
      for (const { timestamp, logStreamName, message } of answer.events ?? []) {
        if (timestamp === undefined || message === undefined || timestamp < startTime) continue;
        lines.push({ at: timestamp, stream: logStreamName ?? '', message: message.slice(0, MOST_CHARACTERS) });
      }
      nextToken = answer.nextToken;
      cut = nextToken !== undefined && nextToken !== '';
      if (!cut) break;
    }
    lines.sort((a, b) => a.at - b.at);
    return { group, exists: true, lines: lines.slice(-MOST_LINES), cut: cut || lines.length > MOST_LINES };
  },
});
