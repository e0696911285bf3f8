import type { Json } from '../../../core/json.ts';
import { fault, text } from '../../operation.ts';
import { number, operation, withGroup } from './group.ts';
import { type Stream, streamsOf } from './stream.ts';

/** AWS's largest page, and the default. */
const PAGE = 50;

const shape = (groupArn: string, { name, createdAt, firstEvent, lastEvent, lastIngestion }: Stream): Json => ({
  logStreamName: name,
  arn: `${groupArn}:log-stream:${name}`,
  creationTime: Math.floor(createdAt),
  storedBytes: 0,
  ...(firstEvent === null ? {} : { firstEventTimestamp: firstEvent }),
  ...(lastEvent === null ? {} : { lastEventTimestamp: lastEvent }),
  ...(lastIngestion === null ? {} : { lastIngestionTime: lastIngestion }),
});

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export const describeLogStreams = operation('DescribeLogStreams', (world, input, { region, now }) =>
  withGroup(world, input, region, (group) => {
    const byTime = text(input, 'orderBy') === 'LastEventTime';
    const prefix = text(input, 'logStreamNamePrefix');
    if (byTime && prefix !== '') {
      return fault('InvalidParameterException', 400, 'Cannot order by LastEventTime with a logStreamNamePrefix.');
    }
    const found = streamsOf(group, now).filter(({ name }) => name.startsWith(prefix));
    const sorted = byTime ? found.toSorted((a, b) => (a.lastEvent ?? 0) - (b.lastEvent ?? 0)) : found;
    const ordered = input['descending'] === true ? sorted.toReversed() : sorted;
    const from = Number(text(input, 'nextToken') || '0');
    const page = ordered.slice(from, from + number(input, 'limit', PAGE));
    const next = from + page.length;
    const arn = `arn:${world.partition}:logs:${world.region}:${world.account}:log-group:${group.name}`;
    return {
      world,
      output: {
        logStreams: page.map((stream) => shape(arn, stream)),
        ...(next < ordered.length ? { nextToken: String(next) } : {}),
      },
    };
  }),
);
