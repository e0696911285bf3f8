import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Json } from '../src/core/json.ts';
import { currentInline } from '../src/sandbox/authorize.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { emptyFolder, type Ran, run, sandboxOf } from './run.ts';

const WRITES = /^(Put|Create|Delete|Attach|Detach|Update)/;
const writesOf = (sandbox: Sandbox): readonly string[] =>
  sandbox
    .requests()
    .map(({ operation }) => operation)
    .filter((operation) => WRITES.test(operation));

/** Two sandboxes with one journal: the same account behind two addresses. */
async function betweenTwo(
  work: (stage: {
    readonly a: Sandbox;
    readonly b: Sandbox;
    readonly journal: string;
    readonly on: (where: Sandbox, ...args: string[]) => Promise<Ran>;
  }) => Promise<void>,
): Promise<void> {
  const [a, b] = [
    await sandboxOf('marketplace-subscription-denied', { speed: 60 }),
    await sandboxOf('marketplace-subscription-denied', { speed: 60 }),
  ];
  const home = emptyFolder();
  try {
    await work({
      a,
      b,
      journal: join(home, '.local/state/bedrock-doctor/journal.jsonl'),
      on: (where, ...args) => run(args, { ...where.env, HOME: home }, '', home),
    });
  } finally {
    await a.close();
    await b.close();
  }
}

type Line = { readonly [key: string]: Json };
const rewrite = (path: string, change: (line: Line) => Line): void =>
  writeFileSync(
    path,
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => `${JSON.stringify(change(JSON.parse(line) as Line))}\n`)
      .join(''),
  );

test('a change is taken back only in the account, Region and endpoint it was made in; elsewhere its entry stays open', async () => {
  await betweenTwo(async ({ a, b, journal, on }) => {
    expect((await on(a, 'fix', '--option', '3', '--yes', '--no-verify')).code).toBe(0);
    const [entry] = readFileSync(journal, 'utf8').split('\n');
    expect(JSON.parse(entry ?? '')).toMatchObject({
      account: '123456789012',
      region: 'ap-northeast-2',
      partition: 'aws',
      endpoint: a.env['AWS_ENDPOINT_URL'],
      operator: expect.stringContaining('123456789012'),
    });
    for (const [where, flags, code] of [
      [b, ['--last'], 2],
      [b, ['--all'], 1],
      [a, ['--last', '--region', 'us-east-1'], 2],
    ] as const) {
      const ran = await on(where, 'undo', ...flags, '--yes');
      expect(ran.code, ran.out + ran.err).toBe(code);
      expect(ran.out).toMatch(/It\s+was\s+left\s+alone/);
    }
    expect(writesOf(b)).toEqual([]);
    const text = readFileSync(journal, 'utf8');
    // As an older version wrote it: --yes does not know where that was.
    rewrite(journal, ({ endpoint: _endpoint, ...line }) => line);
    const old = await on(a, 'undo', '--last', '--yes');
    expect(old.code).toBe(2);
    expect(old.err).toContain('does not say');
    writeFileSync(journal, text);
    rewrite(journal, (line) => ({ ...line, account: '999999999999' }));
    expect((await on(a, 'undo', '--last', '--yes')).code).toBe(2);
    writeFileSync(journal, text);
    expect((await on(a, 'undo', '--last', '--yes')).code).toBe(0);
    expect(writesOf(a)).toEqual(['PutRolePolicy', 'DeleteRolePolicy']);
  });
});

test('what somebody else wrote into the journal is damaged, named, kept aside, and never carried out', async () => {
  await betweenTwo(async ({ a, journal, on }) => {
    expect((await on(a, 'fix', '--option', '3', '--yes', '--no-verify')).code).toBe(0);
    const evil = join(emptyFolder(), 'authorized_keys');
    writeFileSync(evil, 'mine');
    rewrite(journal, (line) => {
      const did = line['did'] as Line;
      const assignment = {
        setting: 'local.file',
        key: { path: evil },
        subject: did['subject'] ?? '',
        from: 'x',
        to: 'mine',
      };
      return did['did'] === 'intend' ? { ...line, did: { ...did, assignment } } : line;
    });
    const ran = await on(a, 'undo', '--all', '--yes');
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('damaged');
    expect(readFileSync(evil, 'utf8')).toBe('mine');
  });
});

const ROLE_KEY = (plan: Line): Line => ((plan['assignments'] as Line[])[0] ?? {}) as Line;
const withAssignment = (plan: Line, change: Line): Line => ({
  ...plan,
  assignments: [{ ...ROLE_KEY(plan), ...change }],
});
const EVERYTHING = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

