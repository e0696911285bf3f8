import { fault, type Input, list, text } from '../../operation.ts';
import type { LogEvent } from '../../world.ts';
import { inOrder, type Position, visibleEvents } from './event.ts';
import { filterOf } from './filter-pattern.ts';
import { number, operation, withGroup } from './group.ts';

/** AWS's bounds of one page. */
const PAGE_EVENTS = 10_000;
const PAGE_BYTES = 1_048_576;
/** What AWS adds to each event's bytes when it counts them. */
const EVENT_OVERHEAD = 26;
/** A real page may be empty and still have a token. Every seventh call meets one, often enough for a reader to be tested. */
const EMPTY_EVERY = 7;

/** The token also has the serial: some clients stop when they are given the same token twice. */
const tokenAfter = ({ timestamp, id }: Position, serial: number): string =>
  Buffer.from(`${timestamp}/${id}/${serial}`).toString('base64url');

function positionOf(token: string): Position | null {
  const [, timestamp, id = ''] = /^(-?\d+)\/(\d*)\/\d+$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  return timestamp === undefined ? null : { timestamp: Number(timestamp), id };
}

/** Before every event. */
const START: Position = { timestamp: -1, id: '' };

function problem(input: Input): string | null {
  if (list(input, 'logStreamNames').length > 0 && text(input, 'logStreamNamePrefix') !== '') {
    return 'Log stream names and a log stream name prefix cannot both be given.';
  }
  const limit = number(input, 'limit', PAGE_EVENTS);
  if (limit < 1 || limit > PAGE_EVENTS) {
    return `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value between 1 and ${PAGE_EVENTS}`;
  }
  return number(input, 'startTime', 0) > number(input, 'endTime', Number.MAX_SAFE_INTEGER)
    ? 'End time must not be less than start time.'
    : null;
}

/** Both ends of the window belong to it. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const filterLogEvents = operation('FilterLogEvents', (world, input, { now, region }) =>
  withGroup(world, input, region, (group) => {
    if (group.class !== 'STANDARD') {
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html
      return fault(
        'InvalidOperationException',
        400,
        `The log group ${group.name} is of log-group-class ${group.class}. FilterLogEvents is not supported for this log class.`,
      );
    }
    const wrong = problem(input);
    if (wrong !== null) return fault('InvalidParameterException', 400, wrong);
    const passes = filterOf(text(input, 'filterPattern'));
    if (!passes) return fault('InvalidParameterException', 400, 'Invalid filter pattern');
    const token = text(input, 'nextToken');
    const from = token === '' ? START : positionOf(token);
    if (!from) return fault('InvalidParameterException', 400, 'The specified nextToken is invalid.');

    const [start, end] = [number(input, 'startTime', 0), number(input, 'endTime', Number.MAX_SAFE_INTEGER)];
    const streams = list(input, 'logStreamNames').map(String);
    const prefix = text(input, 'logStreamNamePrefix');
    const rest = visibleEvents(group, now).filter(
      (event) =>
        inOrder(event, from) > 0 &&
        event.timestamp >= start &&
        event.timestamp <= end &&
        (streams.length === 0 || streams.includes(event.stream)) &&
        event.stream.startsWith(prefix) &&
        passes(event.message),
    );
    const page = world.serial % EMPTY_EVERY === 0 ? [] : firstPage(rest, number(input, 'limit', PAGE_EVENTS));
    return {
      world,
      output: {
        events: page.map(({ stream, timestamp, message, ingestionTime, id }) => ({
          logStreamName: stream,
          timestamp,
          message,
          ingestionTime,
          eventId: id,
        })),
        searchedLogStreams: [],
        ...(page.length < rest.length ? { nextToken: tokenAfter(page.at(-1) ?? from, world.serial) } : {}),
      },
    };
  }),
);

function firstPage(events: readonly LogEvent[], limit: number): readonly LogEvent[] {
  let bytes = 0;
  const page: LogEvent[] = [];
  for (const event of events.slice(0, limit)) {
    bytes += Buffer.byteLength(event.message) + EVENT_OVERHEAD;
    if (page.length > 0 && bytes > PAGE_BYTES) break;
    page.push(event);
  }
  return page;
}
