import { fault, text } from '../../operation.ts';
import type { LogEvent } from '../../world.ts';
import { visibleEvents } from './event.ts';
import { number, operation, withGroup } from './group.ts';
import { streamsOf } from './stream.ts';

const PAGE_EVENTS = 10_000;

/** Tokens name an event: `f/` goes on after it, `b/` goes back from it. */
const TOKEN = /^([fb])\/(\d*)$/;

function pageOf(all: readonly LogEvent[], token: string, limit: number, fromHead: boolean): readonly LogEvent[] {
  const [, way, id = ''] = TOKEN.exec(token) ?? [];
  if (way === 'f') return all.filter((event) => event.id > id).slice(0, limit);
  if (way === 'b') return all.filter((event) => id !== '' && event.id < id).slice(-limit);
  return fromHead ? all.slice(0, limit) : all.slice(-limit);
}

/**
 * One stream. Unlike FilterLogEvents, the end of the window does not belong to it, and at the end of the stream the
 * same token comes back. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export const getLogEvents = operation('GetLogEvents', (world, input, { region, now }) =>
  withGroup(world, input, region, (group) => {
    const name = text(input, 'logStreamName');
    if (!streamsOf(group, now).some((stream) => stream.name === name)) {
      return fault('ResourceNotFoundException', 400, 'The specified log stream does not exist.');
    }
    const token = text(input, 'nextToken');
    if (token !== '' && !TOKEN.test(token)) {
      return fault('InvalidParameterException', 400, 'The specified nextToken is invalid.');
    }
    const [start, end] = [number(input, 'startTime', 0), number(input, 'endTime', Number.MAX_SAFE_INTEGER)];
    const all = visibleEvents(group, now).filter(
      ({ stream, timestamp }) => stream === name && timestamp >= start && timestamp < end,
    );
    const page = pageOf(all, token, number(input, 'limit', PAGE_EVENTS), input['startFromHead'] === true);
    const given = TOKEN.exec(token)?.[2] ?? '';
    return {
      world,
      output: {
        events: page.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
        nextForwardToken: `f/${page.at(-1)?.id ?? given}`,
        nextBackwardToken: `b/${page[0]?.id ?? given}`,
      },
    };
  }),
);
