import { PLAIN } from '../../applications/dialect.ts';
import { openDialect } from '../../applications/open-dialect.ts';
import { AwsError } from '../../aws/error.ts';
import { filterLogEvents } from '../../aws/operations/logs.ts';
import type { Aws } from '../../core/aws.ts';
import { Unknowable } from '../../core/fact.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import type { Line, Log } from '../../evidence/observation.ts';
import { mayTellIn, tellingPattern } from '../../evidence/telling.ts';
import { lambdaFunction } from '../lambda/function.ts';
import { named } from '../run/named.ts';
import { keepTelling, MOST_LINES } from './keep-telling.ts';
import { type ReadPage, readWindow } from './read-window.ts';

export type { Line as LogLine, Log as RecentLog };

/** Longer than any AWS error text; the rest of a huge line tells nothing more. */
const MOST_CHARACTERS = 8_192;

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

/** Pages of one log group. */
const readPagesOf =
  (aws: Aws, group: string): ReadPage =>
  async ({ from, to, pattern, token }) => {
    try {
      const answer = await aws.ask(filterLogEvents, {
        logGroupName: group,
        startTime: from,
        ...(to === null ? {} : { endTime: to }),
        ...(pattern === null ? {} : { filterPattern: `%${pattern}%` }),
        ...(token === null ? {} : { nextToken: token }),
      });
      return {
        lines: (answer.events ?? []).flatMap(({ timestamp, logStreamName, message, eventId }, index) =>
          timestamp === undefined || message === undefined || timestamp < from
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
        next: answer.nextToken || null,
      };
    } catch (error) {
      if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return 'absent';
      if (error instanceof AwsError && error.code === 'InvalidParameterException' && pattern !== null) return 'pattern';
      throw error;
    }
  };

/** The recent log: all lines that can tell of a call, the newest in any case, and what was not read. */
export const recentLog = defineProbe({
  id: 'logs/recent',
  title: "the function's recent log",
  actions: ['logs:FilterLogEvents'],
  scope: ['sinceMs'],
  needs: { logGroup, named },
  read: async ({ logGroup: group, named: { dialect } }, { aws, target, now }): Promise<Log | null> => {
    if (group === null) return null;
    const start = now - target.sinceMs;
    const lines = keepTelling(mayTellIn(await openDialect(dialect ?? PLAIN)));
    const { exists, unseen } = await readWindow(
      start,
      now,
      tellingPattern(dialect ?? PLAIN),
      readPagesOf(aws, group),
      lines.add,
      MOST_LINES,
    );
    const { kept, cutBefore } = lines.end();
    // Older lines that were let go for want of room are not seen either.
    const hidden = cutBefore === null ? unseen : { from: start, to: Math.max(cutBefore, unseen?.to ?? cutBefore) };
    return { group, exists, lines: kept, cut: hidden !== null, ...(hidden === null ? {} : { unseen: hidden }) };
  },
});
