import { request as plainRequest } from 'node:http';
import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { isLoopbackHost } from '../src/sandbox/listen.ts';
import { ROLE } from '../src/sandbox/scenarios/function.ts';
import { NOVA_LITE } from '../src/sandbox/scenarios/models.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { poem, refusal, served, settings, signedCall } from './sandbox-client.ts';

const messages = [{ role: 'user' as const, content: [{ text: 'Hello' }] }];
/** Whether the sandbox still answers. */
const isUp = async (sandbox: Sandbox): Promise<boolean> => (await poem(sandbox)).status === 200;

test("the JavaScript SDK's runtime client works with its defaults, which are HTTP/2, beside HTTP/1.1", async () => {
  const sandbox = await served('healthy');
  const { requestHandler: _plain, ...defaults } = settings(sandbox);
  const client = new BedrockRuntimeClient(defaults);
  expect((client.config.requestHandler as { metadata?: { handlerProtocol?: string } }).metadata?.handlerProtocol).toBe(
    'h2',
  );
  const [whole, streamed] = await Promise.all([
    client.send(new ConverseCommand({ modelId: NOVA_LITE, messages })),
    client.send(new ConverseStreamCommand({ modelId: NOVA_LITE, messages })),
  ]);
  let text = '';
  for await (const { contentBlockDelta } of streamed.stream ?? []) text += contentBlockDelta?.delta?.text ?? '';
  expect(text).toBe(whole.output?.message?.content?.[0]?.text);
  expect((await refusal(client.send(new ConverseCommand({ modelId: 'nobody.knows', messages })))).name).toBe(
    'ValidationException',
  );
  expect(await isUp(sandbox)).toBe(true);
  client.destroy();
});

/** A request with a Host header of one's own, which fetch does not allow. */
const withHost = (sandbox: Sandbox, host: string): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(sandbox.endpoint);
    plainRequest({ port: Number(port), host: '127.0.0.1', path: '/', headers: { host } }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => {
        text += part.toString('utf8');
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on('error', reject)
      .end();
  });

test('only loopback hosts are answered: a page whose name resolves to this machine gets 421', async () => {
  const sandbox = await served('healthy');
  for (const host of [
    'evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '10.0.0.1',
    '',
  ]) {
    expect(isLoopbackHost(host), host).toBe(false);
  }
  for (const host of ['127.0.0.1', '127.0.0.1:80', 'localhost', 'LOCALHOST:4566', '[::1]:80', '127.9.9.9']) {
    expect(isLoopbackHost(host), host).toBe(true);
  }
  const { status, text } = await withHost(sandbox, 'evil.example');
  expect([status, JSON.parse(text)]).toMatchObject([
    421,
    {
      message: 'The sandbox answers requests to 127.0.0.1 and localhost only; this one is for the host "evil.example".',
    },
  ]);
  expect((await withHost(sandbox, 'localhost')).status).toBe(403);
  expect(await isUp(sandbox)).toBe(true);
});

test('what cannot be read is refused in one sentence, and the sandbox stays up', async () => {
  const sandbox = await served('healthy');
  const odd = await fetch(`${sandbox.endpoint}/foundation-models/%zz`);
  expect([odd.status, await odd.json()]).toMatchObject([
    400,
    { message: 'The URL has a percent sign that is not followed by two hexadecimal digits.' },
  ]);
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const body = `{"messages":${deep}}`;
  const nested = await signedCall(sandbox, 'bedrock', { method: 'POST', path: `/model/${NOVA_LITE}/converse`, body });
  expect([nested.status, nested.text]).toMatchObject([
    400,
    expect.stringContaining('nested more than 200 levels deep'),
  ]);
  const members = `Action=PutRolePolicy&${'a.'.repeat(100_000)}b=1`;
  const form = await signedCall(sandbox, 'iam', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: members,
  });
  expect([form.status, form.text]).toMatchObject([400, expect.stringContaining('nested')]);
  const iam = new IAMClient(settings(sandbox));
  const policy = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":${deep}}]}`;
  expect(
    await refusal(iam.send(new PutRolePolicyCommand({ RoleName: ROLE, PolicyName: 'Deep', PolicyDocument: policy }))),
  ).toMatchObject({ status: 400 });
  expect(await isUp(sandbox)).toBe(true);
});
