import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { posterOf } from '../src/aws/post.ts';
import type { CauseId } from '../src/core/cause.ts';
import { type Came, judgeAnswer } from '../src/verification/answer.ts';
import { askApi, judgePoem } from '../src/verification/ask.ts';

const BODY = '{"language":"ko"}';

import { languageOf } from '../src/verification/language.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const came = (status: number, text: string, headers: Came['headers'] = JSON_TYPE): Came => ({
  status,
  headers,
  text,
  cut: null,
});
const PAGE =
  '<!DOCTYPE html><html><head><title>Access  Denied</title></head><body>not authorized to perform</body></html>';
const HTML = { 'content-type': 'text/html; charset=utf-8' };
const DENIED =
  'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to the Amazon Bedrock documentation for further details. Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after 2 minutes.';

describe('what an answer means', () => {
  test.each<[string, Came, CauseId, RegExp]>([
    ['a page with 200', came(200, PAGE, HTML), 'endpoint-error', /^a web page .*\(HTTP 200\): Access Denied$/],
    ['a page with 403, whatever it says', came(403, PAGE, HTML), 'endpoint-error', /web page/],
    ['a page without a type', came(403, PAGE, {}), 'endpoint-error', /web page/],
    ['a page without a title', came(502, '<html><body>Bad</body></html>', HTML), 'endpoint-error', /\(HTTP 502\)$/],
    ['a page with 503', came(503, PAGE, HTML), 'service-unavailable', /web page/],
    ['a page with 504', came(504, PAGE, HTML), 'function-timeout', /web page/],
    ['a page with 429', came(429, PAGE, HTML), 'throttled', /web page/],
    ['no such path, or unsigned', came(403, '{"message":"Missing Authentication Token"}'), 'endpoint-error', /--sign/],
    ['an API key wanted', came(403, '{"message":"Forbidden"}'), 'endpoint-error', /--api-key-env/],
    ['the authorizer', came(401, '{"message":"Unauthorized"}'), 'endpoint-error', /authorizer/],
    [
      'a caller who may not call the API',
      came(
        403,
        '{"Message":"User: arn:aws:iam::123456789012:user/me is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:ap-northeast-2:********9012:abc/Prod/POST/x"}',
      ),
      'endpoint-error',
      /may not call the API/,
    ],
    ['the gateway out of time', came(504, '{"message": "Endpoint request timed out"}'), 'endpoint-error', /timed out/],
    ['the gateway too busy', came(429, '{"message":"Too Many Requests"}'), 'throttled', /Too Many/],
    ['the function broken', came(502, '{"message": "Internal server error"}'), 'function-error', /Internal/],
    ['plain words with 500', came(500, 'oops', { 'content-type': 'text/plain' }), 'function-error', /oops/],
    ['nothing with 500', came(500, ''), 'function-error', /HTTP 500/],
    ['an unknown 5xx', came(599, ''), 'function-error', /HTTP 599/],
    ['503 without a word', came(503, ''), 'service-unavailable', /HTTP 503/],
    ['404', came(404, '{"message":"Not Found"}'), 'endpoint-error', /no such path/],
    ['a redirect', came(302, '', { location: 'https://login.example.com/' }), 'endpoint-error', /login\.example\.com/],
    ['nothing with 200', came(200, ''), 'endpoint-error', /empty/],
    ['a list', came(200, '[]'), 'endpoint-error', /no JSON|\[\]/],
    ['half a JSON', came(200, '{"success":true,"poetry":"시'), 'endpoint-error', /no JSON/],
    ['success without a poem', came(200, '{"success":true}'), 'endpoint-error', /holds no poem/],
    ['success with an empty poem', came(200, '{"success":true,"poetry":"  "}'), 'endpoint-error', /empty/],
    ['success with a poem that is no text', came(200, '{"success":true,"poetry":["시"]}'), 'endpoint-error', /no text/],
    ['success in letters', came(200, '{"success":"true","poetry":"시"}'), 'endpoint-error', /success/],
    ['success:false with 200', came(200, '{"success":false,"error":"boom"}'), 'unknown', /boom/],
    [
      'success:false with 200 and the words of AWS',
      came(200, JSON.stringify({ success: false, error: DENIED })),
      'marketplace-subscription-denied',
      /Marketplace/,
    ],
    [
      'a poem beside a denial',
      came(403, JSON.stringify({ success: true, poetry: '시', error: DENIED })),
      'marketplace-subscription-denied',
      /Marketplace/,
    ],
    ['a huge body', { ...came(200, '{"success":true,"poetry":"시"}'), cut: 'size' }, 'endpoint-error', /longer/],
  ])('%s', (_what, answer, cause, words) => {
    const judged = judgeAnswer(answer, 'ko');
    expect(judged).toMatchObject({ kind: 'refused', cause, words: expect.stringMatching(words) });
  });

  test('the N of "try again after N minutes" is kept', () => {
    expect(judgeAnswer(came(403, JSON.stringify({ success: false, error: DENIED })), 'ko')).toMatchObject({
      waitMinutes: 2,
    });
  });

  test('a poem is a poem only with 2xx, success: true and text in it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.oneof(fc.json(), fc.string()), (status, text) => {
        expect(judgeAnswer(came(status, text), 'ko').kind).toBe('refused');
      }),
    );
  });

  test('a language that is not in the poem, and bytes that are no UTF-8, are doubts and no failure', () => {
    const poemIn = (poetry: string, language: string | null) =>
      judgeAnswer(came(200, JSON.stringify({ success: true, poetry })), language);
    const doubts = (poetry: string, language: string | null) => {
      const answer = poemIn(poetry, language);
      return answer.kind === 'poem' ? answer.doubts.length : null;
    };
    expect(doubts('달빛 아래', 'ko')).toBe(0);
    expect(doubts('To be, or not to be', 'ko')).toBe(1);
    expect(doubts('To be, or not to be', 'ko-KR')).toBe(1);
    expect(doubts('To be, or not to be', 'en')).toBe(0);
    expect(doubts('To be, or not to be', null)).toBe(0);
    expect(doubts('月光', 'ja')).toBe(0);
    expect(doubts('달\uFFFD', 'ko')).toBe(1);
    expect([languageOf('{"language":"ko"}'), languageOf('{'), languageOf('null')]).toEqual(['ko', null, null]);
  });
});

