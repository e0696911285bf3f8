import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAccountLine } from '../src/fleet/account-line.ts';
import { readAccounts } from '../src/fleet/accounts.ts';
import { exitOf, type FleetCell, readCell } from '../src/fleet/cell.ts';
import { type CellChange, diffRuns } from '../src/fleet/diff.ts';
import { linesOf } from '../src/fleet/lines.ts';
import { type Merged, merge, type Part } from '../src/fleet/merge.ts';
import { openRunFile } from '../src/fleet/run-file.ts';
import { runFleet } from '../src/fleet/run-fleet.ts';
import type { RunParameters } from '../src/fleet/run-line.ts';
import { inShard, parseShard, shardOf } from '../src/fleet/shard.ts';
import { summarize } from '../src/fleet/summary.ts';
import { accountId, linesOfRun, madeUpCells, RUN, streamOf } from './fleet/cells.ts';
import { emptyFolder, run } from './run.ts';
import { runs } from './seed.ts';

describe('an account list', () => {
  const ACCOUNT = '123456789012';
  test.each([
    ['123456789012', { account: ACCOUNT }],
    ['123456789012,ReadRole', { account: ACCOUNT, assumeRole: 'ReadRole' }],
    ['123456789012,ReadRole,us-east-1', { assumeRole: 'ReadRole', regions: ['us-east-1'] }],
    [
      '123456789012,,us-east-1 eu-west-1,a.b',
      { assumeRole: null, regions: ['us-east-1', 'eu-west-1'], models: ['a.b'] },
    ],
    ['123456789012,,"us-east-1,eu-west-1"', { regions: ['us-east-1', 'eu-west-1'] }],
    ['123456789012 # prod', { account: ACCOUNT }],
    ['"123456789012","team/Read"', { assumeRole: 'team/Read' }],
    ['123456789012,arn:aws:iam::123456789012:role/x/Read', { assumeRole: 'arn:aws:iam::123456789012:role/x/Read' }],
    ['{"account":"123456789012","regions":["us-east-1"],"ou":"Prod"}', { regions: ['us-east-1'], ou: 'Prod' }],
    ['{"account":123456789012}', { account: ACCOUNT }],
  ])('%s', (line, wanted) => {
    expect(readAccountLine(line)).toMatchObject({ kind: 'account', account: wanted });
  });
  test.each(['', '   ', '# a comment', '\ufeff# a comment'])('%j is nothing', (line) => {
    expect(readAccountLine(line)).toEqual({ kind: 'nothing' });
  });
  test.each([
    ['12345678901', /twelve digits/],
    ['1234-5678-9012', /without hyphens/],
    ['account', /no account id/],
    ['123456789012,Role,Mars', /Region/],
    ['123456789012,Role,us-east-1,a,b', /fields/],
    ['123456789012,"Role', /never closed/],
    ['123456789012,arn:aws:iam::999999999999:role/Read', /999999999999/],
    ['123456789012,ro le', /role to assume/],
    ['{"account":', /JSON/],
    ['{"accont":"123456789012"}', /accont/],
    ['{"account":"123456789012","models":7}', /models/],
  ])('%s is bad', (line, words) => {
    const read = readAccountLine(line);
    expect(read).toMatchObject({ kind: 'bad' });
    expect(read.kind === 'bad' ? read.what : '').toMatch(words);
  });
  test('no text makes the reader throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.stringMatching(/^\d{10,13}[,"#{ ]*.*$/)), (line) => {
        expect(['account', 'nothing', 'bad']).toContain(readAccountLine(line).kind);
      }),
    );
  });
  const readText = (text: string) => readAccounts(streamOf([text]), 'list.csv');
  test('names the line of what is wrong', async () => {
    await expect(readText('# mine\n123456789012\nnope\n')).rejects.toThrow(/Line 3 of list\.csv/);
    await expect(readText('123456789012\n\n123456789012\n')).rejects.toThrow(/Line 3 .* line 1 already/);
    await expect(readText('# none\n')).rejects.toThrow(/names no account/);
    expect(await readText('account,role\r\n123456789012,A\r\n')).toHaveLength(1);
  });
  test('lines are the same however the text is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.nat(), async (text, at) => {
        const all = async (pieces: readonly string[]): Promise<unknown[]> => {
          const found = [];
          for await (const line of linesOf(streamOf(pieces))) found.push(line);
          return found;
        };
        const cut = text.length === 0 ? 0 : at % text.length;
        expect(await all([text.slice(0, cut), text.slice(cut)])).toEqual(await all([text]));
      }),
    );
  });
});

