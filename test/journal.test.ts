import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Json } from '../src/core/json.ts';
import type { JournalEvent } from '../src/core/plan.ts';
import type { AnySetting } from '../src/core/setting.ts';
import { realHost } from '../src/host/host.ts';
import { changesOf, type Entry, grantsLeftBehind, standing } from '../src/journal/change.ts';
import { parseEntry } from '../src/journal/entry.ts';
import { type Journal, newChangeId, openJournal } from '../src/journal/journal.ts';
import { stateFolder } from '../src/journal/place.ts';
import { undoPlan } from '../src/journal/undo-plan.ts';
import { emptyFolder } from './run.ts';

const host = realHost({ color: false, input: false });
let folder: string;
let journal: Journal;
beforeEach(() => {
  folder = emptyFolder();
  journal = openJournal({ ...host, env: { XDG_STATE_HOME: folder } });
});

const entry = (change: string, did: JournalEvent, undoes: string | null = null): Entry => ({
  schema: 1,
  change,
  at: '2026-11-24T09:30:15.000Z',
  account: '123456789012',
  region: 'ap-northeast-2',
  undoes,
  did,
});
const intend = (change: string, subject: string, from: Json, to: Json, setting = 'local.file'): Entry =>
  entry(change, { subject, did: 'intend', assignment: { setting, key: { path: subject }, subject, from, to } });
const done = (change: string, subject: string, undoes: string | null = null): Entry =>
  entry(change, { subject, did: 'done' }, undoes);

describe('the file', () => {
  test('is private, append-only, and reads back what was put in', async () => {
    const entries = [intend('a', 'x', null, '시\n'), done('a', 'x')];
    for (const one of entries) await journal.append(one);
    expect(journal.path).toBe(join(folder, 'bedrock-doctor', 'journal.jsonl'));
    expect(statSync(journal.path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'bedrock-doctor')).mode & 0o777).toBe(0o700);
    expect(readFileSync(journal.path, 'utf8').split('\n')).toHaveLength(3);
    expect(await journal.read()).toEqual({ entries, damaged: [] });
  });

  test('that is not there is an empty journal', async () => {
    expect(await journal.read()).toEqual({ entries: [], damaged: [] });
  });

  test('a line that a crash cut short is named, and swallows nothing', async () => {
    await journal.append(intend('a', 'x', 1, 2));
    const whole = readFileSync(journal.path, 'utf8');
    for (let length = 1; length < whole.length - 1; length += 1) {
      writeFileSync(journal.path, whole + whole.slice(0, length));
      await journal.append(done('a', 'x'));
      const { entries, damaged } = await journal.read();
      expect(entries).toEqual([intend('a', 'x', 1, 2), done('a', 'x')]);
      expect(damaged).toEqual([{ line: 2, text: whole.slice(0, length) }]);
    }
  });

  test('a damaged line is kept aside once, and cleared only when it is', async () => {
    await journal.append(intend('a', 'x', 1, 2));
    writeFileSync(journal.path, `${readFileSync(journal.path, 'utf8')}{"schema":1,"chan\n`);
    await journal.append(done('a', 'x'));
    const { damaged } = await journal.read();
    await journal.clear(damaged);
    expect((await journal.read()).damaged).toEqual(damaged);
    const aside = await journal.keepAside(damaged);
    expect(await journal.keepAside(damaged)).toBe(aside);
    expect(readFileSync(aside, 'utf8')).toBe('{"schema":1,"chan\n');
    expect(statSync(aside).mode & 0o777).toBe(0o600);
    await journal.clear(damaged);
    expect(await journal.read()).toEqual({ entries: [intend('a', 'x', 1, 2), done('a', 'x')], damaged: [] });
    expect(statSync(journal.path).mode & 0o777).toBe(0o600);
  });

  test('any text is an entry or damaged, never a crash', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        try {
          expect(parseEntry(line)).toBeNull();
        } catch (error) {
          expect(String(error)).toContain('newer');
        }
      }),
    );
    const whole = entry('a', { subject: 'x', did: 'done' });
    expect(parseEntry(JSON.stringify(whole))).toEqual(whole);
    expect(parseEntry(JSON.stringify({ ...whole, did: { subject: 'x', did: 'intend' } }))).toBeNull();
    expect(() => parseEntry(JSON.stringify({ ...whole, schema: 2 }))).toThrow('newer');
  });
});

