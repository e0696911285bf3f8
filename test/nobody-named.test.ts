import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { AwsError } from '../src/aws/error.ts';
import type { Aws } from '../src/core/aws.ts';
import { findRefused } from '../src/engine/diagnose/refused.ts';
import { deny } from '../src/sandbox/scenarios/policy.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { emptyFolder, run, sandboxOf } from './run.ts';

/* An account that has never heard of the guide, and nobody named: nothing of the guide's is judged in their place. */

/** Words of the guide's application, which no report about anybody else says. */
const OF_THE_GUIDE = /poetry|poem|kiroween|guide|claude-3-haiku/i;

interface Document {
  readonly verdict: string;
  readonly rootCause: { readonly cause: string } | null;
  readonly cells: readonly unknown[];
  readonly target: { readonly stack: unknown; readonly function: unknown; readonly model: unknown };
  readonly checks: readonly { readonly id: string; readonly status: string; readonly reason: string | null }[];
}

let open: Sandbox | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

/** The account, its operator refused these actions; its variables without the one that names whom to examine. */
async function account(refused: readonly string[] = []): Promise<Record<string, string>> {
  open = await sandboxOf('role-ecs-task');
  open.setWorld((world) => {
    const operator = world.users['operator'];
    if (!operator) throw new Error('no operator');
    const inline = refused.length === 0 ? operator.inline : { ...operator.inline, Refused: deny(refused, '*') };
    return { ...world, users: { ...world.users, operator: { ...operator, inline } } };
  });
  const { BEDROCK_DOCTOR_ROLE: _role, ...env } = open.env;
  return env;
}

describe.each([
  [
    ['cloudformation:*', 'cloudtrail:*'],
    /cloudformation:ListStackResources.*cloudformation:DescribeStacks.*cloudtrail:LookupEvents/,
  ],
  [['cloudtrail:*'], /cloudtrail:LookupEvents/],
])('%s refused', (refused, names) => {
  test.each(['diagnose', 'preflight', 'fix', 'verify'])(
    '%s is undetermined, and names the actions',
    async (command) => {
      const env = await account(refused);
      const { code, out } = await run([command, '--format', 'json'], env);
      const { verdict, rootCause, cells, target, checks } = JSON.parse(out) as Document;
      expect([code, verdict, rootCause, cells], out).toEqual([3, 'undetermined', null, []]);
      expect([target.stack, target.function, target.model]).toEqual([null, null, null]);
      const reasons = checks.flatMap(({ status, reason }) => (status === 'unknown' ? [reason] : [])).join('\n');
      expect(reasons).toMatch(names);
      // The document's field keeps its name whoever is examined.
      expect(out.replace('"poem": null', '')).not.toMatch(OF_THE_GUIDE);
    },
  );
});

test('stacks unreadable, and nobody refused: undetermined, with the actions that would tell of a stack', async () => {
  const env = await account(['cloudformation:*']);
  open?.setWorld((world) => ({ ...world, events: [] }));
  const { code, out } = await run(['diagnose'], env);
  expect(code, out).toBe(3);
  expect(out).toContain('cloudformation:ListStackResources');
  expect(out).not.toMatch(OF_THE_GUIDE);
});

test.each([
  ['diagnose'],
  ['preflight'],
  ['verify'],
  ['fix', '--option', '1', '--model', 'anthropic.claude-3-sonnet-20240229-v1:0', '--accept-terms'],
])('%s: the guide has a Region for its own stack alone; without that, a missing Region is missing', async (...args) => {
  const { AWS_REGION: _region, AWS_DEFAULT_REGION: _default, ...env } = await account();
  const before = open?.world();
  const { code, out, err } = await run(args, env);
  expect([code, out], err).toEqual([2, '']);
  expect(err).toContain('region-missing');
  expect(open?.world().bedrock.agreements).toEqual(before?.bedrock.agreements);
});

test("option 1 with nothing but a model: nobody's role is missed", async () => {
  const env = await account();
  const model = ['--model', 'anthropic.claude-3-haiku-20240307-v1:0'];
  const { code, out, err } = await run(['fix', '--option', '1', ...model, '--dry-run', '--format', 'json'], env);
  const { verdict, rootCause, checks } = JSON.parse(out) as Document;
  expect([code, verdict, rootCause], err).toEqual([0, 'undetermined', null]);
  expect(checks.map(({ id }) => id)).not.toContain('target/role-exists');
  expect(err).not.toContain('role-not-found');
});

test.each([
  ['--role', 'arn:aws-cn:iam::123456789012:role/orders-task-role'],
  ['--user', 'arn:aws-us-gov:iam::123456789012:user/operator'],
  ['--function', 'arn:aws-cn:lambda:ap-northeast-2:123456789012:function:orders'],
  ['--model', 'arn:aws-cn:bedrock:ap-northeast-2::foundation-model/amazon.nova-lite-v1:0'],
])('%s %s: the partition of an ARN is part of its name', async (flag, arn) => {
  const env = await account();
  const whom = flag === '--model' ? ['--role', 'orders-task-role'] : [];
  const { code, out, err } = await run(['diagnose', ...whom, flag, arn], env);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/is in partition aws-\S+, your credentials are for aws; use --profile or --assume-role/);
  expect(open?.requests().map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
});

