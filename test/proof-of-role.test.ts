import { DeleteRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fact } from '../src/core/fact.ts';
import type { Probe } from '../src/core/probe.ts';
import type { Diagnosis } from '../src/engine/diagnose/diagnosis.ts';
import { bearsOn, changedLately } from '../src/engine/verify/pending.ts';
import { decisions } from '../src/probes/iam/decisions.ts';
import { rolePolicies } from '../src/probes/iam/role-policies.ts';
import { principal } from '../src/probes/run/principal.ts';
import { newRole, otherAccount, withNewRole } from '../src/sandbox/scenarios/elsewhere.ts';
import { OPERATOR_KEY } from '../src/sandbox/scenarios/keys.ts';
import { NOVA_LITE } from '../src/sandbox/scenarios/models.ts';
import { allow } from '../src/sandbox/scenarios/policy.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/start.ts';
import { emptyFolder, type Ran, run } from './run.ts';
import { settings } from './sandbox-client.ts';

const DAY = 86_400_000;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({
    speed: 20,
    key: OPERATOR_KEY,
    env: { BEDROCK_DOCTOR_API_URL: null },
    world: (baseUrl, now) =>
      (
        [
          ['trusting', { AWS: '*' }, 's3:GetObject'],
          ['unable', { AWS: '*' }, 's3:GetObject'],
          ['closed', { Service: 'ecs-tasks.amazonaws.com' }, 's3:GetObject'],
          ['able', { Service: 'ecs-tasks.amazonaws.com' }, 'bedrock:InvokeModel*'],
        ] as const
      ).reduce(
        (world, [name, trusted, action]) =>
          withNewRole(world, newRole({ name, trusted, document: allow(action, '*'), createdAt: now - DAY })),
        otherAccount(baseUrl, now),
      ),
  });
});
afterAll(() => sandbox.close());

interface Told {
  readonly verdict: string | null;
  readonly rootCause: { readonly cause: string; readonly basis: string } | null;
  readonly verification: { readonly attempts: number } | null;
}
async function told(home: string, ...args: readonly string[]): Promise<Ran & { readonly json: Told }> {
  const env = { ...sandbox.env, HOME: home } as Record<string, string>;
  const ran = await run([...args, '--format', 'json'], env, '', home);
  return {
    ...ran,
    json: ran.out === '' ? { verdict: null, rootCause: null, verification: null } : JSON.parse(ran.out),
  };
}
const as = (role: string): readonly string[] => ['--role', role, '--model', NOVA_LITE];

test('a role that may not be entered: the diagnosis that is broken stays so (1), one in order is no proof (3)', async () => {
  const broken = await told(emptyFolder(), 'verify', ...as('closed'), '--via', 'role');
  expect([broken.code, broken.json.verdict, broken.json.rootCause?.cause]).toEqual([1, 'broken', 'invoke-not-allowed']);
  const open = await told(emptyFolder(), 'verify', ...as('able'), '--via', 'role');
  expect([open.code, open.json.verdict, open.json.rootCause]).toEqual([3, 'undetermined', null]);
  expect([broken.json.verification?.attempts, open.json.verification?.attempts]).toEqual([0, 0]);
});

test('a fix that nobody saw work: 0, and its verdict is what a diagnosis says then, never more', async () => {
  const home = emptyFolder();
  // Refused once, so that a denial stands in the history; then only time is missing.
  const refused = await told(home, 'verify', ...as('trusting'), '--via', 'role', '--wait', '0');
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringMatching(/Asking Bedrock as the role \(about 10 tokens in, 1 out: .*\), at most 2 times/),
  ]);
  const fixed = await told(home, 'fix', '--option', '3', '--yes', ...as('trusting'));
  expect(fixed.code, fixed.err).toBe(0);
  const after = await told(home, 'diagnose', ...as('trusting'));
  expect(['healthy', 'pending']).toContain(fixed.json.verdict);
  // The history shows the denial minutes late: what was healthy may become pending, never the other way round.
  if (fixed.json.verdict === 'pending') expect([after.json.verdict, after.code]).toEqual(['pending', 5]);
  const proven = await told(home, 'verify', ...as('trusting'), '--via', 'role');
  expect([proven.code, proven.json.verdict], proven.err).toEqual([0, 'healthy']);
});

test('option 1 for a role that is named: what it cannot fix is refused (2); for the account alone there is nothing to do (0)', async () => {
  const named = await told(emptyFolder(), 'fix', '--option', '1', '--yes', ...as('closed'));
  expect([named.code, named.json.rootCause?.cause]).toEqual([2, 'invoke-not-allowed']);
  const account = await told(emptyFolder(), 'fix', '--option', '1', '--yes', '--model', NOVA_LITE);
  expect([account.code, account.json.verdict]).toEqual([0, 'healthy']);
});