describe('shards', () => {
  test('every account is in exactly one, whatever else is in the list', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), fc.integer({ min: 1, max: 64 }), (number, of) => {
        const account = String(number).padStart(12, '0');
        const parts = Array.from({ length: of }, (_, at) => at + 1).filter((index) => inShard(account, { index, of }));
        expect(parts).toEqual([shardOf(account, of)]);
      }),
    );
  });
  test('eight parts of 10,000 are alike within a tenth', () => {
    const counts = new Map<number, number>();
    for (let at = 0; at < 10_000; at += 1) {
      const part = shardOf(accountId(at), 8);
      counts.set(part, (counts.get(part) ?? 0) + 1);
    }
    for (const count of counts.values()) expect(Math.abs(count - 1_250)).toBeLessThan(125);
  });
  test.each(['0/8', '9/8', '3', '3/', 'a/b', '1/0', '-1/3'])('%s is refused', (text) => {
    expect(() => parseShard(text)).toThrow(/--shard must be I\/N/);
  });
});

const partOf = async (
  index: number,
  of: number,
  cells: readonly FleetCell[],
  more: Partial<RunParameters> = {},
): Promise<Part> => {
  const file = `${index}.jsonl`;
  const text = linesOfRun(
    cells.filter(({ account }) => inShard(account, { index, of })),
    { ...RUN, shard: { index, of }, ...more },
  );
  const { run } = await openRunFile(streamOf([text]), file);
  return {
    file,
    run,
    cells: async function* () {
      yield* (await openRunFile(streamOf([text]), file)).cells;
    },
  };
};

/** The cells of a merge. */
const allOf = async ({ cells }: Merged): Promise<FleetCell[]> => {
  const found: FleetCell[] = [];
  for await (const { cell } of cells) found.push(cell);
  return found;
};

test('accounts that take long do not keep others out', async () => {
  const written: string[] = [];
  let thirdIsWritten = (): void => undefined;
  const third = new Promise<void>((done) => {
    thirdIsWritten = done;
  });
  const accounts = [0, 1, 2].map((at) => ({
    account: accountId(at),
    assumeRole: null,
    regions: null,
    models: null,
    ou: null,
    name: null,
    order: at,
  }));
  await runFleet({
    accounts: streamOf(accounts),
    regions: ['us-east-1'],
    models: ['a.b'],
    principal: null,
    concurrency: 3,
    signal: new AbortController().signal,
    now: () => 0,
    sleep: () => Promise.resolve(),
    skips: () => false,
    write: async ({ account }) => {
      written.push(account);
      if (account === accountId(2)) thirdIsWritten();
    },
    finished: () => undefined,
    judge: async ({ order }) => {
      // The first two wait for the third, which begins beside them.
      if (order < 2) await third;
      return { reason: 'nobody looked', unknown: [], rootCause: null };
    },
  });
  expect(written).toEqual([accountId(2), accountId(0), accountId(1)]);
});

describe('merge', () => {
  const cells = [...madeUpCells(60)];
  test('shards give the cells of one run, in the accounts’ order, in whatever order they were written and named', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.shuffledSubarray(cells, { minLength: cells.length }),
        async (of, shuffled) => {
          const parts = await Promise.all(Array.from({ length: of }, (_, at) => partOf(at + 1, of, shuffled)));
          const merged = await merge(parts.reverse());
          expect(merged.missing).toEqual([]);
          expect(merged.run.shard).toBeNull();
          expect(await allOf(merged)).toEqual(cells);
        },
      ),
      { numRuns: runs(10) },
    );
  });
  test('of a cell that stands twice the newer counts', async () => {
    const [first] = cells;
    if (first === undefined) throw new Error('no cells');
    const newer = { ...first, at: '2027-01-01T00:00:00.000Z', reason: 'newer' };
    expect(await allOf(await merge([await partOf(1, 1, [newer, first])]))).toEqual([newer]);
  });
  test('says which shard is missing, and refuses those of another run', async () => {
    expect((await merge([await partOf(1, 3, cells), await partOf(3, 3, cells)])).missing).toEqual([2]);
    await expect(
      Promise.all([partOf(1, 2, cells), partOf(2, 2, cells, { models: ['a.b'] })]).then(merge),
    ).rejects.toThrow(/different runs: --models/);
    await expect(Promise.all([partOf(1, 2, cells), partOf(2, 3, cells)]).then(merge)).rejects.toThrow(/shard of 2/);
  });
});

describe('a file of a run', () => {
  const all = async (text: string): Promise<number> => {
    let count = 0;
    for await (const _ of (await openRunFile(streamOf([text]), 'f')).cells) count += 1;
    return count;
  };
  test('a torn last line is left out wherever it is torn', async () => {
    const text = linesOfRun(madeUpCells(2));
    const before = text.trimEnd().lastIndexOf('\n') + 1;
    for (let end = before; end < text.length - 1; end += 1) expect(await all(text.slice(0, end))).toBe(29);
  });
  test('a torn line in the middle, and another file, are refused', async () => {
    await expect(
      all(`${linesOfRun(madeUpCells(1))}{"acc\n${JSON.stringify([...madeUpCells(1)][0])}\n`),
    ).rejects.toThrow(/Line 17/);
    await expect(all('{"a":1}\n')).rejects.toThrow(/not from bedrock-doctor fleet/);
    await expect(all('')).rejects.toThrow(/is empty/);
  });
});

