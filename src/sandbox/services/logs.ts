import type { Json } from '../../core/json.ts';
import { type Answer, fault, type Input, list, type SandboxOperation, text } from '../operation.ts';
import type { LogEvent, LogGroup, World } from '../world.ts';

const nameOf = (input: Input): string =>
  text(input, 'logGroupName') ||
  (/log-group:([^:]+)/.exec(text(input, 'logGroupIdentifier'))?.[1] ?? text(input, 'logGroupIdentifier'));
const onGroup = (world: World, input: Input): string =>
  `arn:${world.partition}:logs:${world.region}:${world.account}:log-group:${nameOf(input)}:*`;
const operation = (action: string, handle: SandboxOperation['handle'], resource = onGroup): SandboxOperation => ({
  action: `logs:${action}`,
  resource,
  handle,
});
const withGroup = (world: World, input: Input, region: string, then: (group: LogGroup) => Answer): Answer => {
  const group = region === world.region ? world.logGroups[nameOf(input)] : undefined;
  return group ? then(group) : fault('ResourceNotFoundException', 400, 'The specified log group does not exist.');
};
const number = (input: Input, name: string, otherwise: number): number => {
  const value = input[name];
  return typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : otherwise;
};

/** Terms and ?terms of a filter pattern; no brackets or JSON: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
function passes(pattern: string, message: string): boolean {
  const terms = [...pattern.matchAll(/(\?|-)?(?:"([^"]*)"|(\S+))/g)].map(([, sign, quoted, bare]) => ({
    sign: sign ?? '',
    term: quoted ?? bare ?? '',
  }));
  const any = terms.filter(({ sign }) => sign === '?');
  return (
    terms.every(({ sign, term }) => sign === '?' || message.includes(term) === (sign !== '-')) &&
    (any.length === 0 || any.some(({ term }) => message.includes(term)))
  );
}

const PAGE_EVENTS = 10_000;
const PAGE_BYTES = 1_048_576;

const visible = (group: LogGroup, now: number): readonly LogEvent[] =>
  group.events
    .filter(({ visibleAt }) => visibleAt <= now)
    .sort((a, b) => a.timestamp - b.timestamp || (a.id < b.id ? -1 : 1));

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
const filterLogEvents = operation('FilterLogEvents', (world, input, { now, region }) =>
  withGroup(world, input, region, (group) => {
    if (group.class !== 'STANDARD') {
      return fault(
        'InvalidParameterException',
        400,
        'This operation is not supported for the log class of the log group.',
      );
    }
    const [start, end] = [number(input, 'startTime', 0), number(input, 'endTime', Number.MAX_SAFE_INTEGER)];
    const streams = list(input, 'logStreamNames').map(String);
    const prefix = text(input, 'logStreamNamePrefix');
    const pattern = text(input, 'filterPattern');
    const matching = visible(group, now).filter(
      ({ timestamp, stream, message }) =>
        timestamp >= start &&
        timestamp <= end &&
        (streams.length === 0 || streams.includes(stream)) &&
        stream.startsWith(prefix) &&
        passes(pattern, message),
    );
    const token = text(input, 'nextToken');
    const from = Number(/^page-(\d+)-/.exec(token)?.[1] ?? '0');
    // Real pages may be empty and still have a token; every seventh request that asks for a first page meets one.
    if (token === '' && world.serial % 7 === 0 && matching.length > 0) {
      return { world, output: { events: [], searchedLogStreams: [], nextToken: 'page-0-empty' } };
    }
    const most = Math.min(number(input, 'limit', PAGE_EVENTS), PAGE_EVENTS);
    const page: LogEvent[] = [];
    let bytes = 0;
    for (const event of matching.slice(from, from + most)) {
      bytes += Buffer.byteLength(event.message) + 26;
      if (page.length > 0 && bytes > PAGE_BYTES) break;
      page.push(event);
    }
    const next = from + page.length;
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
        ...(next < matching.length ? { nextToken: `page-${next}-more` } : {}),
      },
    };
  }),
);

const describeLogGroups = operation('DescribeLogGroups', (world, input, { region }) => {
  const prefix = text(input, 'logGroupNamePrefix');
  const groups = region === world.region ? Object.values(world.logGroups) : [];
  return {
    world,
    output: {
      logGroups: groups
        .filter(({ name }) => name.startsWith(prefix))
        .map((group) => ({
          logGroupName: group.name,
          creationTime: group.createdAt,
          arn: `arn:${world.partition}:logs:${world.region}:${world.account}:log-group:${group.name}:*`,
          storedBytes: 0,
          logGroupClass: group.class,
        })),
    },
  };
});

const describeLogStreams = operation('DescribeLogStreams', (world, input, { region, now }) =>
  withGroup(world, input, region, (group) => {
    const byName = new Map<string, LogEvent[]>();
    for (const event of visible(group, now)) byName.set(event.stream, [...(byName.get(event.stream) ?? []), event]);
    return {
      world,
      output: {
        logStreams: [...byName].map(
          ([name, events]): Json => ({
            logStreamName: name,
            creationTime: events[0]?.timestamp ?? group.createdAt,
            firstEventTimestamp: events[0]?.timestamp ?? 0,
            lastEventTimestamp: events.at(-1)?.timestamp ?? 0,
            lastIngestionTime: events.at(-1)?.ingestionTime ?? 0,
            storedBytes: 0,
          }),
        ),
      },
    };
  }),
);

const getLogEvents = operation('GetLogEvents', (world, input, { region, now }) =>
  withGroup(world, input, region, (group) => {
    const [start, end] = [number(input, 'startTime', 0), number(input, 'endTime', Number.MAX_SAFE_INTEGER)];
    const all = visible(group, now).filter(
      ({ stream, timestamp }) => stream === text(input, 'logStreamName') && timestamp >= start && timestamp < end,
    );
    const from = Number(/^f\/(\d+)$/.exec(text(input, 'nextToken'))?.[1] ?? '0');
    const page = all.slice(from, from + number(input, 'limit', PAGE_EVENTS));
    return {
      world,
      output: {
        events: page.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
        nextForwardToken: `f/${from + page.length}`,
        nextBackwardToken: `b/${from}`,
      },
    };
  }),
);

const putLogEvents = operation('PutLogEvents', (world, input, { region, now }) =>
  withGroup(world, input, region, (group) => {
    const added = list(input, 'logEvents').map((one, index): LogEvent => {
      const event = one as Input;
      return {
        id: `${String(world.serial).padStart(16, '0')}${String(index).padStart(8, '0')}`,
        stream: text(input, 'logStreamName'),
        timestamp: number(event, 'timestamp', now),
        ingestionTime: now,
        visibleAt: now + world.delays.logMs[0],
        message: text(event, 'message'),
      };
    });
    return {
      world: {
        ...world,
        logGroups: { ...world.logGroups, [group.name]: { ...group, events: [...group.events, ...added] } },
      },
      output: { nextSequenceToken: String(world.serial) },
    };
  }),
);

const createLogGroup = operation('CreateLogGroup', (world, input, { now }) => {
  const name = text(input, 'logGroupName');
  if (world.logGroups[name])
    return fault('ResourceAlreadyExistsException', 400, 'The specified log group already exists');
  const group: LogGroup = { name, class: 'STANDARD', createdAt: now, events: [] };
  return { world: { ...world, logGroups: { ...world.logGroups, [name]: group } }, output: {} };
});
const deleteLogGroup = operation('DeleteLogGroup', (world, input, { region }) =>
  withGroup(world, input, region, (group) => {
    const { [group.name]: _gone, ...logGroups } = world.logGroups;
    return { world: { ...world, logGroups }, output: {} };
  }),
);

/** CloudWatch Logs: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html */
export const LOGS: { readonly [name: string]: SandboxOperation } = {
  FilterLogEvents: filterLogEvents,
  DescribeLogGroups: describeLogGroups,
  DescribeLogStreams: describeLogStreams,
  GetLogEvents: getLogEvents,
  PutLogEvents: putLogEvents,
  CreateLogGroup: createLogGroup,
  DeleteLogGroup: deleteLogGroup,
  CreateLogStream: operation('CreateLogStream', (world, input, { region }) =>
    withGroup(world, input, region, () => ({ world, output: {} })),
  ),
};
