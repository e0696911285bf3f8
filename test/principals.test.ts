import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../src/sandbox/start.ts';
import { run, sandboxOf } from './run.ts';

/* Whom a run examines: flags that name different principals are one sentence, whichever command they stand in (contract, section 8). */

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await sandboxOf('role-ecs-task');
});
afterAll(() => sandbox.close());

const ME = ['--me'];
const USER = ['--user', 'dana'];
const ROLE = ['--role', 'orders-task-role'];
const FUNCTION = ['--function', 'orders'];
const STACK = ['--stack', 'kiroween'];

const CLASHES: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['me and a user', [...ME, ...USER], /^--me and --user name different principals; leave one of them out\.$/],
  ['me and a role', [...ME, ...ROLE], /^--me and --role name different principals; leave one of them out\.$/],
  [
    'me and a function',
    [...ME, ...FUNCTION],
    /^--me and --function name different principals; leave one of them out\.$/,
  ],
  ['a user and a role', [...USER, ...ROLE], /^--user and --role name different principals; leave one of them out\.$/],
  [
    'a user and a function',
    [...USER, ...FUNCTION],
    /^--user and --function name different principals; leave one of them out\.$/,
  ],
  ['me and a stack', [...ME, ...STACK], /^--stack has no say where --me names who calls; leave one of them out\.$/],
  [
    'a user and a stack',
    [...USER, ...STACK],
    /^--stack has no say where --user names who calls; leave one of them out\.$/,
  ],
  ['all of them', [...ME, ...USER, ...ROLE, ...FUNCTION, ...STACK], /^--me and --user name different principals/],
  ['a role that is a user', ['--role', 'arn:aws:iam::123456789012:user/dana'], /^--role .*must be .*IAM role/],
  ['a user that is a role', ['--user', 'arn:aws:iam::123456789012:role/orders'], /^--user .*must be .*IAM user/],
  [
    'a function that is a role',
    ['--function', 'arn:aws:iam::123456789012:role/orders'],
    /^--function .*must be .*Lambda function/,
  ],
  [
    "another account's role",
    ['--role', 'arn:aws:iam::999999999999:role/orders'],
    /is in account 999999999999, your credentials are for 123456789012; use --profile or --assume-role\.$/,
  ],
  [
    "another account's user",
    ['--user', 'arn:aws:iam::999999999999:user/dana'],
    /is in account 999999999999, your credentials are for 123456789012; use --profile or --assume-role\.$/,
  ],
  [
    "another account's root",
    ['--user', 'arn:aws:iam::999999999999:root'],
    /is in account 999999999999, your credentials are for 123456789012; use --profile or --assume-role\.$/,
  ],
  [
    "another Region's function",
    ['--function', 'arn:aws:lambda:us-east-1:123456789012:function:orders'],
    /us-east-1, and this run is in ap-northeast-2; pass --region us-east-1/,
  ],
];

/** What the scenario exports of its target is not what is asked here. */
const env = (): Record<string, string> => {
  const {
    BEDROCK_DOCTOR_ROLE: _role,
    BEDROCK_DOCTOR_FUNCTION: _fn,
    BEDROCK_DOCTOR_STACK: _stack,
    ...rest
  } = sandbox.env;
  return rest;
};
const MODEL = ['--model', 'amazon.nova-lite-v1:0'];

describe('who is meant', () => {
  test.each(CLASHES)('%s', async (_name, flags, words) => {
    const before = sandbox.requests().length;
    for (const command of ['diagnose', 'fix']) {
      const { code, out, err } = await run([command, ...flags, ...MODEL], env());
      expect([code, out]).toEqual([2, '']);
      expect(err.trim()).toMatch(words);
      expect(err.trim().split('\n')).toHaveLength(1);
    }
    const asked = sandbox.requests().slice(before);
    // Nothing of a namesake is read.
    expect(asked.filter(({ operation }) => operation !== 'GetCallerIdentity')).toEqual([]);
  });

  test.each([
    ['a flag', ROLE, { BEDROCK_DOCTOR_ME: 'true' }],
    ['a flag', ROLE, { BEDROCK_DOCTOR_USER: 'dana' }],
    ['a flag', ROLE, { BEDROCK_DOCTOR_STACK: 'kiroween' }],
  ])('%s is meant, whatever the environment names', async (_name, flags, more) => {
    const { code, out, err } = await run(['diagnose', '--format', 'json', ...flags, ...MODEL], { ...env(), ...more });
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({
      target: { principal: { value: expect.stringContaining('role/orders-task-role') as string } },
    });
  });

  test.each([
    ['a role', ['--role', 'order-task-role'], /There is no role order-task-role\. There is orders-task-role\./],
    [
      'a role by ARN',
      ['--role', 'arn:aws:iam::123456789012:role/order-task-role'],
      /There is no role order-task-role\. There is orders-task-role\./,
    ],
    ['a user', ['--user', 'operatr'], /There is no user operatr in this account; there (?:is|are) operator/],
  ])('%s that does not exist: which similar ones do', async (_name, flags, words) => {
    const { code, out } = await run(['diagnose', '--format', 'json', ...flags, ...MODEL], env());
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ rootCause: { cause: 'role-not-found' } });
    expect(out).toMatch(words);
  });
});