test('a plan holds what its fix would propose in this run, or it is refused in one sentence and nothing is written', async () => {
  await betweenTwo(async ({ a, b, on, journal }) => {
    const home = join(journal, '../../../..');
    expect((await on(a, 'fix', '--option', '3', '--plan-out', 'plan.json')).code).toBe(0);
    const plan = JSON.parse(readFileSync(join(home, 'plan.json'), 'utf8')) as Line;
    const tampered: readonly Json[] = [
      { ...plan, account: '999999999999' },
      { ...plan, account: null },
      { ...plan, endpoint: 'http://127.0.0.1:1' },
      { ...plan, region: 'us-east-1' },
      { ...plan, remedy: 'no-such-fix' },
      { ...plan, remedy: 'edit-template' },
      { ...plan, extra: 1 },
      { ...plan, assignments: [] },
      withAssignment(plan, { to: EVERYTHING }),
      withAssignment(plan, { to: null }),
      withAssignment(plan, { to: { accepted: true } }),
      withAssignment(plan, { setting: 'toString' }),
      withAssignment(plan, { key: { role: 'Admin', policy: 'BedrockMarketplaceAccess' } }),
      withAssignment(plan, {
        key: { role: 'Admin', policy: 'BedrockMarketplaceAccess' },
        subject: 'Admin/BedrockMarketplaceAccess',
      }),
      withAssignment(plan, { setting: 'local.file', key: { path: join(home, 'authorized_keys') }, to: 'ssh-rsa' }),
      withAssignment(plan, { key: null }),
      // Objects where texts belong, one of which calls something its `toString`.
      ...['setting', 'key', 'subject', 'to'].flatMap((name) =>
        [{ toString: 1 }, [], 7].map((value) => withAssignment(plan, { [name]: value })),
      ),
      ...Object.keys(plan).map((name) => ({ ...plan, [name]: { toString: 1 } })),
      // Whoever made the plan is told by its account; all else says what it is and where it holds.
      ...Object.keys(plan)
        .filter((name) => name !== 'operator')
        .map((name) => Object.fromEntries(Object.entries(plan).filter(([key]) => key !== name)) as Line),
      [],
      'plan',
    ];
    for (const value of tampered) {
      writeFileSync(join(home, 'tampered.json'), JSON.stringify(value));
      const ran = await on(a, 'fix', '--plan', 'tampered.json', '--yes', '--no-verify');
      expect(ran.code, `${JSON.stringify(value)}\n${ran.err}`).toBe(2);
      expect(ran.err).not.toContain('fault of bedrock-doctor');
      expect(ran.err.trim().split('\n').at(-1)).toMatch(/^The plan .*\.$/);
    }
    expect((await on(b, 'fix', '--plan', 'plan.json', '--yes', '--no-verify')).code).toBe(2);
    expect([...writesOf(a), ...writesOf(b)]).toEqual([]);
    const ran = await on(a, 'fix', '--plan', 'plan.json', '--yes', '--no-verify');
    expect(ran.code, ran.err).toBe(0);
    // Above every change stands where it is made, and by whom.
    expect(ran.err).toMatch(/Account 123456789012.*Region ap-northeast-2.*operator arn:aws:/s);
  });
});

test('a temporary grant that somebody changed meanwhile still stands, and that is said first', async () => {
  let changed = false;
  const sandbox = await sandboxOf('marketplace-subscription-denied', {
    speed: 60,
    // The function is asked once the grant is there: from then on nothing reads the policy before it is taken away.
    onHandled: ({ service }) => {
      if (changed || service !== 'execute-api' || !writesOf(sandbox).includes('PutRolePolicy')) return;
      changed = true;
      sandbox.setWorld((world) => ({
        ...world,
        roles: Object.fromEntries(
          Object.entries(world.roles).map(([name, role]) => [
            name,
            currentInline(role)['BedrockMarketplaceAccess'] === undefined
              ? role
              : {
                  ...role,
                  inline: { ...role.inline, BedrockMarketplaceAccess: [{ document: EVERYTHING, visibleAt: [0] }] },
                },
          ]),
        ),
      }));
    },
  });
  const home = emptyFolder();
  try {
    const { code, out } = await run(
      ['fix', '--option', '3', '--grant', 'temporary', '--yes'],
      { ...sandbox.env, HOME: home },
      '',
      home,
    );
    expect(code, out).toBe(1);
    const [first = ''] = out.split('\n');
    expect(first).toMatch(
      /The grant still stands: \S+\/BedrockMarketplaceAccess in account 123456789012, since .* bedrock-doctor undo \S+ --region/,
    );
  } finally {
    await sandbox.close();
  }
});
