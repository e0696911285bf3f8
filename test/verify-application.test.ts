import { writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { billedFor, directRequest, FAMILIES } from '../src/bedrock/direct-requests.ts';
import { nativePattern } from '../src/core/pattern.ts';
import { isPrincipal } from '../src/core/principal.ts';
import { routeIn } from '../src/probes/cloudformation/api-route.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { judgeApplication } from '../src/verification/application-answer.ts';
import { idsOf } from '../src/verification/ask.ts';
import { ownLines } from '../src/verification/own-lines.ts';
import { emptyFolder, type Ran, run, sandboxOf } from './run.ts';

const DENIED =
  'User: arn:aws:sts::123456789012:assumed-role/chat/x is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0 because no identity-based policy allows the bedrock:InvokeModel action';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('what an application answers', () => {
  const rows: readonly (readonly [string, number, string, string, string])[] = [
    ['JSON', 200, 'application/json', '{"reply":"hello"}', 'success'],
    ['an accepted job', 202, 'application/json', '{"jobId":"1"}', 'success'],
    ['nothing', 204, '', '', 'success'],
    ['a page', 200, 'text/html', '<!doctype html><title>Chat</title><p>Hi', 'success'],
    ['JSON that calls itself a page', 200, 'text/html', '{"reply":"hello"}', 'success'],
    ['a stream', 200, 'text/event-stream', 'event: delta\ndata: {"text":"he"}\n\ndata: [DONE]\n\n', 'success'],
    ['text about an error', 200, 'application/json', JSON.stringify({ reply: `The docs say: ${DENIED}` }), 'success'],
    ['base64 of a text', 200, 'text/plain', base64('hello there, this is text'), 'success'],
    [
      'a denial with 200',
      200,
      'application/json',
      JSON.stringify({ error: `AccessDeniedException: ${DENIED}` }),
      'invoke-not-allowed',
    ],
    [
      'a denial as AWS shapes it',
      200,
      'application/json',
      JSON.stringify({ __type: 'AccessDeniedException', message: DENIED }),
      'invoke-not-allowed',
    ],
    [
      'a denial beside ok: false',
      200,
      'application/json',
      JSON.stringify({ ok: false, message: `AccessDeniedException: ${DENIED}` }),
      'invoke-not-allowed',
    ],
    [
      'a denial within a stream',
      200,
      'text/event-stream',
      `data: {"text":"he"}\n\nevent: error\ndata: {"message":${JSON.stringify(`AccessDeniedException: ${DENIED}`)}}\n\n`,
      'invoke-not-allowed',
    ],
    [
      'a denial as plain text',
      200,
      'text/plain',
      `An error occurred (AccessDeniedException) when calling the InvokeModel operation: ${DENIED}`,
      'invoke-not-allowed',
    ],
    [
      'a denial in base64',
      200,
      'text/plain',
      base64(JSON.stringify({ error: `AccessDeniedException: ${DENIED}` })),
      'invoke-not-allowed',
    ],
    [
      'a denial with 500',
      500,
      'application/json',
      JSON.stringify({ message: `AccessDeniedException: ${DENIED}` }),
      'invoke-not-allowed',
    ],
    [
      'a denial without words',
      200,
      'application/json',
      '{"error":"no model","reason":"AccessDeniedException"}',
      'unknown',
    ],
    ['its own 400', 400, 'application/json', '{"message":"field text is missing"}', 'own endpoint-error'],
    ['its own 422 as a page', 422, 'text/html', '<!doctype html><title>No</title>', 'own endpoint-error'],
    ['its own 500', 500, 'text/plain', 'boom', 'own function-error'],
    ['a redirect', 302, '', '', 'own endpoint-error'],
  ];
  test.each(rows)('%s', (_, status, type, text, expected) => {
    const answer = judgeApplication({ status, headers: { 'content-type': type }, text, cut: null }, null);
    const own = answer.kind === 'refused' && answer.own === true ? 'own ' : '';
    expect(answer.kind === 'poem' ? 'success' : `${own}${answer.cause}`).toBe(expected);
  });

  test('a success that lacks what was asked for is none, and is told with what came', () => {
    const came = { status: 200, headers: {}, text: '{"reply":"sorry"}', cut: null };
    expect(judgeApplication(came, nativePattern(/hello/))).toMatchObject({ kind: 'refused', own: true, status: 200 });
    expect(judgeApplication(came, nativePattern(/sorry/))).toMatchObject({ kind: 'poem' });
    expect(judgeApplication({ ...came, cut: 'time' }, null)).toMatchObject({
      kind: 'poem',
      doubts: [expect.stringContaining('still streams')],
    });
  });
});

describe('requests of models', () => {
  test.each([
    ['anthropic.claude-haiku-4-5-20251001-v1:0', 'converse'],
    ['amazon.nova-lite-v1:0', 'converse'],
    ['meta.llama3-8b-instruct-v1:0', 'converse'],
    ['mistral.mistral-large-2402-v1:0', 'converse'],
    ['deepseek.r1-v1:0', 'converse'],
    ['openai.gpt-oss-20b-1:0', 'converse'],
    ['amazon.titan-embed-text-v2:0', 'embeddings'],
    ['amazon.titan-embed-image-v1', 'embeddings'],
    ['amazon.nova-2-multimodal-embeddings-v1:0', 'embeddings'],
    ['cohere.embed-multilingual-v3', 'embeddings'],
    ['cohere.rerank-v3-5:0', 'rerank'],
    ['amazon.rerank-v1:0', 'rerank'],
    ['amazon.nova-canvas-v1:0', 'image'],
    ['stability.stable-image-core-v1:1', 'image'],
    ['amazon.nova-reel-v1:0', 'none'],
    ['amazon.nova-2-sonic-v1:0', 'none'],
    ['twelvelabs.pegasus-1-2-v1:0', 'none'],
    ['twelvelabs.marengo-embed-2-7-v1:0', 'none'],
    ['nobody.model-v1:0', 'none'],
  ])('%s: %s', (model, expected) => {
    const request = directRequest(model);
    expect(request.by === 'invoke' ? request.kind : request.by).toBe(expected);
    expect(billedFor(request) !== null, 'never called without --yes').toBe(
      expected === 'image' || expected === 'rerank',
    );
  });
  test('every family names the page that documents its body', () => {
    for (const { page } of FAMILIES) expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });
});

describe('the lines of a request', () => {
  const [ours, theirs] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
  const trace = '1-5759e988-bd862e3fe1be46a994272793';
  const event = (stream: string, timestamp: number, message: string) => ({ stream, timestamp, message });
  const events = [
    event('a', 0, `START RequestId: ${theirs} Version: $LATEST`),
    event('b', 5, `START RequestId: ${ours} Version: $LATEST`),
    event('a', 6, 'plain words of theirs'),
    event('b', 7, '[ERROR] AccessDeniedException: plain words of ours'),
    event('b', 9, `REPORT RequestId: ${ours}\tDuration: 4 ms\tXRAY TraceId: ${trace}\tSegmentId: 0`),
    event('a', 9, `REPORT RequestId: ${theirs}\tDuration: 9 ms`),
    event('b', 12, 'a line after its end belongs to nobody'),
  ];
  const own = { ids: [], exact: false, poem: null, counts: false, sentAt: 0 };

  test.each([
    ['x-amzn-requestid', ours],
    ['apigw-requestid', 'JKJaXmPLvHcESHA='],
    ['x-amz-apigw-id', 'K5gH7FhPoE0Fw8g='],
    ['x-amzn-trace-id', `Root=${trace};Parent=53995c3f42cd8ad8;Sampled=1`],
  ])('are found by %s', (header, value) => {
    const ids = idsOf({ [header]: value });
    expect(ids).toHaveLength(1);
    const said = events.map((one) =>
      one.message.includes('words of ours') ? { ...one, message: `${one.message} (${ids[0]})` } : one,
    );
    const { lines, sure, byTime } = ownLines(said.toReversed(), { ...own, ids });
    expect([lines.length, sure, byTime]).toEqual([3, true, false]);
    expect(lines.join('')).toContain('words of ours');
  });
  test('else by time, and that is said', () => {
    expect(ownLines(events, own)).toMatchObject({ byTime: true, lines: { length: 3 } });
    expect(ownLines(events, { ...own, ids: ['nobody'], exact: true })).toMatchObject({ byTime: false, lines: [] });
  });
});

test.each([
  ['arn:aws:sts::123456789012:assumed-role/app/i-0abc', 'role', 'app', true],
  ['arn:aws:sts::123456789012:assumed-role/app/i-0abc', 'user', 'app', false],
  ['arn:aws:sts::123456789012:assumed-role/other/app', 'role', 'app', false],
  ['arn:aws:sts::210987654321:assumed-role/app/i-0abc', 'role', 'app', false],
  ['arn:aws:iam::123456789012:user/tools/dana', 'user', 'dana', true],
  ['arn:aws:iam::123456789012:user/dana', 'role', 'dana', false],
  ['arn:aws:iam::123456789012:root', 'root', 'root', true],
  ['arn:aws:iam::123456789012:root', 'user', 'root', false],
] as const)('%s is the %s %s: %s', (arn, kind, name, expected) => {
  expect(isPrincipal(arn, { kind, name, arn: '', account: '123456789012' })).toBe(expected);
});

describe('the route to a function in a template', () => {
  const template = (event: object, more: object = {}): object => ({
    Resources: { Chat: { Properties: { Events: { Ask: event } } }, ...more },
  });
  const rows: readonly (readonly [string, object, string | null])[] = [
    [
      'the REST API that SAM makes',
      template({ Type: 'Api', Properties: { Path: '/chat', Method: 'post' } }),
      'rest Prod /chat',
    ],
    [
      'the HTTP API that SAM makes',
      template({ Type: 'HttpApi', Properties: { Path: '/chat', Method: 'POST' } }),
      'http  /chat',
    ],
    [
      'an API with a stage',
      template(
        { Type: 'Api', Properties: { Path: '/chat', Method: 'any', RestApiId: 'Mine' } },
        { Mine: { Properties: { StageName: 'v1' } } },
      ),
      'rest v1 /chat id-of-Mine',
    ],
    [
      'an API with a computed stage',
      template(
        { Type: 'Api', Properties: { Path: '/chat', Method: 'post', RestApiId: { Ref: 'Mine' } } },
        { Mine: { Properties: { StageName: { Ref: 'Stage' } } } },
      ),
      null,
    ],
    ['a path with a variable', template({ Type: 'Api', Properties: { Path: '/chat/{id}', Method: 'post' } }), null],
    ['another method', template({ Type: 'Api', Properties: { Path: '/chat', Method: 'get' } }), null],
    ['a queue', template({ Type: 'SQS', Properties: { Queue: 'q' } }), null],
    ['no template', null as never, null],
  ];
  test.each(rows)('%s', (_, text, expected) => {
    const route = routeIn(text, 'Chat', (id) => `id-of-${id}`);
    expect(
      route === null ? null : [route.kind, route.stage, route.path, route.api].filter((one) => one !== null).join(' '),
    ).toBe(expected);
  });
});

/** A sandbox whose function is nobody's we know: the guide's under another logical id. */
const running: { close: () => unknown }[] = [];
afterAll(async () => {
  await Promise.all(running.map((one) => one.close()));
});
async function foreign(scenario: string): Promise<Sandbox> {
  const sandbox = await sandboxOf(scenario, { speed: 30 });
  running.push(sandbox);
  sandbox.setWorld((world) => JSON.parse(JSON.stringify(world).replaceAll('"PoetryFunction"', '"ChatFunction"')));
  return sandbox;
}
/** A server that answers, and the bodies it got. */
async function application(
  answer: (response: ServerResponse) => void,
): Promise<{ readonly url: string; readonly got: string[] }> {
  const got: string[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString('utf8');
    });
    request.on('end', () => {
      got.push(`${request.url} ${body}`);
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push({ close: () => server.close() });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/chat`, got };
}
interface Document {
  readonly verdict: string | null;
  readonly rootCause: { readonly cause: string; readonly basis: string } | null;
  readonly verification: {
    readonly attempts: number;
    readonly via: string;
    readonly status: number | null;
    readonly answer: string | null;
    readonly poem: string | null;
    readonly cost: { readonly estimated: boolean } | null;
    readonly log: { readonly forbidden: readonly string[] };
  };
  readonly notes: readonly string[];
  readonly remedies: readonly { readonly id: string }[];
}
const REQUEST = '{"question":"hi"}';
async function verify(
  sandbox: Sandbox,
  apiUrl: string | null,
  ...args: string[]
): Promise<Ran & { readonly json: Document }> {
  const { BEDROCK_DOCTOR_API_URL: _, ...env } = sandbox.env as Record<string, string>;
  const folder = emptyFolder();
  writeFileSync(join(folder, 'request.json'), REQUEST);
  const named = apiUrl === null ? [] : ['--api-url', apiUrl];
  const ran = await run(['verify', '--format', 'json', ...named, ...args], env, '', folder);
  return { ...ran, json: ran.out === '' ? (null as never) : (JSON.parse(ran.out) as Document) };
}

test('without a request nobody is called, and it ends as the diagnosis does', async () => {
  const { url, got } = await application((response) => response.end('{}'));
  const { code, json, err } = await verify(await foreign('healthy'), url);
  expect(code, err).toBe(0);
  expect(json.verification).toMatchObject({ attempts: 0, status: null });
  expect(json.notes.join(' ')).toContain('No call was made');
  expect(got).toEqual([]);
});

test('a stream and an accepted job are successes; the path of the guide is appended to nobody', async () => {
  const sandbox = await foreign('healthy');
  const stream = await application((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"text":"he"}\n\n');
    setTimeout(() => response.end('data: {"text":"llo"}\n\n'), 50);
  });
  const told = await verify(sandbox, stream.url, '--request', 'request.json', '--answer', 'llo');
  expect(told.code, told.err).toBe(0);
  expect(told.json.verification).toMatchObject({
    attempts: 2,
    via: 'api',
    status: 200,
    poem: null,
    cost: { estimated: true },
  });
  expect(told.json.verification.answer).toContain('llo');
  expect(stream.got).toEqual([`/chat ${REQUEST}`, `/chat ${REQUEST}`]);
  const job = await application((response) => response.writeHead(202).end('{"job":1}'));
  const accepted = await verify(sandbox, job.url, '--request', 'request.json');
  expect(accepted.code).toBe(0);
  // What the work costs that goes on after it nobody knows yet.
  expect(accepted.json.verification).toMatchObject({ status: 202, cost: null });
});

test("the application's own refusal is its own, and is asked for once", async () => {
  const { url, got } = await application((response) => response.writeHead(400).end('{"message":"no field text"}'));
  const { code, json } = await verify(await foreign('healthy'), url, '--request', 'request.json');
  expect([code, json.rootCause]).toMatchObject([1, { cause: 'endpoint-error', basis: 'deduced' }]);
  expect(json.notes.join(' ')).toContain('no field text');
  expect(json.remedies).toMatchObject([{ id: 'by-hand' }]);
  expect(got).toHaveLength(1);
});

test('an address of the stack on another host than the endpoint is not asked; the function is', async () => {
  const sandbox = await foreign('healthy');
  sandbox.setWorld((world) => ({
    ...world,
    stacks: Object.fromEntries(
      Object.entries(world.stacks).map(([name, stack]) => [
        name,
        {
          ...stack,
          outputs: {
            ChatApi: { value: 'https://abc123.execute-api.ap-northeast-2.amazonaws.com/Prod/x', description: '' },
          },
        },
      ]),
    ),
  }));
  const { json, err } = await verify(sandbox, null, '--request', 'request.json', '--via', 'api');
  expect(json).toBeNull();
  expect(err).toContain('on another host than --endpoint-url');
  const lambda = await verify(sandbox, null, '--request', 'request.json');
  expect(lambda.json.verification.via).toBe('lambda');
});

test('as the operator it is no proof of the role: 3; without an agreement somebody must agree: 2', async () => {
  const { code, json } = await verify(await foreign('healthy'), null, '--via', 'direct');
  expect([code, json.verdict, json.verification.via, json.verification.status]).toEqual([
    3,
    'undetermined',
    'direct',
    200,
  ]);
  const unasked = await verify(await foreign('marketplace-subscription-denied'), null, '--via', 'direct');
  expect(unasked.code).toBe(2);
  expect(unasked.err).toContain('--accept-terms');
});

test('as the role only where its trust policy lets the operator: else 3, and no call', async () => {
  const { code, json } = await verify(await foreign('healthy'), null, '--via', 'role');
  expect([code, json.verification.attempts]).toEqual([3, 0]);
  expect(json.notes.join(' ')).toContain('sts:AssumeRole');
});

test('a fix of a function that nobody calls is proven by the read-back and the decisions: 0', async () => {
  const sandbox = await foreign('marketplace-subscription-denied');
  const { BEDROCK_DOCTOR_API_URL: _, ...env } = sandbox.env as Record<string, string>;
  const home = emptyFolder();
  const { code, err } = await run(
    ['fix', '--option', '3', '--yes', '--format', 'json'],
    { ...env, HOME: home },
    '',
    home,
  );
  expect(code, err).toBe(0);
  expect(sandbox.requests().some(({ operation }) => operation === 'Invoke')).toBe(false);
});

test('what the application says and what its log says are told as what they are, each once, with what fixes it', async () => {
  const { json, code } = await verify(
    await foreign('invoke-not-allowed'),
    null,
    ...['--request', 'request.json', '--via', 'lambda', '--tail', '--wait', '0'],
  );
  expect([code, json.rootCause?.cause]).toEqual([1, 'invoke-not-allowed']);
  expect(json.remedies.map(({ id }) => id)).toEqual(['edit-template', 'grant-invoke']);
  expect(json.verification.log.forbidden).toHaveLength(1);
  expect(json.notes.filter((note) => note.includes('is not authorized to perform'))).toEqual([
    expect.stringMatching(/^The last answer was: /),
  ]);
});

test('with --tail it is said what of the log was read', async () => {
  const { json, code } = await verify(
    await foreign('healthy'),
    null,
    ...['--request', 'request.json', '--via', 'lambda', '--tail'],
  );
  expect(code).toBe(0);
  expect(json.notes).toContainEqual(
    expect.stringMatching(/^The request wrote \d+ log lines, and none reports an error of AWS\.$/),
  );
});

test('of a role nobody knows how the application is called, and the ways to ask are named', async () => {
  const sandbox = await sandboxOf('role-ecs-task', { speed: 30 });
  running.push(sandbox);
  const { json } = await verify(sandbox, null);
  expect(json.verification.attempts).toBe(0);
  expect(json.notes.join(' ')).toMatch(
    /--request FILE with --api-url URL asks it; --via role asks Bedrock as the role/,
  );
});