describe('on the wire', () => {
  const never = new AbortController().signal;
  const posterTo = (signal: AbortSignal) =>
    posterOf({
      region: 'ap-northeast-2',
      endpointOf: () => null,
      profile: null,
      keys: null,
      signal,
      trace: () => undefined,
    });
  async function asked(answer: (response: ServerResponse) => void, signal = never) {
    const server = createServer((request, response) => {
      request.resume();
      request.on('end', () => answer(response));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/Prod/api/poetry/generate?x=1`;
      return await askApi(posterTo(signal), { url, apiKey: null, signs: false }, BODY, judgePoem(BODY));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  test('a body without an end is read to a bound', async () => {
    const answer = await asked((response) => {
      response.writeHead(200, JSON_TYPE);
      const piece = Buffer.alloc(65_536, 0x20);
      const go = (): void => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', go);
      go();
    });
    expect(answer).toMatchObject({ cause: 'endpoint-error', words: expect.stringContaining('longer') });
  });

  test('a connection that breaks before or in the answer is no answer', async () => {
    const hung = await asked((response) => response.destroy());
    expect(hung).toMatchObject({
      status: null,
      cause: 'endpoint-unreachable',
      words: expect.stringContaining('broke'),
    });
    const half = await asked((response) => {
      response.writeHead(200, { ...JSON_TYPE, 'content-length': '100' });
      response.write('{"success":true,', () => response.destroy());
    });
    expect(half).toMatchObject({ cause: 'endpoint-unreachable', words: expect.stringContaining('broke') });
  });

  test('a body that drips in ends with the run', async () => {
    const ending = new AbortController();
    setTimeout(() => ending.abort(), 300);
    const answer = await asked((response) => {
      response.writeHead(200, JSON_TYPE);
      const dripping = setInterval(() => (response.destroyed ? clearInterval(dripping) : response.write(' ')), 50);
    }, ending.signal);
    expect(answer).toMatchObject({ cause: 'endpoint-unreachable', words: expect.stringContaining('time allowed') });
  });

  test('no redirect is followed', async () => {
    const answer = await asked((response) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end());
    expect(answer).toMatchObject({ status: 307, cause: 'endpoint-error' });
  });

  test('JSON is UTF-8, whatever the header says', async () => {
    const body = Buffer.from('{"success":true,"poetry":"달빛"}');
    const answer = await asked((response) =>
      response.writeHead(200, { 'content-type': 'application/json; charset=euc-kr' }).end(body),
    );
    expect(answer).toMatchObject({ kind: 'poem', poem: '달빛', doubts: [] });
    const other = Buffer.concat([
      Buffer.from('{"success":true,"poetry":"'),
      Buffer.from([0xb4, 0xde, 0xba, 0xfb]),
      Buffer.from('"}'),
    ]);
    expect(await asked((response) => response.writeHead(200, JSON_TYPE).end(other))).toMatchObject({
      kind: 'poem',
      doubts: [expect.stringContaining('language'), expect.stringContaining('UTF-8')],
    });
  });
});
