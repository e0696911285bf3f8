import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { currentInline } from '../src/sandbox/authorize.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { BINARY, emptyFolder, OWN_ENV, type Ran, run, sandboxOf } from './run.ts';
import { someRows } from './seed.ts';

/** The guide's walk with the real binary: each test begins with the guide's broken account and an empty journal. */
let sandbox: Sandbox;
let home: string;
beforeEach(async () => {
  sandbox = await sandboxOf('marketplace-subscription-denied', { speed: 60 });
  home = emptyFolder();
});
afterEach(() => sandbox.close());

const doctor = (...args: string[]): Promise<Ran> => run(args, { ...sandbox.env, HOME: home }, '', home);
const policies = (): string => JSON.stringify(Object.values(sandbox.world().roles).map((role) => currentInline(role)));
const journal = (): string => join(home, '.local/state/bedrock-doctor/journal.jsonl');
const codeOf = async (...args: string[]): Promise<number | null> => (await doctor(...args)).code;
const POLICY = 'BedrockMarketplaceAccess';
/** Somebody else edits the policy meanwhile. */
const meddle = (document: object): void =>
  sandbox.setWorld((world) => ({
    ...world,
    roles: Object.fromEntries(
      Object.entries(world.roles).map(([name, role]) => [
        name,
        { ...role, inline: { ...role.inline, [POLICY]: [{ document: document as never, visibleAt: [0] }] } },
      ]),
    ),
  }));

test('diagnose 1, fix 0, diagnose 0, undo 0, and the role is byte for byte what it was', async () => {
  const before = policies();
  expect(await codeOf('diagnose')).toBe(1);
  const fixed = await doctor('fix', '--option', '3', '--yes', '--format', 'json');
  expect(fixed.code, fixed.err).toBe(0);
  const report = JSON.parse(fixed.out) as { changes: { to: object; status: string }[]; verification: { poem: string } };
  expect(report.changes[0]?.status).toBe('done');
  expect(report.changes[0]?.to).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe'], Resource: '*' },
    ],
  });
  expect(report.verification.poem).toMatch(/[가-힣]/);
  expect(await codeOf('diagnose')).toBe(0);
  expect(await codeOf('undo', '--last', '--yes')).toBe(0);
  expect(policies()).toBe(before);
  expect(await codeOf('undo', '--all', '--yes')).toBe(0);
});

test('verify --tail sees the four lines of its own request', async () => {
  expect(await codeOf('fix', '--option', '3', '--yes', '--no-verify')).toBe(0);
  const { code, out } = await doctor('verify', '--tail', '--format', 'json');
  expect(code).toBe(0);
  const { verification } = JSON.parse(out) as {
    verification: { log: { seen: string[]; missing: string[]; forbidden: string[] } };
  };
  expect(verification.log.missing).toEqual([]);
  expect(verification.log.forbidden).toEqual([]);
  expect(verification.log.seen).toHaveLength(4);
  expect(verification.log.seen[2]).toContain('anthropic.claude-3-haiku-20240307-v1:0');
});

test('verify without a fix ends in 1 when the wait is over', async () => {
  expect(await codeOf('verify', '--wait', '1s')).toBe(1);
});

test('a dry run and a saved plan change nothing; a plan made from another state is refused', async () => {
  const before = policies();
  const plan = join(home, 'plan.json');
  expect(await codeOf('fix', '--option', '3', '--dry-run')).toBe(0);
  expect(await codeOf('fix', '--option', '3', '--plan-out', plan)).toBe(0);
  expect(policies()).toBe(before);
  meddle({ Version: '2012-10-17', Statement: [] });
  const meddled = policies();
  const other = await doctor('fix', '--option', '1', '--plan', plan, '--yes');
  expect(other.code).toBe(2);
  expect(other.err).toContain('is for option 3 (put-role-policy), and --option asks for another; leave it out');
  // The option the plan is for may be named again.
  const { code, out } = await doctor('fix', '--option', '3', '--plan', plan, '--yes', '--format', 'json');
  expect(code).toBe(2);
  expect((JSON.parse(out) as { changes: { status: string }[] }).changes[0]?.status).toBe('stale');
  expect(policies()).toBe(meddled);
});