describe('what it comes to', () => {
  test('names what fixes most at once', () => {
    const summary = summarize(madeUpCells(10_000));
    expect(summary.headline).toMatch(
      /^\d+ of 10,000 accounts lack the use-case form; the management account's form would fix all of them at once\.$/,
    );
    expect(summary.todo).toHaveLength(3);
    expect(summary.todo[0]).toMatch(/use-case form/);
    expect(summary.exit).toBe(1);
  });
  test('counts every cell and account once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80 }), (accounts) => {
        const cells = [...madeUpCells(accounts)];
        const { cells: count, byVerdict, accounts: of, healthyAccounts } = summarize(cells);
        expect(count).toBe(cells.length);
        expect(Object.values(byVerdict).reduce((a, b) => a + b, 0)).toBe(cells.length);
        expect(of).toBe(accounts);
        expect(healthyAccounts).toBeLessThanOrEqual(accounts);
      }),
    );
  });
  test('a single account is spoken of in the singular, and a healthy fleet is told so', () => {
    const one = [...madeUpCells(200)].find(({ rootCause }) => rootCause?.cause === 'use-case-form-missing');
    if (one === undefined) throw new Error('none lacks the form');
    expect(summarize([one]).headline).toMatch(/^1 of 1 account lacks the use-case form/);
    const good = [...madeUpCells(200)].filter(({ verdict }) => verdict === 'healthy');
    expect(summarize(good)).toMatchObject({ exit: 0, todo: [] });
    expect(summarize(good).headline).toMatch(/healthy/);
  });
  test.each([
    ['broken', null, 1],
    ['pending', 'propagation-pending', 5],
    ['healthy', null, 0],
    ['undetermined', null, 3],
    ['undetermined', 'credentials-expired', 4],
  ] as const)('%s because of %s exits %i', (verdict, cause, exit) => {
    const rootCause =
      cause === null
        ? null
        : { cause, title: '', owner: 'developer' as const, basis: 'deduced' as const, waitMinutes: null };
    expect(exitOf({ verdict, rootCause })).toBe(exit);
  });
});

test('diff says what is new, gone, better and worse', async () => {
  const before = [...madeUpCells(3)];
  const [gone, better, ...rest] = before;
  if (gone === undefined || better === undefined) throw new Error('no cells');
  const worse = { ...better, verdict: 'broken' as const, rootCause: null };
  const changes: CellChange[] = [];
  const compared = diffRuns(
    streamOf(before.map((cell) => ({ cell }))),
    streamOf([worse, ...rest, { ...gone, region: 'eu-west-3' }].map((cell) => ({ cell }))),
  );
  for (let next = await compared.next(); ; next = await compared.next()) {
    if (next.done === true) {
      expect(next.value).toEqual({ changed: 3, worse: 1, same: rest.length, exit: 1 });
      break;
    }
    changes.push(next.value);
  }
  expect(changes.map(({ from, to, worse: is }) => [from === null, to === null, is])).toEqual([
    [false, false, true],
    [true, false, false],
    [false, true, false],
  ]);
});

test('every line fits the schema, and reading a line gives what was written', () => {
  const schema = JSON.parse(readFileSync('schema/fleet-line.schema.json', 'utf8')) as object;
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false }).compile(schema);
  for (const line of linesOfRun(madeUpCells(100)).trimEnd().split('\n')) {
    expect(validate(JSON.parse(line)) || validate.errors).toBe(true);
  }
  for (const cell of madeUpCells(20)) expect(readCell(JSON.stringify(cell), 0)).toEqual(cell);
  expect(validate({ account: '1' })).toBe(false);
});

