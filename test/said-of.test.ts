import { expect, onTestFinished, test } from 'vitest';
import { CAUSES } from '../src/causes/catalogue.ts';
import { kindOfPrincipal, saidOf } from '../src/core/principal.ts';
import { emptyFolder, run, sandboxOf } from './run.ts';

const opened = async (id: string) => {
  const sandbox = await sandboxOf(id);
  onTestFinished(() => sandbox.close());
  return sandbox;
};

test.each([
  ['arn:aws:iam::123456789012:user/team/dana', 'user'],
  ['arn:aws:iam::123456789012:root', 'root'],
  ['arn:aws-us-gov:iam::123456789012:role/service-role/app', 'role'],
  ['arn:aws:sts::123456789012:assumed-role/app/session', 'role'],
  ['arn:aws:sts::123456789012:federated-user/bob', null],
] as const)('%s is of a %s', (arn, kind) => {
  expect(kindOfPrincipal(arn)).toBe(kind);
});

test('a title of the catalog speaks of a user where a user is meant, and of a role as it stands', () => {
  for (const { title } of Object.values(CAUSES)) {
    expect(saidOf('user', title)).not.toMatch(/\brole\b/i);
    expect(saidOf(null, title)).toBe(title);
    expect(saidOf('role', title)).not.toMatch(/\bor user\b/);
  }
  expect(saidOf('user', "The role's permissions boundary does not allow the call")).toBe(
    "The user's permissions boundary does not allow the call",
  );
});

test.each(['user-api-key', 'me-claude-code'])('the report of %s has no role', async (id) => {
  const { env } = await opened(id);
  const [diagnosed, called] = [await run(['diagnose'], env), await run(['callers'], env)];
  expect(diagnosed.out).toMatch(/^✔ user {8}The user exists$/m);
  expect(`${diagnosed.out}${called.out}`).not.toMatch(/\brole\b/i);
});

test('whose fix a permission set is', async () => {
  const { env } = await opened('me-sso-session');
  const { out } = await run(['diagnose'], env);
  expect(out).toContain('Who can fix it: an account administrator');
  expect(out).toContain('permission set DataScience');
});

test('what is to be pasted is printed as it is to be pasted', async () => {
  const { env } = await opened('function-without-stack');
  const { code, out } = await run(['fix', '--option', '2'], env);
  expect(code).toBe(1);
  expect(out).toMatch(/^resource "aws_iam_role_policy" "bedrock_access" \{\n {2}name = "BedrockAccess"$/m);
  expect(out).toMatch(/^ +"arn:aws:bedrock:\S+:inference-profile\/global\.anthropic\.claude-sonnet-4-6",$/m);
});

test('a change that AWS refused to make is nothing to wait for', async () => {
  const { env } = await opened('me-claude-code');
  const folder = emptyFolder();
  const tried = await run(['fix', '--yes'], env, '', folder);
  expect(`${tried.out}${tried.err}`).toContain('you may not iam:PutUserPolicy');
  const { code, out } = await run(['verify', '--wait', '60s', '--format', 'json'], env, '', folder);
  const { verification } = JSON.parse(out) as { readonly verification: { readonly attempts: number } };
  expect([code, verification.attempts]).toEqual([1, 1]);
});