/** One entry for each thing that a run can say of a subject, with everything that may stand in it. */
const EVENTS: readonly JournalEvent[] = [
  { subject: 'x', did: 'done' },
  { subject: 'x', did: 'already' },
  { subject: 'x', did: 'sent' },
  { subject: 'x', did: 'failed', message: 'no' },
  { subject: 'x', did: 'stale', found: null },
  {
    subject: 'x',
    did: 'intend',
    assignment: { setting: 'local.file', key: { path: 'x' }, subject: 'x', from: null, to: 1 },
  },
];
/** Any JSON may stand there. */
const ANY_VALUE = /^did\.(found|assignment\.(key|from|to))$/;
/** These may be absent: lines of an older version lack them. */
const OPTIONAL = /^(partition|endpoint|operator)$/;
/** Nobody, or nothing, is meant. */
const NULL_TOO = /^(account|undoes|endpoint|operator)$/;

/** Every field of a record, by its path, with the same record where that field has another value, or is not there. */
function spoiled(value: object, at = ''): readonly (readonly [string, (put: unknown) => object])[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = at + key;
    const own = [path, (put: unknown) => ({ ...value, [key]: put })] as const;
    if (typeof inner !== 'object' || inner === null || ANY_VALUE.test(path)) return [own];
    const deeper = spoiled(inner, `${path}.`).map(
      ([below, spoil]) => [below, (put: unknown) => ({ ...value, [key]: spoil(put) })] as const,
    );
    return [own, ...deeper];
  });
}

test.each(EVENTS)('an entry of $did with a field that is missing or of another kind is damaged', (did) => {
  const more = { partition: 'aws', endpoint: 'http://127.0.0.1:1', operator: 'arn:aws:iam::123456789012:user/op' };
  const whole = { ...entry('a', did, 'b'), ...more };
  const read = (value: object) => parseEntry(JSON.stringify(value)) !== null;
  expect(read(whole)).toBe(true);
  for (const [path, spoil] of spoiled(whole)) {
    expect(read(spoil(undefined)), `without ${path}`).toBe(OPTIONAL.test(path));
    expect(read(spoil(null)), `${path} null`).toBe(NULL_TOO.test(path) || ANY_VALUE.test(path));
    for (const other of path === 'schema' ? [0, '1'] : [7, true, [], {}])
      expect(read(spoil(other)), `${path} ${JSON.stringify(other)}`).toBe(ANY_VALUE.test(path));
  }
});

test('a change that this program could not have made, or of another subject, is damaged', () => {
  const line = JSON.stringify(intend('a', 'x', null, 1));
  expect(parseEntry(line, ({ setting }) => setting === 'local.file')).not.toBeNull();
  expect(parseEntry(line, () => false)).toBeNull();
  expect(parseEntry(line.replace('"did":{"subject":"x"', '"did":{"subject":"y"'))).toBeNull();
  expect(parseEntry(line.replace('"to":1', '"to":1,"more":1'))).toBeNull();
});

describe('where it is', () => {
  test('XDG_STATE_HOME when it is absolute, else the home, else a sentence', () => {
    expect(stateFolder({ env: { XDG_STATE_HOME: '/state' }, home: '/home/me' })).toBe('/state/bedrock-doctor');
    expect(stateFolder({ env: { XDG_STATE_HOME: 'state' }, home: '/home/me' })).toBe(
      '/home/me/.local/state/bedrock-doctor',
    );
    expect(stateFolder({ env: {}, home: '/home/me' })).toBe('/home/me/.local/state/bedrock-doctor');
    expect(() => stateFolder({ env: {}, home: null })).toThrow('XDG_STATE_HOME');
    expect(() => openJournal({ ...host, env: {}, home: null })).toThrow('XDG_STATE_HOME');
  });

  test('a home that cannot be written is said before anything is done', async () => {
    const home = join(folder, 'home');
    mkdirSync(home);
    writeFileSync(join(home, '.local'), 'no folder');
    chmodSync(home, 0o500);
    let worked = false;
    const run = openJournal({ ...host, env: {}, home }).alone(async () => {
      worked = true;
    });
    await expect(run).rejects.toThrow(/\.local\/state\/bedrock-doctor.*XDG_STATE_HOME/);
    expect(worked).toBe(false);
  });
});

