import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FleetCell, readCell } from '../src/fleet/cell.ts';
import { BINARY, emptyFolder, OWN_ENV, type Ran, run } from './run.ts';

// The real binary over a sandbox that plays an organization, one account of which is suspended and one refuses the role.

const ACCOUNTS = 12;
const LOOK = [
  ...['fleet', '--accounts', 'org', '--regions', 'us-east-1,ap-northeast-2', '--role', 'bedrock-application'],
  ...['--models', 'anthropic.claude-3-haiku-20240307-v1:0,amazon.nova-lite-v1:0', '--assume-role', 'BedrockDoctorRead'],
];
const folder = emptyFolder();
let sandbox: ChildProcess;
let env: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  sandbox = spawn(process.execPath, [BINARY, 'sandbox', '--accounts', String(ACCOUNTS), '--format', 'json'], {
    env: { ...OWN_ENV, HOME: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const line = await new Promise<string>((done) =>
    sandbox.stdout?.once('data', (part: Buffer) => done(part.toString('utf8'))),
  );
  env = (JSON.parse(line) as { readonly env: Record<string, string> }).env;
});
afterAll(() => {
  sandbox.kill();
});

const look = (more: readonly string[]): Promise<Ran> => run([...LOOK, ...more], env, '', folder);

/** The cells of a file as they are whenever they are looked at, in an order of their own. */
const cellsOf = (file: string): readonly Omit<FleetCell, 'at'>[] =>
  readFileSync(join(folder, file), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const cell = readCell(line, -1);
      if (cell === null) throw new Error(`no cell: ${line}`);
      const { at: _at, ...rest } = cell;
      return rest;
    })
    .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));

