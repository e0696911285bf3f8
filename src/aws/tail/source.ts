import type { Aws } from '../../core/aws.ts';
import { filterLogEvents } from '../operations/logs.ts';
import type { LogEvent, LogSource } from './event.ts';

/**
 * A group read with FilterLogEvents, which gives events in the order of their timestamps, at most 10,000 or a megabyte a
 * page. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 * `signal` ends a call under way.
 */
export const filterSource =
  (aws: Aws, logGroupName: string, signal?: AbortSignal): LogSource =>
  async ({ startTime, token }) => {
    const answer = await aws.send(
      filterLogEvents,
      { logGroupName, startTime: Math.max(0, Math.floor(startTime)), ...(token === null ? {} : { nextToken: token }) },
      signal,
    );
    const events: LogEvent[] = [];
    for (const { eventId, timestamp, logStreamName = '', message } of answer.events ?? []) {
      if (timestamp === undefined || message === undefined) continue;
      events.push({
        id: eventId ?? `${logStreamName}/${timestamp}/${message}`,
        stream: logStreamName,
        timestamp,
        message,
      });
    }
    return { events, token: answer.nextToken || null };
  };
