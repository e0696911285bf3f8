import { BedrockRuntimeClient, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { GetFunctionUrlConfigCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { withNewFunction } from '../src/sandbox/scenarios/elsewhere.ts';
import { NOVA_CANVAS, NOVA_LITE, TITAN_EMBED } from '../src/sandbox/scenarios/models.ts';
import { allow } from '../src/sandbox/scenarios/policy.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import type { Application } from '../src/sandbox/world.ts';
import { refusal, served, settings, signedCall } from './sandbox-client.ts';

/** A sandbox with one application that may call its model, or not. */
async function running(application: Partial<Application>, allowed: boolean): Promise<Sandbox> {
  const sandbox = await served('healthy', 1);
  sandbox.setWorld((world) =>
    withNewFunction(world, sandbox.now(), {
      name: 'app',
      roleName: 'app-role',
      document: allow(allowed ? 'bedrock:InvokeModel' : 's3:*', '*'),
      application: {
        calls: [{ modelId: NOVA_LITE, use: 'chat', api: 'converse' }],
        answers: 'json',
        http: { kind: 'http', path: '/app' },
        needs: ['question'],
        prefix: '[app]',
        ...application,
      },
    }),
  );
  return sandbox;
}
const post = async (sandbox: Sandbox, body = '{"question":"why"}') => {
  const answer = await fetch(`${sandbox.endpoint}/app`, { method: 'POST', body });
  return [answer.status, answer.headers.get('content-type'), await answer.text()] as const;
};

test.each<[Application['answers'], readonly [number, string, RegExp], readonly [number, string, RegExp]]>([
  [
    'json',
    [200, 'application/json', /"answer":"The rhythm/],
    [500, 'application/json', /"reason":"AccessDeniedException"/],
  ],
  ['accepted', [202, 'application/json', /queued/], [202, 'application/json', /queued/]],
  ['events', [200, 'text/event-stream', /event: done/], [200, 'text/event-stream', /event: error/]],
  ['page', [200, 'text/html; charset=utf-8', /^<!doctype html>/], [500, 'application/json', /reason/]],
  ['plain', [200, 'text/plain; charset=utf-8', /^The rhythm/], [500, 'application/json', /reason/]],
  ['quiet', [200, 'application/json', /answer/], [200, 'application/json', /"ok":false,"error":"AccessDenied/]],
])('an application that answers with %s, served and refused', async (answers, good, bad) => {
  for (const [allowed, [status, type, text]] of [
    [true, good],
    [false, bad],
  ] as const) {
    const found = await post(await running({ answers }, allowed));
    expect(found).toEqual([status, type, expect.stringMatching(text)]);
  }
});

test('a Lambda application takes a custom event or a proxy event, and a Function URL is told', async () => {
  const sandbox = await running({ answers: 'encoded', http: { kind: 'function-url', path: '/app' } }, true);
  const lambda = new LambdaClient(settings(sandbox));
  const invoke = async (payload: object) =>
    JSON.parse(
      Buffer.from(
        (await lambda.send(new InvokeCommand({ FunctionName: 'app', Payload: JSON.stringify(payload) }))).Payload ?? [],
      ).toString('utf8'),
    ) as { readonly [key: string]: unknown };
  expect(await invoke({ question: 'why' })).toMatchObject({ calls: 1 });
  expect(await invoke({})).toEqual({ error: 'The field question is required.' });
  const proxied = await invoke({ body: '{"question":"why"}' });
  expect(proxied).toMatchObject({ statusCode: 200, isBase64Encoded: true });
  expect(Buffer.from(String(proxied['body']), 'base64').toString('utf8')).toContain('The rhythm');
  const { FunctionUrl = '' } = await lambda.send(new GetFunctionUrlConfigCommand({ FunctionName: 'app' }));
  expect((await fetch(FunctionUrl, { method: 'POST', body: '{"question":"why"}' })).status).toBe(200);
  expect((await post(sandbox, '{}'))[0]).toBe(400);
});

test('embeddings and images have requests of their own', async () => {
  const sandbox = await served('healthy');
  const client = (region: string) => new BedrockRuntimeClient(settings(sandbox, region));
  const invoke = (region: string, modelId: string, body: object) =>
    client(region).send(new InvokeModelCommand({ modelId, body: JSON.stringify(body) }));
  const { body } = await invoke('ap-northeast-2', TITAN_EMBED, { inputText: 'Hello' });
  const { embedding, inputTextTokenCount } = JSON.parse(Buffer.from(body).toString('utf8')) as {
    embedding: number[];
    inputTextTokenCount: number;
  };
  expect([embedding.length, inputTextTokenCount > 0]).toEqual([1_024, true]);
  expect((await refusal(invoke('ap-northeast-2', TITAN_EMBED, { messages: [] }))).message).toContain(
    'required key [inputText] not found',
  );
  const image = await invoke('us-east-1', NOVA_CANVAS, {
    taskType: 'TEXT_IMAGE',
    textToImageParams: { text: 'a cat' },
  });
  expect(JSON.parse(Buffer.from(image.body).toString('utf8'))).toMatchObject({ images: [expect.any(String)] });
});

test("the OpenAI-compatible endpoint has actions of its own, a route that refuses models, and OpenAI's error shape", async () => {
  const sandbox = await served('mantle-client');
  const ask = async (path: string, model: string): Promise<readonly [number, string]> => {
    const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] });
    const { status, text } = await signedCall(sandbox, 'bedrock-mantle', {
      method: 'POST',
      path,
      body,
      headers: { 'content-type': 'application/json' },
    });
    return [status, text];
  };
  expect(await ask('/v1/chat/completions', 'openai.gpt-oss-120b')).toEqual([
    200,
    expect.stringContaining('"object":"chat.completion"'),
  ]);
  expect(await ask('/v1/chat/completions', 'xai.grok-4.3')).toEqual([
    400,
    expect.stringContaining("model `xai.grok-4.3` isn't supported on this route"),
  ]);
  expect((await ask('/openai/v1/chat/completions', 'openai.gpt-oss-120b'))[0]).toBe(200);
  const models = await signedCall(sandbox, 'bedrock-mantle', { method: 'GET', path: '/v1/models' });
  expect(models.text).toContain('"id":"openai.gpt-oss-120b"');
  sandbox.setWorld((world) => {
    const { operator } = world.users;
    return operator
      ? { ...world, users: { operator: { ...operator, inline: { Runtime: allow('bedrock:*', '*') } } } }
      : world;
  });
  expect(await ask('/v1/chat/completions', 'openai.gpt-oss-120b')).toEqual([
    401,
    expect.stringMatching(
      /"access_denied","message":"User: \S+ is not authorized to perform: bedrock-mantle:CreateInference on resource: /,
    ),
  ]);
});
