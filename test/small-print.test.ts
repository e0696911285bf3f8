import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Json } from '../src/core/json.ts';
import { currentInline } from '../src/sandbox/authorize.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { emptyFolder, type Ran, run, sandboxOf } from './run.ts';

/** The small print (contract, sections 4 and 7), a transcript of the binary for each sentence. */
const ROLE = 'kiroween-PoetryFunctionRole-1A2B3C4D5E6F';
const POLICY = 'BedrockMarketplaceAccess';

interface Stage {
  readonly sandbox: Sandbox;
  readonly home: string;
  readonly journal: string;
  readonly on: (...args: readonly string[]) => Promise<Ran>;
  readonly policy: () => Json;
}

async function staged(scenario: string, work: (stage: Stage) => Promise<void>): Promise<void> {
  const sandbox = await sandboxOf(scenario, { speed: 60 });
  const home = emptyFolder();
  try {
    await work({
      sandbox,
      home,
      journal: join(home, '.local/state/bedrock-doctor/journal.jsonl'),
      on: (...args) => run(args, { ...sandbox.env, HOME: home }, '', home),
      policy: () => {
        const role = sandbox.world().roles[ROLE];
        return (role && currentInline(role)[POLICY]) ?? null;
      },
    });
  } finally {
    await sandbox.close();
  }
}

interface Sentence {
  readonly says: string;
  readonly scenario: string;
  readonly args: readonly string[];
  readonly code: number;
  readonly text?: RegExp;
}

const STACK = ['--stack', 'kiroween'];
const SENTENCES: readonly Sentence[] = [
  {
    says: 'an option for a cause that only somebody else can fix: refused, 2, the owner named',
    scenario: 'denied-by-scp',
    args: ['fix', '--option', '3', '--yes'],
    code: 2,
    text: /Refused: .*(organi[sz]ation|service control policy)/i,
  },
  {
    says: 'an option that cannot fix the cause: refused, 2',
    scenario: 'invoke-not-allowed',
    args: ['fix', '--option', '1', '--yes'],
    code: 2,
    text: /^Refused: /m,
  },
  {
    says: 'a named grant that cannot fix the cause: 2, and the one that does is named',
    scenario: 'invoke-not-allowed',
    args: ['fix', '--option', '3', '--grant', 'guide', '--yes'],
    code: 2,
    text: /--grant guide does not fix invoke-not-allowed; --grant invoke does/,
  },
  {
    says: 'no permission is granted where a Deny would defeat it',
    scenario: 'subscribe-denied-explicitly',
    args: ['fix', '--option', '3', '--yes'],
    code: 2,
    text: /Refused: /,
  },
  {
    says: 'fix without an option where the stack does not exist: 1',
    scenario: 'stack-not-found',
    args: ['fix', '--yes', ...STACK],
    code: 1,
    text: /stack-not-found/,
  },
  {
    says: 'the same where the function does not exist',
    scenario: 'function-not-found',
    args: ['fix', '--yes', ...STACK],
    code: 1,
    text: /function-not-found/,
  },
  {
    says: 'the same where the role does not exist',
    scenario: 'role-not-found',
    args: ['fix', '--yes', ...STACK],
    code: 1,
    text: /role-not-found/,
  },
  {
    says: 'nothing that fix may do fixes: 1',
    scenario: 'account-restricted',
    args: ['fix', '--yes'],
    code: 1,
    text: /account-restricted/,
  },
  {
    says: 'nothing to fix: 0',
    scenario: 'healthy',
    args: ['fix', '--yes'],
    code: 0,
    text: /There is nothing to fix/,
  },
  {
    says: 'a dry run is 0, shows where and what, and changes nothing',
    scenario: 'marketplace-subscription-denied',
    args: ['fix', '--option', '3', '--dry-run'],
    code: 0,
    text: /^Account 123456789012.*Region ap-northeast-2, operator arn:aws:iam::123456789012:user\/operator/m,
  },
  {
    says: 'a prompt that cannot be asked: 2, with the flag and the place named',
    scenario: 'marketplace-subscription-denied',
    args: ['fix', '--option', '1'],
    code: 2,
    text: /Accept these terms for account 123456789012.*, ap-northeast-2, as arn:aws:iam::123456789012:user\/operator\?.*--accept-terms/,
  },
  {
    says: 'rejected credentials of the operator: 4',
    scenario: 'credentials-invalid',
    args: ['fix', '--yes'],
    code: 4,
  },
  {
    says: 'a missing user is role-not-found, 1',
    scenario: 'user-api-key',
    args: ['diagnose', '--user', 'nobody'],
    code: 1,
    text: /role-not-found/,
  },
  {
    says: '--me with an explicit --stack: 2',
    scenario: 'marketplace-subscription-denied',
    args: ['diagnose', '--me', ...STACK],
    code: 2,
  },
  {
    says: '--user with an explicit --stack: 2',
    scenario: 'marketplace-subscription-denied',
    args: ['diagnose', '--user', 'operator', ...STACK],
    code: 2,
  },
  {
    says: '--role that is not the role of --function: 2',
    scenario: 'marketplace-subscription-denied',
    args: ['fix', '--function', 'PoetryFunction', '--role', 'another-role', ...STACK, '--yes'],
    code: 2,
  },
  {
    says: 'undo --all with nothing to take back: 0',
    scenario: 'marketplace-subscription-denied',
    args: ['undo', '--all', '--yes'],
    code: 0,
    text: /Nothing to undo/,
  },
  {
    says: 'undo of a change that nobody made: 2',
    scenario: 'marketplace-subscription-denied',
    args: ['undo', '20261124-093015-k3f', '--yes'],
    code: 2,
    text: /There is no change 20261124-093015-k3f/,
  },
  {
    says: 'undo without saying what: 2',
    scenario: 'marketplace-subscription-denied',
    args: ['undo', '--yes'],
    code: 2,
    text: /--last or --all/,
  },
];

