import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, test } from 'vitest';
import { LOG_GROUP } from '../src/sandbox/scenarios/function.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import type { World } from '../src/sandbox/world.ts';
import { messagesOf, poem, refusal, served, settings, until } from './sandbox-client.ts';

describe('CloudWatch Logs', () => {
  /** A world whose group has that many events, one a millisecond. */
  const filled = async (count: number, width = 1): Promise<Sandbox> => {
    const sandbox = await served('healthy', 1);
    sandbox.setWorld((world): World => {
      const group = world.logGroups[LOG_GROUP];
      if (!group) return world;
      const events = Array.from({ length: count }, (_one, index) => ({
        id: String(index).padStart(56, '0'),
        stream: index % 2 === 0 ? 'even' : 'odd',
        timestamp: 1_000 + index,
        ingestionTime: 2_000,
        visibleAt: 0,
        message: `${index} `.padEnd(width, 'x'),
      }));
      return { ...world, logGroups: { [LOG_GROUP]: { ...group, events } } };
    });
    return sandbox;
  };
  const pagesOf = async (sandbox: Sandbox, input: object = {}): Promise<readonly (readonly string[])[]> => {
    const client = new CloudWatchLogsClient(settings(sandbox));
    const pages: string[][] = [];
    for await (const page of paginateFilterLogEvents({ client }, { logGroupName: LOG_GROUP, ...input })) {
      pages.push((page.events ?? []).map(({ message }) => (message ?? '').trim()));
    }
    return pages;
  };

  test('pages hold at most 10,000 events or a megabyte, and some are empty', async () => {
    const many = await filled(20_500);
    const pages = await pagesOf(many);
    expect(pages.flat()).toHaveLength(20_500);
    expect(Math.max(...pages.map((page) => page.length))).toBe(10_000);
    const wide = await pagesOf(await filled(300, 10_000));
    expect(wide.flat()).toHaveLength(300);
    expect(Math.max(...wide.map((page) => page.length))).toBeLessThan(105);
    const small = await pagesOf(many, { limit: 1_000 });
    expect(small.flat()).toHaveLength(20_500);
    expect(small.some((page) => page.length === 0)).toBe(true);
  });

  test('both ends of the window belong to FilterLogEvents; the end does not belong to GetLogEvents', async () => {
    const sandbox = await filled(10);
    const window = { startTime: 1_002, endTime: 1_004 };
    expect((await pagesOf(sandbox, window)).flat()).toEqual(['2', '3', '4']);
    expect((await pagesOf(sandbox, { ...window, logStreamNames: ['odd'] })).flat()).toEqual(['3']);
    expect((await pagesOf(sandbox, { ...window, logStreamNamePrefix: 'ev' })).flat()).toEqual(['2', '4']);
    expect((await pagesOf(sandbox, { filterPattern: '?3 ?7' })).flat()).toEqual(['3', '7']);
    const client = new CloudWatchLogsClient(settings(sandbox));
    const page = await client.send(
      new GetLogEventsCommand({ logGroupName: LOG_GROUP, logStreamName: 'even', ...window, startFromHead: true }),
    );
    expect(page.events?.map(({ message }) => message?.trim())).toEqual(['2']);
    const last = await client.send(
      new GetLogEventsCommand({ logGroupName: LOG_GROUP, logStreamName: 'even', limit: 2 }),
    );
    expect(last.events?.map(({ message }) => message?.trim())).toEqual(['6', '8']);
    const before = await client.send(
      new GetLogEventsCommand({
        logGroupName: LOG_GROUP,
        logStreamName: 'even',
        limit: 2,
        nextToken: last.nextBackwardToken,
      }),
    );
    expect(before.events?.map(({ message }) => message?.trim())).toEqual(['2', '4']);
  });

  test('a line is not there before it is ingested, and lines arrive out of order', async () => {
    const sandbox = await served('healthy', 1);
    sandbox.setWorld((world) => ({ ...world, delays: { ...world.delays, logMs: [60_000, 120_000] } }));
    const before = (await messagesOf(sandbox)).length;
    await poem(sandbox);
    expect((await messagesOf(sandbox)).length).toBe(before);
    const added = (sandbox.world().logGroups[LOG_GROUP]?.events ?? []).slice(before);
    const arrival = added.toSorted((a, b) => a.visibleAt - b.visibleAt).map(({ id }) => id);
    expect(arrival).not.toEqual(added.map(({ id }) => id));
  });

  test('groups and streams are made, written to and described', async () => {
    const sandbox = await served('healthy');
    const client = new CloudWatchLogsClient(settings(sandbox));
    const logGroupName = '/own/group';
    await client.send(new CreateLogGroupCommand({ logGroupName, logGroupClass: 'INFREQUENT_ACCESS' }));
    expect(await refusal(client.send(new FilterLogEventsCommand({ logGroupName })))).toMatchObject({
      name: 'InvalidOperationException',
    });
    const put = new PutLogEventsCommand({
      logGroupName,
      logStreamName: 's',
      logEvents: [{ timestamp: Math.floor(sandbox.now()), message: 'hello' }],
    });
    expect(await refusal(client.send(put))).toMatchObject({ message: 'The specified log stream does not exist.' });
    await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 's' }));
    await client.send(put);
    const { events } = await until(
      () => client.send(new GetLogEventsCommand({ logGroupName, logStreamName: 's' })),
      (page) => page.events?.length === 1,
    );
    expect(events?.[0]?.message).toBe('hello');
    const { logStreams } = await client.send(new DescribeLogStreamsCommand({ logGroupName, orderBy: 'LastEventTime' }));
    expect(logStreams?.map(({ logStreamName }) => logStreamName)).toEqual(['s']);
    expect(await refusal(client.send(new FilterLogEventsCommand({ logGroupName: '/none' })))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
  });

  test('a function that may not write logs leaves none', async () => {
    const sandbox = await served('logs-missing');
    expect((await poem(sandbox)).status).toBe(200);
    expect(sandbox.world().logGroups).toEqual({});
  });
});
