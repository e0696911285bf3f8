import { BedrockRuntimeClient, ConverseCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { expect, test } from 'vitest';
import { modelCalled, sessionArn } from '../src/sandbox/scenarios/elsewhere.ts';
import { ROLE } from '../src/sandbox/scenarios/function.ts';
import { HAIKU, NOVA_LITE } from '../src/sandbox/scenarios/models.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { claude, jsonCall, refusal, served, servedByHand, settings } from './sandbox-client.ts';

const TARGET = 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents';
const BEDROCK = [{ AttributeKey: 'EventSource', AttributeValue: 'bedrock.amazonaws.com' }];

interface Page {
  readonly Events: readonly { EventTime: number; EventName: string; Username: string; CloudTrailEvent: string }[];
  readonly NextToken?: string;
}
const look = async (sandbox: Sandbox, input: object, region?: string): Promise<Page> =>
  (await jsonCall(sandbox, 'cloudtrail', TARGET, { LookupAttributes: BEDROCK, ...input }, region)).body as Page;
const recordsOf = ({ Events }: Page) =>
  Events.map(({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent) as { readonly [key: string]: unknown });

/** A sandbox whose role has called a model that often, long enough ago to be seen. */
async function history(calls: number): ReturnType<typeof servedByHand> {
  const { sandbox, pass } = await servedByHand('healthy');
  const minutes = Array.from({ length: calls }, (_, index) => 20 + index);
  const who = { principal: sessionArn(ROLE, 'task'), userAgent: 'test' };
  sandbox.setWorld((world) => ({
    ...modelCalled(
      { ...world, events: [] },
      sandbox.now(),
      who,
      { modelId: NOVA_LITE, use: 'chat', api: 'converse' },
      minutes,
    ),
  }));
  return { sandbox, pass };
}

test('an event is what AWS writes of a refused call, and of a served one', async () => {
  const sandbox = await served('role-ecs-task', 1);
  const [newest] = recordsOf(await look(sandbox, { MaxResults: 1 }));
  expect(newest).toMatchObject({
    eventSource: 'bedrock.amazonaws.com',
    eventName: 'Converse',
    awsRegion: 'ap-northeast-2',
    errorCode: 'AccessDenied',
    errorMessage: expect.stringMatching(
      /^User: arn:aws:sts::123456789012:assumed-role\/orders-task-role\/\w+ is not authorized to perform: bedrock:InvokeModel on resource: /,
    ),
    requestParameters: { modelId: 'anthropic.claude-fable-5' },
    responseElements: null,
    managementEvent: true,
    eventCategory: 'Management',
    recipientAccountId: '123456789012',
    userIdentity: {
      type: 'AssumedRole',
      sessionContext: { sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::123456789012:role/orders-task-role' } },
    },
  });
  const claudeCode = await served('me-claude-code', 1);
  const mine = recordsOf(await look(claudeCode, {}));
  expect(mine).toContainEqual(
    expect.objectContaining({
      userIdentity: expect.objectContaining({ type: 'IAMUser', userName: 'dana' }),
      additionalEventData: { inferenceRegion: expect.stringMatching(/^eu-/) },
    }),
  );
});

test('newest first, fifty a page, each event once; a token belongs to its question', async () => {
  const { sandbox, pass } = await history(120);
  const seen: number[] = [];
  let page = await look(sandbox, {});
  const pages = [page.Events.length];
  seen.push(...page.Events.map(({ EventTime }) => EventTime));
  const first = page.NextToken;
  while (page.NextToken !== undefined) {
    pass(510);
    page = await look(sandbox, { NextToken: page.NextToken });
    pages.push(page.Events.length);
    seen.push(...page.Events.map(({ EventTime }) => EventTime));
  }
  expect(pages).toEqual([50, 50, 20]);
  expect(seen).toEqual(seen.toSorted((a, b) => b - a));
  expect(new Set(seen).size).toBe(120);
  pass(1_010);
  expect(await look(sandbox, { NextToken: first, EndTime: 1 })).toMatchObject({ __type: 'InvalidNextTokenException' });
});

test('two look-ups a second, an account; the third is throttled', async () => {
  const { sandbox } = await history(1);
  const answers = await Promise.all([1, 2, 3].map(() => jsonCall(sandbox, 'cloudtrail', TARGET, {})));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 400]);
  expect(answers.find(({ status }) => status === 400)?.body).toMatchObject({ __type: 'ThrottlingException' });
});

test('every call of a model is there minutes later, not before', async () => {
  const { sandbox, pass } = await servedByHand('healthy');
  sandbox.setWorld((world) => ({ ...world, events: [], delays: { ...world.delays, trailMs: [400_000, 500_000] } }));
  const runtime = new BedrockRuntimeClient(settings(sandbox));
  await runtime.send(new InvokeModelCommand({ modelId: HAIKU, body: claude() }));
  await refusal(
    runtime.send(
      new ConverseCommand({ modelId: 'nobody.knows', messages: [{ role: 'user', content: [{ text: 'a' }] }] }),
    ),
  );
  expect((await look(sandbox, {})).Events).toEqual([]);
  pass(399_000);
  expect((await look(sandbox, {})).Events).toEqual([]);
  pass(101_001);
  const names = recordsOf(await look(sandbox, {})).map(
    ({ eventName, errorCode }) => `${eventName} ${errorCode ?? 'served'}`,
  );
  expect(names).toEqual(['Converse ValidationException', 'InvokeModel served']);
  expect((await look(sandbox, {}, 'us-west-2')).Events).toEqual([]);
});