test('a policy of the same name keeps its statements, and undo restores it', async () => {
  meddle({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Mine', Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
  });
  const before = policies();
  expect(await codeOf('fix', '--option', '3', '--yes', '--no-verify')).toBe(0);
  expect(policies()).toContain('Mine');
  expect(policies()).toContain('aws-marketplace:Subscribe');
  expect(await codeOf('undo', '--last', '--yes')).toBe(0);
  expect(JSON.parse(JSON.parse(policies())[0][POLICY])).toEqual(JSON.parse(before)[0][POLICY]);
});

test("undo never overwrites somebody else's later change", async () => {
  expect(await codeOf('fix', '--option', '3', '--yes', '--no-verify')).toBe(0);
  meddle({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] });
  const meddled = policies();
  expect(await codeOf('undo', '--last', '--yes')).toBe(2);
  expect(policies()).toBe(meddled);
});

test('a temporary grant is gone after the subscription, and the function works', async () => {
  const before = policies();
  const { code, err } = await doctor('fix', '--option', '3', '--grant', 'temporary', '--yes');
  expect(code, err).toBe(0);
  expect(policies()).toBe(before);
  expect(await codeOf('diagnose')).toBe(0);
});

test('a grant for the model names its product, and an unknown product is refused', async () => {
  const { out } = await doctor('fix', '--option', '3', '--grant', 'model', '--dry-run', '--format', 'json');
  expect(out).toContain('prod-ozonys2hmmpeu');
  const refused = await doctor(
    'fix',
    '--option',
    '3',
    '--grant',
    'model',
    '--yes',
    '--model',
    'anthropic.claude-9-opus-v1:0',
  );
  expect(refused.code).toBe(2);
});

test('killed at any moment, nothing is lost: undo --all restores', async () => {
  const before = policies();
  const moments = Array.from({ length: 12 }, (_none, moment) => moment);
  for (const moment of someRows(moments)) {
    const child = spawn(process.execPath, [BINARY, 'fix', '--option', '3', '--yes', '--no-verify'], {
      cwd: home,
      env: { ...OWN_ENV, ...sandbox.env, HOME: home },
      stdio: 'ignore',
    });
    const ended = new Promise((done) => child.once('exit', done));
    await new Promise((done) => setTimeout(done, 150 + moment * 40));
    child.kill('SIGKILL');
    await ended;
    const { code, err } = await doctor('undo', '--all', '--yes');
    expect(code, err).toBe(0);
    expect(policies()).toBe(before);
  }
});

test('a damaged line of the journal is named and kept aside; the rest is undone', async () => {
  const before = policies();
  expect(await codeOf('fix', '--option', '3', '--yes', '--no-verify')).toBe(0);
  writeFileSync(journal(), `${readFileSync(journal(), 'utf8')}{"schema":1,"cha\n`);
  const { code, out } = await doctor('undo', '--all', '--yes');
  expect(code).toBe(1);
  expect(out).toContain('damaged');
  expect(policies()).toBe(before);
  expect(readFileSync(`${journal()}.damaged`, 'utf8')).toContain('"cha');
});

test('bad input is one sentence and exit 2, and changes nothing', async () => {
  const before = policies();
  const wrong: readonly (readonly string[])[] = [
    ['diagnose', '--format', 'yaml'],
    ['diagnose', '--region', 'seoul'],
    ['diagnose', '--since', 'yesterday'],
    ['diagnose', '--only', 'nothing/here'],
    ['diagnose', '--config', 'not-there.json'],
    ['diagnose', '--nonsense'],
    ['fix', '--option', '4'],
    ['fix', '--option', '3'],
    ['fix', '--grant', 'everything'],
    ['undo', 'no-such-change'],
    ['undo'],
    ['sandbox', '--scenario', 'nothing'],
    ['explain'],
    ['nonsense'],
  ];
  for (const args of wrong) {
    const { code, out, err } = await doctor(...args);
    expect(code, args.join(' ')).toBe(2);
    expect(out, args.join(' ')).toBe('');
    expect(err, args.join(' ')).not.toMatch(/\n\s+at /);
    expect(err.trim(), args.join(' ')).not.toBe('');
  }
  writeFileSync(join(home, '.bedrock-doctor.json'), '{\n  "stack": "kiroween",\n  "stak": 1\n}');
  const typo = await doctor('diagnose');
  expect(typo.code).toBe(2);
  expect(typo.err).toContain('line 3');
  expect(policies()).toBe(before);
});
