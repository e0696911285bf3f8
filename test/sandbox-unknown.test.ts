import { expect, test } from 'vitest';
import type { Sandbox } from '../src/sandbox/start.ts';
import { served, signedCall } from './sandbox-client.ts';

/** What a client of another service is answered. */
async function ask(sandbox: Sandbox, service: string, method: string, target: string | null): Promise<string> {
  const headers = target === null ? {} : { 'x-amz-target': target };
  const { status, text } = await signedCall(sandbox, service, { method, headers });
  return `${status} ${text}`;
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
