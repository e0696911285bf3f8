import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Aws } from '../src/core/aws.ts';
import type { Plan } from '../src/core/plan.ts';
import { invert } from '../src/core/plan.ts';
import { realHost } from '../src/host/host.ts';
import { openJournal } from '../src/journal/journal.ts';
import { SETTINGS } from '../src/settings/index.ts';
import { pythonHas } from './python.ts';
import { emptyFolder } from './run.ts';
import { awsOf, carryOut, handsOf } from './settings-bench.ts';

/** moto, an AWS that others wrote: it answers in its own forms, and writes policy documents anew. */
const isThere = pythonHas('moto.server');
if (!isThere) process.stderr.write('SKIPPED: test/another-cloud.test.ts needs moto (pip install "moto[server]").\n');

const KEYS = {
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE00',
  AWS_SECRET_ACCESS_KEY: 'made-up',
  AWS_REGION: 'us-east-1',
};
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
/** Written as nobody's serializer would write it. */
const BEFORE =
  '{\n  "Statement": { "Resource": "*", "Action": "s3:Get*",  "Effect": "Allow" },\n  "Version": "2012-10-17" }';
const AFTER = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 's3:Get*', Resource: '*' },
    { Effect: 'Allow', Action: ['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe'], Resource: '*' },
  ],
});

describe.skipIf(!isThere)('another cloud than our own', () => {
  let server: ChildProcess;
  let aws: Aws;
  let endpoint = '';

  const query = async (body: Record<string, string>): Promise<void> => {
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `AWS4-HMAC-SHA256 Credential=${KEYS.AWS_ACCESS_KEY_ID}/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: new URLSearchParams({ Version: '2010-05-08', ...body }),
    });
    expect(answer.status, await answer.text()).toBe(200);
  };

  beforeAll(async () => {
    const port = await new Promise<number>((done) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
      });
    });
    endpoint = `http://127.0.0.1:${port}`;
    server = spawn('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    for (let look = 0; look < 300; look += 1) {
      if (
        await fetch(`${endpoint}/moto-api/`).then(
          () => true,
          () => false,
        )
      )
        break;
      await new Promise((done) => setTimeout(done, 200));
    }
    aws = awsOf({ ...KEYS, AWS_ENDPOINT_URL: endpoint });
    await query({ Action: 'CreateRole', RoleName: 'worker', AssumeRolePolicyDocument: TRUST });
    await query({ Action: 'CreateUser', UserName: 'BedrockAPIKey-1' });
  });
  afterAll(() => {
    server.kill('SIGKILL');
  });

  for (const [kind, key] of [
    ['iam.role-inline-policy', { role: 'worker', policy: 'BedrockMarketplaceAccess' }],
    ['iam.user-inline-policy', { user: 'BedrockAPIKey-1', policy: 'BedrockInvokeAccess' }],
  ] as const) {
    test.for([null, BEFORE])(`${kind} is put, read back by meaning, and taken back (%s)`, async (from) => {
      const host = realHost({ color: false, input: false });
      const hands = handsOf(aws, host);
      const setting = SETTINGS.get(kind);
      if (!setting) throw new Error(kind);
      await setting.write(key as never, from, hands);
      const journal = openJournal({ ...host, env: { XDG_STATE_HOME: emptyFolder() } });
      const plan: Plan = {
        schema: 1,
        remedy: 'put-role-policy',
        account: '123456789012',
        region: 'us-east-1',
        assignments: [{ setting: kind, key, subject: setting.subject(key as never), from, to: AFTER }],
      };
      expect(await carryOut(plan, hands, journal, null)).toBe('done');
      expect((await journal.read()).entries.map(({ did }) => did.did)).toEqual(['intend', 'done']);
      expect(await carryOut(invert(plan), hands, journal, 'x')).toBe('done');
      expect(setting.same((await setting.read(key as never, hands)) as never, from as never)).toBe(true);
      host.dispose();
    });
  }
});