test('what was granted to one role makes nobody wait for another', async () => {
  const home = emptyFolder();
  expect((await told(home, 'fix', '--option', '3', '--yes', '--no-verify', ...as('closed'))).code).toBe(0);
  const other = await told(home, 'verify', ...as('unable'), '--via', 'role');
  expect([other.code, other.json.verification?.attempts], other.err).toEqual([1, 1]);
  expect(other.err).toContain('at most 2 times');
});

test('a session of the role that ends during the wait is entered anew', async () => {
  // An hour of AssumeRole is over in a second and a half here.
  const fast = await startSandbox({
    speed: 2_400,
    key: OPERATOR_KEY,
    env: { BEDROCK_DOCTOR_API_URL: null },
    world: (baseUrl, now) =>
      withNewRole(
        otherAccount(baseUrl, now),
        newRole({ name: 'long', trusted: { AWS: '*' }, document: allow('s3:GetObject', '*'), createdAt: now - DAY }),
      ),
  });
  try {
    const home = emptyFolder();
    const env = { ...fast.env, HOME: home } as Record<string, string>;
    const granted = await run(['fix', '--option', '3', '--yes', '--no-verify', ...as('long')], env, '', home);
    expect(granted.code, granted.err).toBe(0);
    // Somebody takes it away behind our back, so that it is waited for and never comes.
    const iam = new IAMClient(settings(fast));
    await iam.send(new DeleteRolePolicyCommand({ RoleName: 'long', PolicyName: 'BedrockInvokeAccess' }));
    const asked = ['verify', ...as('long'), '--via', 'role', '--wait', '5s', '--format', 'json'];
    const { out, err } = await run(asked, env, '', home);
    const { rootCause, verification } = JSON.parse(out) as Told;
    expect([rootCause?.cause, (verification?.attempts ?? 0) > 4], err).toEqual(['invoke-not-allowed', true]);
    expect(fast.requests().filter(({ operation }) => operation === 'AssumeRole').length).toBeGreaterThan(1);
  } finally {
    await fast.close();
  }
});

describe('what is freshly changed', () => {
  const now = 1_800_000_000_000;
  const known = (value: unknown) => ({ known: true as const, value });
  const PROBES = { rolePolicies, decisions, principal };
  const facts = (entries: { readonly [name in keyof typeof PROBES]?: unknown }): Pick<Diagnosis, 'facts'> => ({
    facts: new Map<Probe, Fact<unknown>>(
      Object.entries(entries).map(([name, value]) => [PROBES[name as keyof typeof PROBES], known(value)]),
    ),
  });
  const policies = (ago: number, where: 'attached' | 'boundary') => {
    const one = { name: 'arn:aws:iam::123456789012:policy/models', text: '{}', changedAt: now - ago };
    return { inline: [], attached: where === 'attached' ? [one] : [], boundary: where === 'boundary' ? one : null };
  };
  test.each([
    ['a managed policy of a minute ago', { rolePolicies: policies(60_000, 'attached') }, true],
    ['a boundary of a minute ago', { rolePolicies: policies(60_000, 'boundary') }, true],
    ['a managed policy of an hour ago', { rolePolicies: policies(3_600_000, 'attached') }, false],
    [
      'a managed policy of a minute ago that denies the call',
      {
        rolePolicies: policies(60_000, 'attached'),
        decisions: { decided: [{ purpose: 'invoke', decision: 'denied' }] },
      },
      false,
    ],
    ['nothing', {}, false],
  ])('%s: %s', (_, entries, expected) => {
    expect(changedLately(facts(entries), now)).toBe(expected);
  });

  const mine = { principal: { kind: 'role', name: 'mine', arn: '', account: '123456789012' } };
  const put = (setting: string, key: Readonly<Record<string, string>>) =>
    ({ setting, key, subject: '', from: null, to: null }) as const;
  test.each([
    ['my role', put('iam.role-inline-policy', { role: 'mine', policy: 'BedrockInvokeAccess' }), true],
    ['another role', put('iam.role-inline-policy', { role: 'theirs', policy: 'BedrockInvokeAccess' }), false],
    ['a user of that name', put('iam.user-inline-policy', { user: 'mine', policy: 'BedrockInvokeAccess' }), false],
    ["the account's form", put('bedrock.use-case-form', {}), true],
    ['a file', put('local.file', { path: 'template.yaml' }), false],
  ])('a change of %s bears on this cell: %s', (_, assignment, expected) => {
    expect(bearsOn(assignment, facts(mine))).toBe(expected);
  });
});