const WRITES = /^(Put|Create|Delete|Attach|Detach|Update)/;

describe.each(SENTENCES)('$says', ({ scenario, args, code, text }) => {
  test(`${scenario}: ${args.join(' ')}`, () =>
    staged(scenario, async ({ sandbox, on }) => {
      const ran = await on(...args);
      expect(ran.code, ran.out + ran.err).toBe(code);
      if (text) expect(ran.out + ran.err).toMatch(text);
      expect(ran.out + ran.err).not.toMatch(/^\s+at |fault of bedrock-doctor/m);
      expect(sandbox.requests().filter(({ operation }) => WRITES.test(operation))).toEqual([]);
    }));
});

describe('undo', () => {
  test('--last, twice, and the verdict is null', () =>
    staged('marketplace-subscription-denied', async ({ on, policy }) => {
      expect((await on('fix', '--option', '3', '--yes', '--no-verify')).code).toBe(0);
      expect(policy()).not.toBeNull();
      const { code, out } = await on('undo', '--last', '--yes', '--format', 'json');
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ command: 'undo', verdict: null, changes: [{ status: 'undone' }] });
      expect(policy()).toBeNull();
      const again = await on('undo', '--last', '--yes');
      expect([again.code, again.out]).toEqual([0, expect.stringContaining('Nothing to undo')]);
    }));

  test('a stale undo is 2 and overwrites nothing', () =>
    staged('marketplace-subscription-denied', async ({ on, policy, sandbox }) => {
      expect((await on('fix', '--option', '3', '--yes', '--no-verify')).code).toBe(0);
      const theirs = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
      sandbox.setWorld((world) => {
        const role = world.roles[ROLE];
        if (!role) return world;
        const inline = { ...role.inline, [POLICY]: [{ document: theirs, visibleAt: [0] }] };
        return { ...world, roles: { ...world.roles, [ROLE]: { ...role, inline } } };
      });
      const { code, out, err } = await on('undo', '--last', '--yes');
      expect(code).toBe(2);
      expect(out + err).toContain('somebody changed it since');
      expect(policy()).toBe(theirs);
    }));

  test('a damaged entry is named and kept aside, the rest is undone, and it is 1', () =>
    staged('marketplace-subscription-denied', async ({ on, policy, journal }) => {
      expect((await on('fix', '--option', '3', '--yes', '--no-verify')).code).toBe(0);
      appendFileSync(journal, '{"schema":1,"change":"half of a li\n');
      const { code, out } = await on('undo', '--all', '--yes');
      expect(code).toBe(1);
      // Lines are broken where the terminal ends.
      expect(out.replace(/\s+/g, ' ')).toMatch(/Line \d+ of .* damaged.*kept aside in/);
      expect(policy()).toBeNull();
      expect(readFileSync(journal, 'utf8')).not.toContain('half of a li');
      expect((await on('undo', '--all', '--yes')).code).toBe(0);
    }));
});