describe('two runs', () => {
  test('one after the other, and the lock is gone after an error', async () => {
    const other = openJournal({ ...host, env: { XDG_STATE_HOME: folder } });
    const order: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      order.push(`${name} begins`);
      await host.sleep(150);
      order.push(`${name} ends`);
      if (name === 'a') throw new Error('broken');
    };
    const first = journal.alone(work('a'));
    await host.sleep(50);
    const second = other.alone(work('b'));
    await expect(first).rejects.toThrow('broken');
    await second;
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  test('the second gives up after ten seconds', async () => {
    let clock = 0;
    const hasty = openJournal({
      ...host,
      env: { XDG_STATE_HOME: folder },
      now: () => clock,
      sleep: async (ms) => {
        clock += ms;
        return true;
      },
    });
    await journal.alone(async () => {
      await expect(hasty.alone(async () => undefined)).rejects.toThrow('Another bedrock-doctor');
      expect(clock).toBe(10_000);
    });
  });
});

describe('changes', () => {
  test('what was intended counts, finished or not; what was undone does not', () => {
    const changes = changesOf([
      intend('a', 'x', 1, 2),
      done('a', 'x'),
      intend('b', 'y', 1, 2),
      entry('b', { subject: 'y', did: 'failed', message: 'no' }),
      intend('c', 'z', 1, 2),
      entry('d', { subject: 'w', did: 'already' }),
      entry('e', { subject: 'x', did: 'intend', assignment: assignment('x', 2, 1) }, 'a'),
      done('e', 'x', 'a'),
    ]);
    expect(changes.map(({ id, steps }) => [id, steps.map(({ status }) => status)])).toEqual([
      ['a', ['undone']],
      ['b', ['failed']],
      ['c', ['begun']],
    ]);
    expect(changes.map(({ steps }) => steps.some(standing))).toEqual([false, true, true]);
  });

  test('an undo that was cut short leaves the change standing', () => {
    const undo = entry('b', { subject: 'x', did: 'intend', assignment: assignment('x', 2, 1) }, 'a');
    const [change] = changesOf([intend('a', 'x', 1, 2), done('a', 'x'), undo]);
    expect(change?.steps.some(standing)).toBe(true);
  });

  test('what AWS took stands, done or not; what was found to be as before does not', () => {
    const sent = [intend('a', 'x', 1, 2), entry('a', { subject: 'x', did: 'sent' })];
    const statusOf = (...entries: readonly Entry[]) => changesOf(entries)[0]?.steps.map(({ status }) => status);
    expect(statusOf(...sent)).toEqual(['sent']);
    expect(statusOf(...sent, entry('a', { subject: 'x', did: 'stale', found: 3 }))).toEqual(['sent']);
    expect(statusOf(...sent, entry('b', { subject: 'x', did: 'already' }, 'a'))).toEqual(['undone']);
    expect(statusOf(...sent, entry('b', { subject: 'x', did: 'failed', message: 'no' }, 'a'))).toEqual(['sent']);
    // An undo of what no line tells of, or of another subject, undoes nothing.
    expect(statusOf(...sent, done('b', 'y', 'a'), done('b', 'x', 'other'))).toEqual(['sent']);
  });

  test('a second write that did not get through may have left either state', () => {
    const twice = (second: JournalEvent) =>
      changesOf([intend('a', 'x', 1, 2), done('a', 'x'), intend('a', 'x', 2, 3), entry('a', second)])[0]?.steps[0]
        ?.left;
    expect(twice({ subject: 'x', did: 'done' })).toEqual([3]);
    expect(twice({ subject: 'x', did: 'sent' })).toEqual([3, 2]);
    expect(twice({ subject: 'x', did: 'failed', message: 'no' })).toEqual([3, 2]);
  });

  test('only a temporary grant that stands was left behind', () => {
    const temporary = (change: string) => ({ ...intend(change, 'x', null, 'p'), remedy: 'grant-temporary' });
    const left = (...entries: readonly Entry[]) => grantsLeftBehind(changesOf(entries)).map(({ id }) => id);
    expect(left(temporary('a'), done('a', 'x'))).toEqual(['a']);
    expect(
      left(temporary('a'), done('a', 'x'), { ...temporary('a'), ...intend('a', 'x', 'p', null) }, done('a', 'x')),
    ).toEqual([]);
    expect(left(temporary('a'), intend('a', 'y', 1, 1))).toEqual(['a']);
    expect(left({ ...intend('a', 'x', null, 'p'), remedy: 'grant-model' }, done('a', 'x'))).toEqual([]);
  });

  test('given and taken away in one run: nothing stands once it is done, something may while it is not', () => {
    const given = [intend('a', 'x', null, 'p'), done('a', 'x')];
    const taking = [...given, intend('a', 'x', 'p', null)];
    expect(changesOf(taking)[0]?.steps.some(standing)).toBe(true);
    expect(changesOf([...taking, done('a', 'x')])[0]?.steps.some(standing)).toBe(false);
  });
});

describe('the plan of an undo', () => {
  const setting = (kind: string, risk: AnySetting['risk']): readonly [string, AnySetting] => [
    kind,
    {
      kind,
      risk,
      actions: { read: [], write: [] },
      subject: () => '',
      parseKey: (value) => value as never,
      same: (a, b) => JSON.stringify(a) === JSON.stringify(b),
      read: async () => null,
      write: async () => undefined,
    },
  ];
  const settings = new Map([setting('local.file', 'reversible'), setting('the.form', 'irreversible')]);

  test('is the inverse, last first, without what cannot be taken back', async () => {
    const [change] = changesOf([intend('a', 'x', 1, 2), intend('a', 'f', null, 1, 'the.form'), intend('a', 'y', 3, 4)]);
    if (!change) throw new Error('no change');
    const { plan, irreversible } = await undoPlan(change, settings, async () => null);
    expect(plan).toMatchObject({ schema: 1, account: '123456789012', region: 'ap-northeast-2' });
    expect(plan.assignments.map(({ subject, from, to }) => [subject, from, to])).toEqual([
      ['y', 4, 3],
      ['x', 2, 1],
    ]);
    expect(irreversible.map(({ subject }) => subject)).toEqual(['f']);
  });

  test('does not touch what was undone before, and asks of one state nothing', async () => {
    const [change] = changesOf([intend('a', 'x', 1, 2), intend('a', 'y', 3, 4), done('b', 'x', 'a')]);
    if (!change) throw new Error('no change');
    const { plan } = await undoPlan(change, settings, () => Promise.reject(new Error('asked')));
    expect(plan.assignments.map(({ subject }) => subject)).toEqual(['y']);
  });

  test('starts from whichever state a run that wrote twice has left', async () => {
    const [change] = changesOf([intend('a', 'x', 1, 2), done('a', 'x'), intend('a', 'x', 2, 3)]);
    if (!change) throw new Error('no change');
    for (const [now, from] of [
      [2, 2],
      [3, 3],
      [9, 3],
    ] as const) {
      const { plan } = await undoPlan(change, settings, async () => now);
      expect(plan.assignments).toMatchObject([{ from, to: 1 }]);
    }
  });
});

const assignment = (subject: string, from: Json, to: Json) => ({
  setting: 'local.file',
  key: { path: subject },
  subject,
  from,
  to,
});

test('ids of changes sort by time and differ', () => {
  const now = Date.parse('2026-11-24T09:30:15.500Z');
  expect(newChangeId(now)).toMatch(/^20261124-093015-[0-9a-z]{3}$/);
  expect(newChangeId(now) < newChangeId(now + 1_000)).toBe(true);
  expect(new Set(Array.from({ length: 50 }, () => newChangeId(now))).size).toBeGreaterThan(45);
});