describe('an event history that gives no answer', () => {
  const throttled = (): AwsError =>
    new AwsError('answer', 'ThrottlingException', 'Rate exceeded', 400, 'cloudtrail:LookupEvents', null);
  const aws = { send: () => Promise.reject(throttled()) } as unknown as Aws;

  test('a run whose time is over has not read that nobody called', async () => {
    let now = 0;
    const sleep = async (ms: number): Promise<boolean> => {
      now += ms;
      return now < 5_000;
    };
    const found = await findRefused(aws, { now: () => now, sleep }, 0);
    expect(found).toMatchObject({ principals: [], complete: false });
    expect(found.unreadable).not.toBeNull();
  });

  test('callers does not say that nobody called', async () => {
    for (const more of [[], ['--denied']]) {
      const env = await account();
      open?.setWorld((world) => ({ ...world, throttles: { 'cloudtrail:LookupEvents': 1_000 } }));
      const { code, out } = await run(['callers', '--timeout', '2s', ...more], env);
      expect(code, out).toBe(3);
      expect(out).not.toMatch(/^Nobody/);
    }
  });
});

test('a grant that was read back is done (0) where all that is left is what nobody could look at', async () => {
  const env = await account(['iam:SimulatePrincipalPolicy']);
  const model = ['--role', 'orders-task-role', '--model', 'amazon.titan-embed-text-v2:0'];
  const { code, out, err } = await run(['fix', ...model, '--option', '3', '--yes', '--format', 'json'], env);
  const { verdict } = JSON.parse(out) as Document;
  expect([code, verdict], out + err).toEqual([0, 'undetermined']);
  expect((await run(['diagnose', ...model], env)).code).toBe(3);
});

/** What the environment has instead of keys that AWS takes. */
const NO_KEYS = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '' };
/** How each is renewed. */
const RENEW = {
  'credentials-expired': /sign in again with aws sso login/i,
  'credentials-missing': /sign in/i,
} as const;
const COMMANDS: readonly (readonly string[])[] = [
  ['diagnose'],
  ['preflight', '--format', 'text'],
  ['fix', '--yes'],
  ['verify'],
  ['verify', '--via', 'direct', '--model', 'amazon.nova-lite-v1:0'],
  ['tail', '--timeout', '5s'],
  ['callers'],
];

describe.each(Object.keys(RENEW) as (keyof typeof RENEW)[])('%s, and nobody named', (cause) => {
  test.each(COMMANDS.map((args) => [args.join(' '), args] as const))(
    '%s says how to renew them, and names nobody',
    async (_, args) => {
      open = await sandboxOf('credentials-expired');
      const { BEDROCK_DOCTOR_API_URL: _api, ...keys } = open.env;
      const env = cause === 'credentials-missing' ? { ...keys, ...NO_KEYS } : keys;
      const { code, out, err } = await run(args, env);
      expect(code, `${out}${err}`).toBe(4);
      expect(`${out}${err}`.replaceAll(/\s+/g, ' ')).toMatch(RENEW[cause]);
      expect(`${out}${err}`).not.toMatch(/try again/);
      expect(`${out}${err}`).not.toMatch(OF_THE_GUIDE);
    },
  );
});

test.each([['diagnose', '--me'], ['callers']])(
  '%s with a sign-in of IAM Identity Center that is over says to renew it',
  async (...args) => {
    open = await sandboxOf('me-sso-session');
    const folder = emptyFolder();
    mkdirSync(join(folder, '.aws', 'sso', 'cache'), { recursive: true });
    writeFileSync(
      join(folder, '.aws', 'config'),
      `[profile corp]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = DataScience\n[sso-session corp]\nsso_start_url = https://example.awsapps.com/start\nsso_region = us-east-1\n`,
    );
    const token = { accessToken: 'made-up-token', expiresAt: '2026-01-01T00:00:00Z', region: 'us-east-1' };
    const name = createHash('sha1').update('corp').digest('hex');
    writeFileSync(join(folder, '.aws', 'sso', 'cache', `${name}.json`), JSON.stringify(token));
    const env = { ...open.env, ...NO_KEYS, AWS_PROFILE: 'corp' };
    const { code, out } = await run(args, env, '', folder);
    expect(code, out).toBe(4);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(/sign in again with aws sso login/i);
    expect(out).not.toContain('made-up-token');
  },
);

test('a stack that was named, and no credentials: the stack alone is named', async () => {
  open = await sandboxOf('credentials-expired');
  const { code, out } = await run(['diagnose', '--stack', 'my-stack', '--format', 'json'], open.env);
  const { target, cells } = JSON.parse(out) as Document;
  expect([code, target.function, target.model, cells]).toEqual([4, null, null, []]);
  expect(target.stack).toMatchObject({ value: 'my-stack' });
});

test('a stack that was named and may not be read: none of its functions is guessed', async () => {
  open = await sandboxOf('rag-second-model-denied');
  open.setWorld((world) => {
    const operator = world.users['operator'];
    if (!operator) throw new Error('no operator');
    const inline = { ...operator.inline, Refused: deny(['cloudformation:*'], '*') };
    return { ...world, users: { ...world.users, operator: { ...operator, inline } } };
  });
  for (const command of ['diagnose', 'preflight', 'fix', 'verify']) {
    const { code, out } = await run([command, '--format', 'text'], open.env);
    expect(code, out).toBe(3);
    expect(out.replaceAll(/\s+/g, ' ')).toContain('you may not cloudformation:ListStackResources');
    expect(out).not.toMatch(OF_THE_GUIDE);
  }
});

test('a wait for an answer of somebody else says nothing of the guide, while it lasts and after it', async () => {
  open = await sandboxOf('function-without-stack', { speed: 1 });
  const ran = await run(['verify', '--via', 'direct', '--yes', '--wait', '2s'], open.env);
  expect(ran.err).toContain('an answer came, the agreement is not there yet');
  expect(`${ran.out}${ran.err}`).not.toMatch(OF_THE_GUIDE);
});
