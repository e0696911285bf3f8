import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../src/sandbox/start.ts';
import { type Answer, answerProxy, type Change } from './answer-proxy.ts';
import { emptyFolder, type Ran, run, sandboxOf } from './run.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await sandboxOf('healthy');
});
afterAll(() => sandbox.close());

const json = (answer: Answer, change: (body: Record<string, unknown>) => void): Answer => {
  const body = JSON.parse(answer.body.toString('utf8')) as Record<string, unknown>;
  change(body);
  return { ...answer, body: Buffer.from(JSON.stringify(body)) };
};
async function diagnosed(change: Change, args: readonly string[] = ['diagnose', '--format', 'json']): Promise<Ran> {
  const proxy = await answerProxy(sandbox.endpoint, change);
  try {
    return await run(args, { ...sandbox.env, AWS_ENDPOINT_URL: proxy.url });
  } finally {
    await proxy.close();
  }
}
const WORDS = 'The security token included in the request is expired';
/** As the service itself would say it: STS, IAM and CloudFormation in XML, the others in JSON. */
const expired = ({ body }: Answer): Answer =>
  body.toString('utf8').trimStart().startsWith('<')
    ? {
        status: 403,
        headers: { 'content-type': 'text/xml' },
        body: Buffer.from(
          `<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>${WORDS}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
        ),
      }
    : {
        status: 403,
        headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'ExpiredTokenException' },
        body: Buffer.from(JSON.stringify({ __type: 'ExpiredTokenException', message: WORDS })),
      };

describe('answers that are not as they should be', () => {
  test('an object where a text belongs is unknown, never broken', async () => {
    const ran = await diagnosed((answer, operation) =>
      /^GET \/foundation-models\/[^?]+$/.test(operation)
        ? json(answer, (body) => {
            body['modelDetails'] = { ...(body['modelDetails'] as object), modelId: { not: 'a text' } };
          })
        : answer,
    );
    const { verdict, checks } = JSON.parse(ran.out);
    expect(verdict, ran.out).not.toBe('broken');
    expect(JSON.stringify(checks)).not.toContain('fault of bedrock-doctor');
  });

  test('an answer of more than 10 MB is not read to its end', async () => {
    const ran = await diagnosed((answer, operation) =>
      operation === 'FilterLogEvents'
        ? json(answer, (body) => Object.assign(body, { more: 'x'.repeat(11_000_000) }))
        : answer,
    );
    expect(ran.out).toContain("is longer than any of AWS's");
    expect(JSON.parse(ran.out).verdict).not.toBe('broken');
  });

  test('an answer nested without end', async () => {
    const deep = `{"events":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const ran = await diagnosed((answer, operation) =>
      operation === 'FilterLogEvents' ? { ...answer, body: Buffer.from(deep) } : answer,
    );
    expect(JSON.parse(ran.out).verdict).not.toBe('broken');
    expect(ran.out).not.toContain('fault of bedrock-doctor');
  });

  test('everything called a web page is read as what it is; a page is not', async () => {
    const called = await diagnosed((answer) => ({
      ...answer,
      headers: { ...answer.headers, 'content-type': 'text/html; charset=utf-8' },
    }));
    expect([called.code, JSON.parse(called.out).verdict], called.out).toEqual([0, 'healthy']);
    const page = await diagnosed((answer, operation) =>
      operation === 'GetCallerIdentity'
        ? answer
        : {
            status: 200,
            headers: { 'content-type': 'text/html' },
            body: Buffer.from('\n <!DOCTYPE html><html></html>'),
          },
    );
    expect(JSON.parse(page.out).verdict).not.toBe('healthy');
  });

  test('a secret in a log line is in no report, facts file or debug line', async () => {
    const facts = `${emptyFolder()}/facts.json`;
    for (const format of ['text', 'json', 'markdown', 'html']) {
      const ran = await diagnosed(
        (answer, operation) =>
          operation === 'FilterLogEvents'
            ? json(answer, (body) => {
                const events = body['events'] as { message: string }[];
                for (const event of events)
                  event.message = `[Poetry] Bedrock error: AccessDeniedException: Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. password=hunter2 Authorization: Bearer hunter2hunter2`;
              })
            : answer,
        ['diagnose', '-v', '--debug', '--save', facts, '--no-redact', '--format', format],
      );
      expect(ran.out + ran.err).not.toContain('hunter2');
    }
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(facts, 'utf8')).not.toContain('hunter2');
  });
});

test('credentials that expire during the run end in 4, whenever it is', async () => {
  for (const from of [2, 4, 7]) {
    const { code, out } = await diagnosed((answer, _operation, count) => (count < from ? answer : expired(answer)));
    const { verdict, rootCause } = JSON.parse(out);
    expect([from, code, verdict, rootCause?.cause, rootCause?.basis], out).toEqual([
      from,
      4,
      'undetermined',
      'credentials-expired',
      'observed',
    ]);
  }
});
