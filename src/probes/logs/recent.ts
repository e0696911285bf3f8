import { orNull } from '../../aws/error.ts';
import { filterLogEvents } from '../../aws/operations/logs.ts';
import type { Aws } from '../../core/aws.ts';
import { Unknowable } from '../../core/fact.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import type { Line, Log } from '../../evidence/evidence.ts';
import { lambdaFunction } from '../lambda/function.ts';

export type { Line as LogLine, Log as RecentLog };

/** Pages of up to 10,000 events: more than a diagnosis needs, few enough to stay quick. */
const MOST_PAGES = 12;
/** A log of which this many pages do not reach the end is a busy one: its newest lines are looked for first. */
const PAGES_IN_ORDER = 3;
/** The newest lines decide; a busy function writes far more in an hour than anyone can judge. */
const MOST_LINES = 5_000;
/** Longer than any AWS error text; the rest of a huge line tells nothing more. */
const MOST_CHARACTERS = 8_192;
/** No narrower: a page holds 10,000 events, which is more than most functions write in that time. */
const NARROWEST_MS = 250;

/** The log group to read; null where no function and no group is known. Asks nobody. */
export const logGroup = defineProbe({
  id: 'logs/group',
  title: 'which log is read',
  actions: [],
  scope: ['logGroup'],
  passing: true,
  needs: { lambdaFunction: maybe(lambdaFunction) },
  read: async ({ lambdaFunction: fn }, { target }): Promise<string | null> => {
    if (target.logGroup) return target.logGroup.value;
    if (!fn.known) throw new Unknowable(fn.why);
    return fn.value?.logGroup ?? null;
  },
});

interface Page {
  readonly lines: readonly (Line & { readonly id: string })[];
  readonly nextToken: string | undefined;
}

/** One page of a window, both ends included; null when there is no such group. */
async function readPage(
  aws: Aws,
  group: string,
  window: { readonly from: number; readonly to?: number; readonly token?: string | undefined },
): Promise<Page | null> {
  const answer = await orNull(
    ['ResourceNotFoundException'],
    aws.ask(filterLogEvents, {
      logGroupName: group,
      startTime: window.from,
      ...(window.to === undefined ? {} : { endTime: window.to }),
      ...(window.token === undefined ? {} : { nextToken: window.token }),
    }),
  );
  return (
    answer && {
      lines: (answer.events ?? []).flatMap(({ timestamp, logStreamName, message, eventId }, index) =>
        timestamp === undefined || message === undefined || timestamp < window.from
          ? []
          : [
              {
                at: timestamp,
                stream: logStreamName ?? '',
                message: message.slice(0, MOST_CHARACTERS),
                id: eventId ?? `${timestamp} ${logStreamName} ${index} ${message.slice(0, 80)}`,
              },
            ],
      ),
      nextToken: answer.nextToken === '' ? undefined : answer.nextToken,
    }
  );
}

/**
 * The recent log, its newest lines in any case: a quiet log is read as it comes; of a busy one the windows before now, so
 * narrow that a page holds each, as far back as the pages reach.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export const recentLog = defineProbe({
  id: 'logs/recent',
  title: "the function's recent log",
  actions: ['logs:FilterLogEvents'],
  scope: ['sinceMs'],
  needs: { logGroup },
  read: async ({ logGroup: group }, { aws, target, now }): Promise<Log | null> => {
    if (group === null) return null;
    const start = now - target.sinceMs;
    const lines = new Map<string, Line>();
    const keep = (page: Page): void => {
      for (const { id, ...line } of page.lines) lines.set(id, line);
    };
    const read = (cut: boolean): Log => {
      const all = [...lines.values()].sort((a, b) => a.at - b.at);
      return { group, exists: true, lines: all.slice(-MOST_LINES), cut: cut || all.length > MOST_LINES };
    };
    let pages = 0;
    let token: string | undefined;
    for (; pages < PAGES_IN_ORDER; ) {
      const page = await readPage(aws, group, { from: start, token });
      if (page === null) return { group, exists: false, lines: [], cut: false };
      pages += 1;
      keep(page);
      token = page.nextToken;
      if (token === undefined) return read(false);
    }
    // How long a time one page held tells how wide a window one page can hold.
    const reached = Math.max(start, ...[...lines.values()].map(({ at }) => at));
    let width = Math.max(NARROWEST_MS, (reached - start) / PAGES_IN_ORDER);
    let end = now;
    while (pages < MOST_PAGES && end > reached) {
      const from = Math.max(reached, Math.floor(end - width));
      const page = await readPage(aws, group, { from, to: end });
      if (page === null) break;
      pages += 1;
      keep(page);
      // The end of the window, which is its newest, was not reached: look at less.
      if (page.nextToken !== undefined && width > NARROWEST_MS) width = Math.max(NARROWEST_MS, width / 4);
      else {
        end = from - 1;
        if (page.nextToken === undefined && page.lines.length < MOST_LINES) width *= 2;
      }
    }
    return read(end > reached);
  },
});