describe('plans', () => {
  test('--plan-out saves and changes nothing; --plan shows, asks and carries out; afterwards it is done already', () =>
    staged('marketplace-subscription-denied', async ({ on, policy, home }) => {
      expect((await on('fix', '--option', '3', '--plan-out', 'plan.json')).code).toBe(0);
      expect(policy()).toBeNull();
      expect(JSON.parse(readFileSync(join(home, 'plan.json'), 'utf8'))).toMatchObject({
        account: '123456789012',
        region: 'ap-northeast-2',
      });
      const unasked = await on('fix', '--plan', 'plan.json');
      expect([unasked.code, policy()]).toEqual([2, null]);
      expect(unasked.err).toContain('--yes');
      expect((await on('fix', '--plan', 'plan.json', '--dry-run')).code).toBe(0);
      expect(policy()).toBeNull();
      expect((await on('fix', '--plan', 'plan.json', '--yes', '--no-verify')).code).toBe(0);
      expect(policy()).not.toBeNull();
      expect((await on('fix', '--plan', 'plan.json', '--yes', '--no-verify')).code).toBe(0);
      expect((await on('undo', '--all', '--yes')).code).toBe(0);
      expect(policy()).toBeNull();
    }));

  test('option 1 from a plan waits for the agreement, and undo deletes it', () =>
    staged('marketplace-subscription-denied', async ({ on, sandbox }) => {
      expect((await on('fix', '--option', '1', '--plan-out', 'plan.json')).code).toBe(0);
      const { code, out } = await on('fix', '--plan', 'plan.json', '--accept-terms', '--no-verify');
      expect(code).toBe(0);
      expect(out).toContain('is AVAILABLE');
      expect(Object.keys(sandbox.world().bedrock.agreements)).toHaveLength(1);
      expect((await on('undo', '--last', '--yes')).code).toBe(0);
      expect(Object.keys(sandbox.world().bedrock.agreements)).toHaveLength(0);
    }));
});

test('two runs at once: the second waits for the first up to 10 s, then 2, and changes nothing', () =>
  staged('marketplace-subscription-denied', async ({ on, policy, home }) => {
    const folder = join(home, '.local/state/bedrock-doctor');
    mkdirSync(folder, { recursive: true });
    // A lock that a living process holds: this one.
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, host: hostname(), began: null }));
    const began = performance.now();
    const { code, err } = await on('fix', '--option', '3', '--yes', '--no-verify');
    expect([code, policy()]).toEqual([2, null]);
    expect(err).toContain('Another bedrock-doctor is changing something');
    expect(performance.now() - began).toBeGreaterThan(9_000);
  }));

test('option 1 with nothing but a model: no stack, no function, no role; undo deletes the agreement', () =>
  staged('marketplace-subscription-denied', async ({ on, sandbox }) => {
    sandbox.setWorld((world) => ({ ...world, stacks: {}, functions: {}, roles: {} }));
    const model = ['--model', 'anthropic.claude-3-haiku-20240307-v1:0'];
    const { code, out, err } = await on('fix', '--option', '1', ...model, '--accept-terms');
    expect(code, out + err).toBe(0);
    expect(Object.keys(sandbox.world().bedrock.agreements)).toHaveLength(1);
    const again = await on('fix', '--option', '1', ...model, '--accept-terms');
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('nothing to fix')]);
    expect((await on('undo', '--last', '--yes')).code).toBe(0);
    expect(Object.keys(sandbox.world().bedrock.agreements)).toHaveLength(0);
  }));

test('nobody consents by a file: a config that says yes, acceptTerms and deploy is refused with its line', () =>
  staged('marketplace-subscription-denied', async ({ on, home, policy, sandbox }) => {
    writeFileSync(
      join(home, '.bedrock-doctor.json'),
      '{\n  "stack": "kiroween",\n  "yes": true,\n  "acceptTerms": true\n}\n',
    );
    for (const option of ['1', '3']) {
      const { code, err } = await on('fix', '--option', option);
      expect([code, policy()], err).toEqual([2, null]);
      expect(err).toMatch(/\.bedrock-doctor\.json:3|line 3/);
    }
    expect(Object.keys(sandbox.world().bedrock.agreements)).toHaveLength(0);
  }));
