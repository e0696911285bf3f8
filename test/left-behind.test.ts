import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Host } from '../src/core/host.ts';
import { UsageError } from '../src/core/usage-error.ts';
import { type Command, openSession, runIn } from '../src/engine/session/session.ts';
import { realHost } from '../src/host/host.ts';
import type { Flags } from '../src/options/resolve.ts';
import { currentInline } from '../src/sandbox/authorize.ts';
import { faultProxy } from './fault-proxy.ts';
import { BINARY, emptyFolder, OWN_ENV, sandboxOf } from './run.ts';

const ROLE = 'kiroween-PoetryFunctionRole-1A2B3C4D5E6F';
const POLICY = 'BedrockMarketplaceAccess';
/** The clock of a run here: two minutes are over in as many seconds. */
const FASTER = 60;
const COMMANDS: { readonly [name: string]: () => Promise<{ readonly run: Command }> } = {
  fix: () => import('../src/commands/fix.ts'),
  undo: () => import('../src/commands/undo.ts'),
};

/** The guide's account behind a proxy that breaks answers, and runs in this process on a clock that hurries. */
async function stage(scenario = 'marketplace-subscription-denied') {
  const sandbox = await sandboxOf(scenario, { speed: 600 });
  const proxy = await faultProxy(sandbox);
  const home = emptyFolder();
  const real = realHost({ color: false, input: false });
  const began = Date.now();
  const said: { out: string; err: string } = { out: '', err: '' };
  const host: Host = {
    ...real,
    env: { ...proxy.env, XDG_STATE_HOME: home },
    home,
    cwd: home,
    columns: 400,
    now: () => began + (Date.now() - began) * FASTER,
    sleep: (ms, signal) => real.sleep(ms / FASTER, signal),
    out: async (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  };
  const role = () => sandbox.world().roles[ROLE];
  return {
    sandbox,
    proxy,
    home,
    /** Whether the grant stands, as IAM itself would say. */
    stands: (): boolean => {
      const found = role();
      return found !== undefined && currentInline(found)[POLICY] !== undefined;
    },
    journal: (): string => readFileSync(join(home, 'bedrock-doctor/journal.jsonl'), 'utf8'),
    /** A policy of the operator's that denies an action; null lifts it. */
    deny: (action: string | null): void =>
      sandbox.setWorld((world) => ({
        ...world,
        users: Object.fromEntries(
          Object.entries(world.users).map(([name, user]) => [
            name,
            {
              ...user,
              inline: {
                ...user.inline,
                Denied: {
                  Version: '2012-10-17',
                  Statement:
                    action === null
                      ? [{ Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: '*' }]
                      : [{ Effect: 'Deny', Action: action, Resource: '*' }],
                },
              },
            },
          ]),
        ),
      })),
    run: async (command: string, flags: Flags, args: readonly string[] = [], more: Partial<Host> = {}) => {
      said.out = '';
      said.err = '';
      const session = await openSession(command, flags, { ...host, ...more });
      const code = await COMMANDS[command]?.().then(({ run }) => runIn(session, run, args));
      return { code, ...said };
    },
    end: async (): Promise<void> => {
      await proxy.close();
      await sandbox.close();
      real.dispose();
    },
  };
}
const TEMPORARY: Flags = { option: '3', grant: 'temporary', yes: true, wait: '60s' };

test('a removal that is denied: the grant still stands, 1, first thing said, with the command that removes it', async () => {
  const { run, stands, deny, end } = await stage();
  try {
    deny('iam:DeleteRolePolicy');
    const { code, out } = await run('fix', TEMPORARY);
    expect(code).toBe(1);
    const [first = ''] = out.split('\n');
    expect(first).toMatch(
      /^The grant still stands: kiroween-PoetryFunctionRole-1A2B3C4D5E6F\/BedrockMarketplaceAccess in account 123456789012, since \d{4}-\d\d-\d\d \d\d:\d\d UTC/,
    );
    expect(out).not.toContain('taken away again');
    expect(stands()).toBe(true);
    deny(null);
    const id = /bedrock-doctor undo (\S+)/.exec(first)?.[1] ?? '';
    expect((await run('undo', { yes: true }, [id])).code).toBe(0);
    expect(stands()).toBe(false);
  } finally {
    await end();
  }
});

test('a removal whose connection breaks is tried again, and is done', async () => {
  const { run, stands, proxy, end } = await stage();
  try {
    proxy.breaks('hang-up', ({ operation }) => operation === 'iam DeleteRolePolicy', 4);
    const { code, out, err } = await run('fix', TEMPORARY);
    expect(err).toContain('could not be taken away yet; trying again for two minutes');
    expect(out).toContain('The permission was taken away again.');
    expect(code).not.toBe(1);
    expect(stands()).toBe(false);
  } finally {
    await end();
  }
});

test('a removal whose answer is lost on the way was done, and that is seen', async () => {
  const { run, stands, proxy, end } = await stage();
  try {
    proxy.breaks('reset-mid-body', ({ operation }) => operation === 'iam DeleteRolePolicy');
    const { out } = await run('fix', TEMPORARY);
    expect(out).toContain('The permission was taken away again.');
    expect(stands()).toBe(false);
  } finally {
    await end();
  }
});

test('a policy that somebody changed meanwhile is not overwritten, and said to stand', async () => {
  const { run, stands, sandbox, end } = await stage();
  try {
    const running = run('fix', TEMPORARY);
    while (!stands()) await new Promise((done) => setTimeout(done, 5));
    const theirs = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
    sandbox.setWorld((world) => {
      const role = world.roles[ROLE];
      return role === undefined
        ? world
        : {
            ...world,
            roles: {
              ...world.roles,
              [ROLE]: { ...role, inline: { ...role.inline, [POLICY]: [{ document: theirs, visibleAt: [0] }] } },
            },
          };
    });
    const { code, out } = await running;
    expect(code).toBe(1);
    expect(out).toMatch(/^The grant still stands/);
    expect(out).toContain('somebody changed the policy since');
    expect(stands()).toBe(true);
  } finally {
    await end();
  }
});

/** A disk on which, after so many lines, nothing can be written any more. */
const fullAfter = (lines: number, { appendDurably }: Pick<Host, 'appendDurably'>): Partial<Host> => {
  let written = 0;
  return {
    appendDurably: async (path, line) => {
      written += 1;
      if (written > lines) throw new UsageError(`${path} cannot be written: no space is left on the device.`);
      await appendDurably(path, line);
    },
  };
};

test('a disk that fills up: before the grant nothing is granted; afterwards the grant is taken away, or said to stand', async () => {
  const real = realHost({ color: false, input: false });
  real.dispose();
  for (const lines of [0, 1, 2, 3]) {
    const { run, stands, end } = await stage();
    try {
      const ended = await run('fix', TEMPORARY, [], fullAfter(lines, real)).catch((error: unknown) => error);
      if (lines === 0) {
        expect(ended).toBeInstanceOf(UsageError);
        expect(stands(), 'nothing granted').toBe(false);
        continue;
      }
      expect(ended, `after ${lines}`).toMatchObject({ code: expect.any(Number) });
      const { code, out } = ended as Awaited<ReturnType<typeof run>>;
      // What is said is so.
      expect(/^The grant still stands/.test(out), `after ${lines}: ${out}`).toBe(stands());
      if (stands()) {
        expect(code).toBe(1);
        expect(out).toContain('no space is left');
      }
    } finally {
      await end();
    }
  }
});

test('SIGHUP and SIGTERM take a temporary grant away before they end the run', async () => {
  for (const signal of ['SIGHUP', 'SIGTERM'] as const) {
    const sandbox = await sandboxOf('marketplace-subscription-denied', { speed: 1 });
    const home = emptyFolder();
    const stands = (): boolean => {
      const role = sandbox.world().roles[ROLE];
      return role !== undefined && currentInline(role)[POLICY] !== undefined;
    };
    try {
      const child = spawn(process.execPath, [BINARY, 'fix', '--option', '3', '--grant', 'temporary', '--yes'], {
        cwd: home,
        env: { ...OWN_ENV, ...sandbox.env, HOME: home },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let out = '';
      child.stdout.on('data', (part: Buffer) => {
        out += part.toString('utf8');
      });
      const ended = new Promise<number | null>((done) => child.once('exit', done));
      while (!stands() && child.exitCode === null) await new Promise((done) => setTimeout(done, 25));
      child.kill(signal);
      expect(await ended, signal).toBe(130);
      expect(out).toContain('The permission was taken away again.');
      expect(stands(), signal).toBe(false);
    } finally {
      await sandbox.close();
    }
  }
});

test('a change that AWS took and does not show is "sent, not yet seen": 5, so in the journal, and undo takes it back', async () => {
  const { run, stands, proxy, journal, end } = await stage();
  try {
    let put = false;
    proxy.breaks('http-500', ({ operation }) => {
      put ||= operation === 'iam PutRolePolicy';
      return put && operation === 'iam GetRolePolicy';
    });
    const { code, out } = await run('fix', { option: '3', yes: true, verify: false });
    expect(code).toBe(5);
    expect(out).toContain('Sent, not yet seen');
    expect(journal()).toContain('"did":"sent"');
    expect(stands()).toBe(true);
    proxy.heal();
    expect((await run('undo', { list: true })).out).toContain('sent, not yet seen');
    expect((await run('undo', { last: true, yes: true })).code).toBe(0);
    expect(stands()).toBe(false);
  } finally {
    await end();
  }
});

test('a role that a stack or Terraform keeps is changed with a warning that names the place, before the question', async () => {
  for (const [tags, place] of [
    [{ 'aws:cloudformation:stack-name': 'platform' }, 'the stack platform'],
    [{ 'aws:cloudformation:stack-name': 'StackSet-guard-1' }, 'the StackSet behind StackSet-guard-1'],
    [{ ManagedBy: 'terraform' }, 'the Terraform state'],
  ] as const) {
    const { run, sandbox, stands, end } = await stage();
    try {
      sandbox.setWorld((world) => {
        const role = world.roles[ROLE];
        return role === undefined ? world : { ...world, roles: { ...world.roles, [ROLE]: { ...role, tags } } };
      });
      const { code, err } = await run('fix', { option: '3', dryRun: true });
      expect([code, stands()]).toEqual([0, false]);
      expect(err).toContain(`${ROLE} is kept in ${place}`);
    } finally {
      await end();
    }
  }
});

test('a Deny against the subscription on the role: the grant is refused, the agreement by the operator is offered and fixes', async () => {
  const { run, sandbox, end } = await stage('subscribe-denied-explicitly');
  try {
    await expect(run('fix', { option: '3', yes: true })).rejects.toThrow(/^Refused:/);
    const { code, out, err } = await run('fix', { yes: true, wait: '60s' });
    expect(err).toContain('Agreement for anthropic.claude-3-haiku-20240307-v1:0');
    expect(Object.keys(sandbox.world().bedrock.agreements)).toHaveLength(1);
    expect(code, out).toBe(0);
  } finally {
    await end();
  }
});