describe('the command', () => {
  const write = (text: string): { readonly file: string; readonly folder: string } => {
    const folder = emptyFolder();
    const file = join(folder, 'all.jsonl');
    writeFileSync(file, text);
    return { file, folder };
  };
  test.each([
    [[], /--accounts/],
    [
      ['--accounts', 'none.csv', '--regions', 'us-east-1', '--models', 'a.b', '--role', 'R'],
      /none\.csv does not exist/,
    ],
    [['--accounts', 'org', '--models', 'a.b', '--role', 'R'], /--regions/],
    [['--accounts', 'org', '--regions', 'Mars', '--models', 'a.b', '--role', 'R'], /Mars/],
    [['--accounts', 'org', '--regions', 'us-east-1', '--role', 'R'], /--models/],
    [
      ['--accounts', 'org', '--regions', 'us-east-1', '--models', 'a.b'],
      /--role NAME or --user NAME, or --agreement-only/,
    ],
    [
      ['--accounts', 'org', '--regions', 'us-east-1', '--models', 'a.b', '--role', 'R', '--agreement-only'],
      /exclude each other/,
    ],
    [
      ['--accounts', 'org', '--regions', 'us-east-1', '--models', 'a.b', '--role', 'arn:aws:iam::123456789012:role/R'],
      /is an ARN/,
    ],
    [
      [
        '--accounts',
        'org',
        '--regions',
        'us-east-1',
        '--models',
        'a.b',
        '--role',
        'R',
        '--assume-role',
        'OrganizationAccountAccessRole',
      ],
      /may do everything/,
    ],
    [['--accounts', 'org', '--regions', 'us-east-1', '--models', 'a.b', '--role', 'R', '--shard', '9/8'], /--shard/],
    [
      ['--accounts', '-', '--regions', 'us-east-1', '--models', 'a.b', '--role', 'R'],
      /standard input names no account/,
    ],
    [
      ['--accounts', 'x', '--ou', 'ou-ab12-12345678', '--regions', 'us-east-1', '--models', 'a.b', '--role', 'R'],
      /--ou/,
    ],
    [['frob'], /merge, report or diff/],
    [['merge'], /needs the files/],
    [['merge', 'none'], /none does not exist/],
    [['report'], /needs a file/],
    [['diff', 'one'], /two files/],
  ])('%j is one sentence, exit 2', async (args, words) => {
    const { code, out, err } = await run(['fleet', ...args], {}, '# nothing\n');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(words);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
  test.each([
    ['12345678901\n', 'us-east-1', /Line 1 of standard input has "12345678901".*twelve digits/],
    [
      '123456789012\n123456789012\n',
      'us-east-1',
      /Line 2 of standard input names account 123456789012, which is on line 1/,
    ],
    ['123456789012,Role,Mars\n', 'us-east-1', /Line 1 of standard input has "Mars" for a Region/],
    ['123456789012\n', 'cn-north-1', /Bedrock is not offered in cn-north-1/],
    ['123456789012,Role,cn-north-1\n', 'us-east-1', /Bedrock is not offered in cn-north-1/],
    ['123456789012\n', 'us-east-1,us-gov-west-1', /two partitions/],
    ['123456789012,OrganizationAccountAccessRole\n', 'us-east-1', /may do everything/],
  ])('the list %j with %s is one sentence, exit 2', async (list, regions, words) => {
    const args = ['--accounts', '-', '--regions', regions, '--models', 'a.b', '--role', 'R', '--assume-role', 'Read'];
    const { code, out, err } = await run(['fleet', ...args], {}, list);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(words);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
  test('merge writes over none of its shards', async () => {
    const { file, folder } = write(linesOfRun(madeUpCells(2)));
    const before = readFileSync(file, 'utf8');
    const { code, err } = await run(['fleet', 'merge', 'all.jsonl', '--output', './all.jsonl'], {}, '', folder);
    expect(code).toBe(2);
    expect(err).toMatch(/is one of the shards/);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
  test.each(['text', 'markdown', 'csv', 'json', 'junit', 'html'])(
    'report as %s exits with the gravest cell',
    async (format) => {
      const { file } = write(linesOfRun(madeUpCells(120)));
      const { code, out, err } = await run(['fleet', 'report', file, '--format', format], {});
      expect({ code, err }).toEqual({ code: 1, err: '' });
      expect(out).toContain(format === 'csv' ? 'account,name' : 'use-case-form-missing');
      if (format === 'json') expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1, summary: { accounts: 120 } });
      if (format === 'csv') expect(out.trimEnd().split('\n')).toHaveLength(1 + 120 * 15);
    },
  );
  test('merge puts shards together as one file, and diff finds nothing against it', async () => {
    const cells = [...madeUpCells(40)];
    const { file, folder } = write(linesOfRun(cells));
    for (const index of [1, 2]) {
      const shard = { index, of: 2 };
      writeFileSync(
        join(folder, `${index}.jsonl`),
        linesOfRun(cells.filter(({ account }) => inShard(account, shard)).reverse(), { ...RUN, shard }),
      );
    }
    const merged = join(folder, 'merged.jsonl');
    const { code, err } = await run(['fleet', 'merge', '1.jsonl', '2.jsonl', '--output', merged], {}, '', folder);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(readFileSync(merged, 'utf8')).toBe(readFileSync(file, 'utf8'));
    const same = await run(['fleet', 'diff', file, merged], {});
    expect(same).toMatchObject({ code: 0, err: '' });
    expect(same.out).toMatch(/Nothing changed: 600 cells/);
  });
});