test('one run, one broken off and resumed, and shards put together give the same cells', async () => {
  const straight = await look(['--output', 'straight.jsonl']);
  expect(straight.code, straight.err).toBe(1);
  const cells = cellsOf('straight.jsonl');
  // One account is suspended: it is told and has no cells; one lets nobody in: its cells are undetermined.
  expect(straight.err).toMatch(/Left out, not active: \d{12} \(SUSPENDED\)/);
  expect(cells).toHaveLength((ACCOUNTS - 1) * 4);
  const barred = cells.filter(({ unknown }) => unknown.includes('sts:AssumeRole'));
  expect(new Set(barred.map(({ account }) => account)).size).toBe(1);
  for (const { verdict, reason } of barred)
    expect({ verdict, says: /cannot be assumed/.test(reason ?? '') }).toEqual({ verdict: 'undetermined', says: true });
  expect(straight.err).toMatch(/apiCalls: \d+/);

  const text = readFileSync(join(folder, 'straight.jsonl'), 'utf8');
  writeFileSync(join(folder, 'torn.jsonl'), text.slice(0, Math.floor(text.length * 0.4)));
  const resumed = await look(['--resume', 'torn.jsonl', '--output', 'torn.jsonl']);
  expect(resumed.code, resumed.err).toBe(1);
  expect(cellsOf('torn.jsonl')).toEqual(cells);

  for (const index of [1, 2]) await look(['--shard', `${index}/2`, '--output', `${index}.jsonl`]);
  const merged = await run(['fleet', 'merge', '2.jsonl', '1.jsonl', '--output', 'merged.jsonl'], {}, '', folder);
  expect(merged.code, merged.err).toBe(1);
  expect(cellsOf('merged.jsonl')).toEqual(cells);
  const orders = readFileSync(join(folder, 'merged.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => readCell(line, -1)?.order ?? -1);
  expect(orders).toEqual(orders.toSorted((a, b) => a - b));

  const other = await run([...LOOK, '--every-region', '--resume', 'straight.jsonl'], env, '', folder);
  expect(other.code).toBe(2);
  expect(other.err).toMatch(/straight\.jsonl is of another run: --every-region/);
});

test('an account that nobody can enter is refused before anything is asked of it where no role is named', async () => {
  const { code, err, out } = await run(LOOK.slice(0, -2), env, '', folder);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/pass --assume-role NAME/);
});

test('Ctrl-C leaves whole lines', async () => {
  const child = spawn(process.execPath, [BINARY, ...LOOK, '--concurrency', '1', '--output', 'cut.jsonl'], {
    cwd: folder,
    env: { ...OWN_ENV, HOME: folder, ...env },
    stdio: 'ignore',
  });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  // As soon as there is something to leave whole; the run has dozens of lines to go.
  const cut = join(folder, 'cut.jsonl');
  while (!existsSync(cut) || readFileSync(cut, 'utf8').split('\n').length < 3)
    await new Promise((go) => setTimeout(go, 20));
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  const text = readFileSync(join(folder, 'cut.jsonl'), 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  cellsOf('cut.jsonl');
});

test('without a principal form and agreement alone are looked at', async () => {
  const { code, out, err } = await run(
    [
      ...LOOK.filter((word) => word !== '--role' && word !== 'bedrock-application'),
      '--agreement-only',
      '--shard',
      '1/3',
    ],
    env,
    '',
    folder,
  );
  expect([0, 1, 3], err).toContain(code);
  for (const line of out.trimEnd().split('\n').slice(1)) expect(readCell(line, -1)).toMatchObject({ principal: null });
});

test('a run that was killed and gone on with has the cells of a straight one', async () => {
  const child = spawn(process.execPath, [BINARY, ...LOOK, '--concurrency', '2', '--output', 'killed.jsonl'], {
    cwd: folder,
    env: { ...OWN_ENV, HOME: folder, ...env },
    stdio: 'ignore',
  });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const killed = join(folder, 'killed.jsonl');
  while (!existsSync(killed) || readFileSync(killed, 'utf8').split('\n').length < 6)
    await new Promise((go) => setTimeout(go, 20));
  child.kill('SIGKILL');
  expect(await ended).toBeNull();
  const before = readFileSync(killed, 'utf8');
  expect(before.split('\n').length).toBeLessThan((ACCOUNTS - 1) * 4);
  const resumed = await look(['--resume', 'killed.jsonl']);
  expect(resumed.code, resumed.err).toBe(1);
  // What was there stays as it was, but for a line that the end cut off.
  expect(readFileSync(killed, 'utf8').startsWith(before.slice(0, before.lastIndexOf('\n') + 1))).toBe(true);
  const straight = await look(['--output', 'beside.jsonl']);
  expect(straight.code, straight.err).toBe(1);
  expect(cellsOf('killed.jsonl')).toEqual(cellsOf('beside.jsonl'));
});

/** An account of the organization that is suspended, one that refuses the role, and the operator's own. */
const SUSPENDED = '200000000003';
const HOME = '123456789012';

describe('the gravest cell decides', () => {
  const HAIKU = 'anthropic.claude-3-haiku-20240307-v1:0';
  const NOVA = 'amazon.nova-lite-v1:0';
  const one = (more: readonly string[], list: string): Promise<Ran> =>
    run(
      ['fleet', '--accounts', '-', '--regions', 'us-east-1', '--assume-role', 'BedrockDoctorRead', '-q', ...more],
      env,
      list,
      folder,
    );
  const verdicts = ({ out }: Ran): readonly string[] =>
    out
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => readCell(line, -1)?.verdict ?? '');
  test.each([
    ['a healthy one', 'bedrock-application', NOVA, HOME, 0, ['healthy']],
    ['a broken one', 'no-such-role', NOVA, HOME, 1, ['broken']],
    ['an account that is suspended', 'bedrock-application', NOVA, SUSPENDED, 3, ['undetermined']],
    [
      'a healthy and an unknown one',
      'bedrock-application',
      NOVA,
      `${HOME}\n${SUSPENDED}`,
      3,
      ['healthy', 'undetermined'],
    ],
    ['a broken and an unknown one', 'no-such-role', HAIKU, `${HOME}\n${SUSPENDED}`, 1, ['broken', 'undetermined']],
  ] as const)(
    '%s',
    async (_, role, model, list, code, wanted) => {
      const ran = await one(['--role', role, '--models', model], `${list}\n`);
      expect({ code: ran.code, verdicts: verdicts(ran).toSorted() }).toEqual({ code, verdicts: wanted });
    },
    60_000,
  );
  test('a user is looked for in every account', async () => {
    const ran = await one(['--user', 'somebody', '--models', NOVA], `${HOME}\n`);
    expect(ran.code, ran.err).toBe(1);
    expect(readCell(ran.out.trimEnd().split('\n')[1] ?? '', -1)).toMatchObject({
      principal: `arn:aws:iam::${HOME}:user/somebody`,
      rootCause: { cause: 'role-not-found' },
    });
  });
  test('a time that is too short leaves whole lines, says how to go on, and is no success', async () => {
    const ran = await look(['--timeout', '3s', '--concurrency', '1', '--output', 'short.jsonl']);
    expect([1, 3], ran.err).toContain(ran.code);
    expect(ran.err).toMatch(/The time is over|apiCalls/);
    if (existsSync(join(folder, 'short.jsonl'))) cellsOf('short.jsonl');
  });
  test('the file that was there is untouched where the run is refused', async () => {
    writeFileSync(join(folder, 'precious.jsonl'), 'mine\n');
    const ran = await look(['--ou', 'ou-ab12-notthere1', '--output', 'precious.jsonl']);
    expect(ran.code, ran.err).toBe(2);
    expect(readFileSync(join(folder, 'precious.jsonl'), 'utf8')).toBe('mine\n');
  });
});
