import { type Answer, jsonAnswer, jsonError, type Request } from './wire.ts';
import type { World } from './world.ts';

interface Filter {
  readonly logGroupName?: string;
  readonly logGroupIdentifier?: string;
  readonly startTime?: number;
  readonly endTime?: number;
  readonly nextToken?: string;
  readonly filterPattern?: string;
  readonly limit?: number;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html: pages may be empty. */
function filterLogEvents(world: World, input: Filter, startedAt: number): Answer {
  const events = world.logs[input.logGroupName ?? input.logGroupIdentifier ?? ''];
  if (!events) return jsonError(400, 'ResourceNotFoundException', 'The specified log group does not exist.');
  if (input.filterPattern) return jsonError(400, 'InvalidParameterException', 'Invalid filter pattern');
  const all = events
    .map(({ ago, message, stream }, index) => ({
      logStreamName: stream ?? '2026/11/24/[$LATEST]0123456789abcdef0123456789abcdef',
      timestamp: Math.round(startedAt - ago * 1000),
      message,
      ingestionTime: Math.round(startedAt - ago * 1000 + 900),
      eventId: `3${String(index).padStart(50, '0')}`,
    }))
    .filter(
      ({ timestamp }) => timestamp >= (input.startTime ?? 0) && timestamp <= (input.endTime ?? Number.MAX_SAFE_INTEGER),
    );
  const { size, empty } = world.pages;
  const [from = 0, blank = 0] = (input.nextToken ?? '0/0').split('/').map(Number);
  if (empty && blank === 0) return jsonAnswer({ events: [], searchedLogStreams: [], nextToken: `${from}/1` });
  const next = from + size;
  return jsonAnswer({
    events: all.slice(from, next),
    searchedLogStreams: [],
    ...(next < all.length ? { nextToken: `${next}/0` } : {}),
  });
}

/** CloudWatch Logs, Service Quotas, and CloudTrail, whose history is empty: the worlds' calls are in their logs. */
export function jsonService(world: World, { headers, body }: Request, startedAt: number): Answer {
  const operation = String(headers['x-amz-target'] ?? '').split('.')[1] ?? '';
  const input = JSON.parse(body === '' ? '{}' : body) as Filter & { readonly logGroupNamePrefix?: string };
  if (operation === 'FilterLogEvents') return filterLogEvents(world, input, startedAt);
  if (operation === 'LookupEvents') return jsonAnswer({ Events: [] });
  if (operation === 'DescribeLogGroups') {
    return jsonAnswer({
      logGroups: Object.keys(world.logs)
        .filter((name) => name.startsWith(input.logGroupNamePrefix ?? ''))
        .map((logGroupName) => ({ logGroupName, creationTime: 1 })),
    });
  }
  return world.lists[operation] === undefined
    ? jsonError(400, 'UnknownOperationException', '')
    : jsonAnswer(world.lists[operation]);
}
