import { afterEach, describe, expect, test } from 'vitest';
import { newRole, withNewRole } from '../src/sandbox/scenarios/elsewhere.ts';
import { ACCOUNT, OPERATOR_KEY } from '../src/sandbox/scenarios/keys.ts';
import { allow } from '../src/sandbox/scenarios/policy.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { emptyFolder, run, sandboxOf } from './run.ts';

/* Who runs the doctor: the root user, and somebody who assumes a role first. */

let open: Sandbox | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

interface Document {
  readonly verdict: string;
  readonly rootCause: { readonly cause: string } | null;
  readonly target: {
    readonly caller: { readonly value: string };
    readonly principal: { readonly value: string } | null;
  };
  readonly changes: readonly { readonly id: string; readonly status: string }[];
}
const documentOf = (out: string): Document => JSON.parse(out) as Document;

describe('the root user', () => {
  const asRoot = async (): Promise<Sandbox> => {
    open = await sandboxOf('role-ecs-task');
    open.setWorld((world) => {
      const key = world.keys[OPERATOR_KEY];
      return key === undefined
        ? world
        : { ...world, keys: { ...world.keys, [OPERATOR_KEY]: { ...key, principal: `arn:aws:iam::${ACCOUNT}:root` } } };
    });
    return open;
  };
  const env = ({ env: all }: Sandbox): Record<string, string> => {
    const { BEDROCK_DOCTOR_ROLE: _role, ...rest } = all;
    return rest;
  };

  test('--me is root itself, whom no policy of its own limits; of an organization nobody but a call can tell', async () => {
    const sandbox = await asRoot();
    const { code, out, err } = await run(
      ['diagnose', '--me', '--model', 'amazon.nova-lite-v1:0', '--format', 'json'],
      env(sandbox),
    );
    expect([code, err]).toEqual([3, '']);
    const { target, verdict } = documentOf(out);
    expect(out).toContain('takes no root user');
    expect([verdict, target.principal?.value]).toEqual(['undetermined', `arn:aws:iam::${ACCOUNT}:root`]);
  });

  test('--user with the ARN of root is the same', async () => {
    const sandbox = await asRoot();
    const { code, out } = await run(
      ['diagnose', '--user', `arn:aws:iam::${ACCOUNT}:root`, '--model', 'amazon.nova-lite-v1:0', '--format', 'json'],
      env(sandbox),
    );
    expect([code, documentOf(out).target.principal?.value]).toEqual([3, `arn:aws:iam::${ACCOUNT}:root`]);
  });

  test('a call of its own shows that nothing denies', async () => {
    const sandbox = await asRoot();
    const { code, out, err } = await run(
      ['diagnose', '--me', '--probe', '--yes', '--model', 'amazon.nova-lite-v1:0', '--format', 'json'],
      env(sandbox),
    );
    expect([code, documentOf(out).verdict], err).toEqual([0, 'healthy']);
    expect(err).toMatch(/one real call of amazon\.nova-lite-v1:0 in ap-northeast-2 as you/);
    const calls = sandbox.requests().filter(({ operation }) => operation === 'Converse');
    expect(calls).toHaveLength(1);
  });

  test('nothing is granted to root', async () => {
    const sandbox = await asRoot();
    const { code, err } = await run(
      ['fix', '--option', '3', '--me', '--model', 'anthropic.claude-3-haiku-20240307-v1:0', '--yes'],
      env(sandbox),
    );
    expect([code, err.trim().split('\n').length]).toEqual([2, 1]);
    expect(err).toContain('root');
  });
});

describe('a role that is assumed first', () => {
  const DOCTOR = `arn:aws:iam::${ACCOUNT}:role/doctor`;
  const opened = async (): Promise<Sandbox> => {
    open = await sandboxOf('role-ecs-task');
    open.setWorld((world) => {
      const role = newRole({
        name: 'doctor',
        trusted: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        document: allow('*', '*'),
        createdAt: 0,
      });
      const trust = {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': 'ticket-4711' } },
          },
        ],
      };
      return withNewRole(world, { ...role, trust });
    });
    return open;
  };
  const ASSUMED = ['--assume-role', DOCTOR, '--external-id', 'ticket-4711'];

  test('diagnose, fix, verify and undo work as it, and the commands they print carry it', async () => {
    const sandbox = await opened();
    const folder = emptyFolder();
    const said = async (...args: readonly string[]) => {
      const ran = await run([...args, ...ASSUMED, '--format', 'json'], sandbox.env, '', folder);
      return { ...ran, document: documentOf(ran.out) };
    };
    const before = await said('diagnose');
    expect([before.code, before.document.rootCause?.cause]).toEqual([1, 'invoke-not-allowed']);
    expect(before.document.target.caller.value).toContain(':assumed-role/doctor/');
    expect(before.out).toContain(`fix --option 3 --grant invoke`);
    expect(before.out).toMatch(
      /fix --option 3[^"]*--assume-role arn:aws:iam::123456789012:role\/doctor --external-id ticket-4711/,
    );
    const fixed = await said('fix', '--option', '3', '--yes', '--wait', '5s');
    expect([fixed.code, fixed.document.changes.map(({ status }) => status)]).toEqual([0, ['done']]);
    const verified = await said('verify', '--wait', '0');
    expect([0, 5]).toContain(verified.code);
    const undone = await said('undo', '--last', '--yes');
    expect([undone.code, undone.document.changes.map(({ status }) => status)]).toEqual([0, ['undone']]);
  });

  test('without its external id, or to a role that is not there: 4, with the permission', async () => {
    const sandbox = await opened();
    for (const args of [
      ['--assume-role', DOCTOR],
      ['--assume-role', `arn:aws:iam::${ACCOUNT}:role/nobody`],
    ]) {
      const { code, out, err } = await run(['diagnose', ...args, '--format', 'json'], sandbox.env);
      expect(code, err).toBe(4);
      expect(out).toContain('sts:AssumeRole');
    }
  });
});
