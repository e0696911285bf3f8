import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { expect, test } from 'vitest';
import type { Sandbox } from '../src/sandbox/start.ts';
import { served } from './sandbox-client.ts';

/** SHA-256 as the signer wants it: the digest, or the HMAC with a key. */
class Sha256 {
  #parts: Buffer[] = [];
  readonly #secret: Buffer | null;
  constructor(secret?: unknown) {
    this.#secret = secret === undefined ? null : Buffer.from(secret as string);
  }
  update(part: string | Uint8Array): void {
    this.#parts.push(Buffer.from(part as string));
  }
  reset(): void {
    this.#parts = [];
  }
  async digest(): Promise<Uint8Array> {
    const text = Buffer.concat(this.#parts);
    if (this.#secret === null) return createHash('sha256').update(text).digest();
    return createHmac('sha256', this.#secret).update(text).digest();
  }
}

/** What a client of another service is answered. */
async function ask(sandbox: Sandbox, service: string, method: string, target: string | null): Promise<string> {
  const { hostname, port } = new URL(sandbox.endpoint);
  const credentials = {
    accessKeyId: sandbox.env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: sandbox.env['AWS_SECRET_ACCESS_KEY'] ?? '',
  };
  const signer = new SignatureV4({ service, region: 'ap-northeast-2', credentials, sha256: Sha256 as never });
  const { headers } = await signer.sign({
    method,
    protocol: 'http:',
    hostname,
    port: Number(port),
    path: '/',
    query: {},
    headers: { host: `${hostname}:${port}`, ...(target === null ? {} : { 'x-amz-target': target }) },
  });
  const answer = await fetch(sandbox.endpoint, { method, headers });
  return `${answer.status} ${await answer.text()}`;
}

test('an operation the sandbox does not have is named by its service, in the error shape of its protocol', async () => {
  const sandbox = await served('healthy');
  // An API's own answer to a stranger, Missing Authentication Token, would be taken for a denial.
  expect(await ask(sandbox, 's3', 'GET', null)).toMatch(
    /^400 <ErrorResponse.*<Code>InvalidAction<\/Code><Message>The sandbox does not have s3 GET \/<\/Message>/,
  );
  expect(
    await ask(sandbox, 'cloudtrail', 'POST', 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.CreateTrail'),
  ).toBe('404 {"__type":"UnknownOperationException","message":"The sandbox does not have cloudtrail CreateTrail"}');
});
