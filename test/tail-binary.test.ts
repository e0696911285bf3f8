import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { LOG_GROUP } from '../src/sandbox/scenarios/function.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import type { LogEvent, LogGroup } from '../src/sandbox/world.ts';
import { BINARY, emptyFolder, OWN_ENV, type Ran, run, sandboxOf } from './run.ts';

/** The real binary against the sandbox's log service, whose clock is the wall's. Tests wait, so they do it together. */
const running: Sandbox[] = [];
afterAll(async () => {
  await Promise.all(running.map((sandbox) => sandbox.close()));
});

/** A sandbox of its own with an empty log. */
async function stage() {
  const reads: (() => void)[] = [];
  const sandbox = await sandboxOf('healthy', {
    speed: 1,
    onHandled: ({ operation }) => {
      if (operation === 'FilterLogEvents') reads.shift()?.();
    },
  });
  running.push(sandbox);
  let serial = 0;
  const withGroup = (name: string, change: (group: LogGroup | undefined) => LogGroup | undefined): void =>
    sandbox.setWorld((world) => {
      const { [name]: group, ...others } = world.logGroups;
      const changed = change(group);
      return { ...world, logGroups: { ...others, ...(changed ? { [name]: changed } : {}) } };
    });
  /** Writes lines now; each becomes visible so late. */
  const write = (messages: readonly string[], lateMs = 0, agoMs = 0, name = LOG_GROUP): void =>
    withGroup(name, (group) => {
      const now = Math.floor(sandbox.now());
      const added = messages.map((message): LogEvent => {
        serial += 1;
        return {
          id: `9${String(serial).padStart(55, '0')}`,
          stream: `s${serial % 3}`,
          timestamp: now - agoMs,
          ingestionTime: now + lateMs,
          visibleAt: now + lateMs,
          message,
        };
      });
      return group && { ...group, events: [...group.events, ...added] };
    });
  withGroup(LOG_GROUP, (group) => group && { ...group, events: [] });
  /** Does something once the log has been read the next time, before the reader has the answer. */
  const onceRead = (act: () => void): void => void reads.push(act);
  return { sandbox, withGroup, write, onceRead, doctor: (...args: string[]): Promise<Ran> => run(args, sandbox.env) };
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');
const NO_LOGS = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'logs:*', Resource: '*' }] };
const FAULTS = 'InternalFailure ThrottlingException';

describe.concurrent('what is shown', () => {
  test('raw is the message only, one event a line; --since holds', async () => {
    const { write, doctor } = await stage();
    write(['old'], 0, 600_000);
    write(['one\n', '{"a":1}', 'tab\there', 'two\nlines\r\n']);
    const { code, out } = await doctor('tail', '--raw');
    expect([code, out]).toEqual([0, 'one\n{"a":1}\ntab\there\ntwo lines\n']);
    expect(linesOf((await doctor('tail', '--raw', '--since', '1h')).out)[0]).toBe('old');
  });

  test('JSON is one object a line with the whole message', async () => {
    const { write, doctor } = await stage();
    const message = '\u001b]0;title\u0007 \u009b2J \u202e abc\n';
    write([message]);
    const { out } = await doctor('tail', '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({ message, stream: expect.any(String), cause: null });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  test('Bedrock errors are explained in place, JSON lines are read', async () => {
    const { write, doctor } = await stage();
    const id = '11111111-2222-4333-8444-555555555555';
    write([
      JSON.stringify({
        timestamp: '2026-11-22T12:00:00.000Z',
        level: 'error',
        requestId: id,
        message:
          '[Poetry] Bedrock error: AccessDeniedException: Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.',
      }),
      JSON.stringify({ level: 'INFO', requestId: id, message: { errorType: 'TypeError', errorMessage: 'no tempo' } }),
    ]);
    const { out } = await doctor('tail');
    const [first, explained, second] = linesOf(out);
    expect(first).toMatch(/^\d\d:\d\d:\d\d\.\d{3}Z 11111111 ERROR \[Poetry\] Bedrock error/);
    expect(explained).toMatch(/^ +\S+ payment-instrument-invalid: /);
    expect(second).toMatch(/ 11111111 INFO {2}TypeError: no tempo$/);
  });

  test('nothing in a line can move the cursor or forge a line of ours, however long or deep it is', async () => {
    const { write, doctor } = await stage();
    const hostile = [
      '\u001b[2J\u001b[H\u001b]0;pwned\u0007red \u001b[31m \u009b31m',
      'a\r\u001b[K12:00:00.000 11111111 INFO  [Poetry] Success - Generated 1 characters',
      'b\n12:00:00.000 11111111 INFO  forged\u2028forged\u2029forged',
      'right \u202e\u2066 to left \u200f\u061c',
      'broken \ud800 half, replaced \ufffd',
      `${'x'.repeat(256 * 1_024 - 100)} end`,
      `{"message":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      `{"message":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)},"level":"\u001b[31m"}`,
      `${' '.repeat(250_000)}x`,
      `a${'\r'.repeat(250_000)}x`,
      `RequestId: ${'Z '.repeat(100_000)}error`,
      `{"level":"${'E'.repeat(200)}","requestId":"\u001b[2J","message":"deep"}`,
    ];
    write(hostile);
    for (const args of [['tail'], ['tail', '--raw']]) {
      const { code, out, err } = await doctor(...args);
      expect([code, err]).toEqual([0, '']);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e\u2066\u200f\u061c]/);
      // A traceback keeps its lines, each behind the width of a time: none of them can be taken for a line of ours.
      const ours = args.includes('--raw') ? linesOf(out) : linesOf(out).filter((line) => !/^ {20}/.test(line));
      expect(ours).toHaveLength(hostile.length);
    }
  });

  test('--output writes a file, other formats are refused', async () => {
    const { write, doctor } = await stage();
    const file = join(emptyFolder(), 'log.txt');
    write(['kept']);
    expect((await doctor('tail', '--raw', '--output', file)).out).toBe('');
    expect(readFileSync(file, 'utf8')).toContain('kept\n');
    const refused = await doctor('tail', '--format', 'junit');
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/text,? (or )?json/);
  });
});

describe.concurrent('how it ends', () => {
  test('--until: 0 with the line last, and what belongs before it first, however late', async () => {
    const { sandbox, write, doctor, onceRead } = await stage();
    const began = sandbox.now();
    write(['first']);
    write(['the END', 'after']);
    // However long the program took to come so far.
    onceRead(() => write(['late'], 0, sandbox.now() - began + 2_000));
    const { code, out } = await doctor('tail', '--raw', '--follow', '--until', 'END$');
    expect(code).toBe(0);
    expect(linesOf(out)).toEqual(['first', 'late', 'the END']);
    setTimeout(() => write(['comes'], 300), 1_500);
    const waited = await doctor('tail', '--raw', '--until', '^comes$');
    expect([waited.code, linesOf(waited.out).at(-1)]).toEqual([0, 'comes']);
  });

  test('--timeout: 0, or 1 when --until was not seen; --forbid: 1 at once', async () => {
    const { write, doctor } = await stage();
    expect((await doctor('tail', '--follow', '--timeout', '2s')).code).toBe(0);
    expect((await doctor('tail', '--follow', '--timeout', '2s', '--until', 'never')).code).toBe(1);
    expect((await doctor('tail', '--timeout', '2s')).code).toBe(0);
    write(['good', 'BAD', 'later']);
    const { code, out } = await doctor('tail', '--raw', '--follow', '--forbid', 'BAD', '--until', 'later');
    expect([code, linesOf(out).at(-1)]).toEqual([1, 'BAD']);
  });

  test('--timeout ends with one more look: what became visible in the last moment is shown', async () => {
    const { write, doctor } = await stage();
    setTimeout(() => write(['in the last moment'], 1_150), 1_500);
    const { code, out } = await doctor('tail', '--raw', '--follow', '--timeout', '3s');
    expect([code, linesOf(out).at(-1)]).toEqual([0, 'in the last moment']);
  });

  test('an absent group: 1, but --follow waits for it; made again, it goes on', async () => {
    const { withGroup, write, doctor, onceRead } = await stage();
    const name = '/other/group';
    const absent = await doctor('tail', '--log-group', name);
    expect(absent.code).toBe(1);
    expect(absent.err).toContain(`no log group ${name}`);
    const empty: LogGroup = { name, class: 'STANDARD', createdAt: 0, streams: {}, events: [] };
    const made = (line: string) => () => {
      withGroup(name, () => empty);
      write([line], 0, 0, name);
    };
    onceRead(made('one'));
    onceRead(() => withGroup(name, () => undefined));
    onceRead(made('two'));
    const { code, out, err } = await doctor('tail', '--raw', '--follow', '--log-group', name, '--until', 'two');
    expect([code, out]).toEqual([0, 'one\ntwo\n']);
    expect(err).toContain('not there yet');
  });

  test('a class that cannot be read, a log that may not be read, keys that are refused: one sentence each', async () => {
    const { sandbox, withGroup, doctor } = await stage();
    withGroup(LOG_GROUP, (group) => group && { ...group, class: 'INFREQUENT_ACCESS' });
    const infrequent = await doctor('tail');
    expect(infrequent.code).toBe(3);
    expect(infrequent.err).toMatch(/^The log group \S+ is of the class INFREQUENT_ACCESS[^\n]*\n$/);
    withGroup(LOG_GROUP, (group) => group && { ...group, class: 'STANDARD' });
    sandbox.setWorld((world) => ({
      ...world,
      users: Object.fromEntries(
        Object.entries(world.users).map(([name, user]) => [
          name,
          { ...user, inline: { ...user.inline, none: NO_LOGS } },
        ]),
      ),
    }));
    const denied = await doctor('tail', '--follow');
    expect([denied.code, denied.err]).toEqual([
      3,
      `You may not logs:FilterLogEvents on ${LOG_GROUP}; bedrock-doctor explain permissions --for tail --region ap-northeast-2 prints the policy you need.\n`,
    ]);
    const bad = await run(['tail', '--log-group', LOG_GROUP], { ...sandbox.env, AWS_SECRET_ACCESS_KEY: 'wrong' });
    expect(bad.code).toBe(4);
    expect(linesOf(bad.err)).toHaveLength(1);
    const nowhere = await run(['tail', '--log-group', LOG_GROUP, '--follow'], {
      ...sandbox.env,
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    });
    expect(nowhere.code).toBe(3);
    expect(nowhere.err).not.toContain('    at ');
    expect((await doctor('tail', '--until', '(')).code).toBe(2);
  });

  test('Ctrl-C: 130 at once; a reader that leaves is no error', async () => {
    const { sandbox, write } = await stage();
    write(['first']);
    const started = (args: readonly string[]) =>
      spawn(process.execPath, [BINARY, ...args], {
        env: { ...OWN_ENV, HOME: emptyFolder(), ...sandbox.env },
      });
    const child = started(['tail', '--follow', '--raw']);
    child.stdout.once('data', () => child.kill('SIGINT'));
    expect(await new Promise((done) => child.on('close', done))).toBe(130);
    const piped = started(['tail', '--follow', '--raw']);
    let err = '';
    piped.stderr.on('data', (part: Buffer) => {
      err += String(part);
    });
    piped.stdout.once('data', () => piped.stdout.destroy());
    const writing = setInterval(() => write(['more']), 300);
    const code = await new Promise((done) => piped.on('close', done));
    clearInterval(writing);
    expect([code, err]).toEqual([0, '']);
  });
});

describe.concurrent('late logs and faults', () => {
  test('lines up to three seconds late, out of order, through throttles: each once, none lost', async () => {
    const { sandbox, write, doctor } = await stage();
    const count = 60;
    let written = 0;
    const writing = setInterval(() => {
      if (written === 20) sandbox.setWorld((world) => ({ ...world, throttles: { 'logs:FilterLogEvents': 4 } }));
      if (written < count) write([`line ${written}`], Math.random() * 3_000);
      else {
        clearInterval(writing);
        write(['the end'], 3_500);
      }
      written += 1;
    }, 80);
    const { code, out } = await doctor('tail', '--raw', '--follow', '--until', '^the end$');
    expect(code).toBe(0);
    const lines = linesOf(out).slice(0, -1);
    expect(new Set(lines).size).toBe(count);
    expect(lines).toHaveLength(count);
    expect(
      sandbox
        .requests()
        .filter(({ fault }) => fault !== null)
        .every(({ fault }) => FAULTS.includes(fault ?? '')),
    ).toBe(true);
  });

  test('keys that expire: fresh ones in the profile are picked up, else 4 with a sentence', async () => {
    const { sandbox, write, onceRead } = await stage();
    const folder = emptyFolder();
    const file = join(folder, 'credentials');
    const { AWS_ACCESS_KEY_ID: id = '', AWS_SECRET_ACCESS_KEY: secret = '', ...rest } = sandbox.env;
    const put = (key: string): void =>
      writeFileSync(file, `[default]\naws_access_key_id=${key}\naws_secret_access_key=${secret}\n`);
    const expire = (key: string): void =>
      sandbox.setWorld((world) => {
        const known = world.keys[key];
        return known ? { ...world, keys: { ...world.keys, [key]: { ...known, state: 'expired' } } } : world;
      });
    const old = 'AKIDEXAMPLEOLD000000';
    sandbox.setWorld((world) => {
      const known = world.keys[id];
      return known ? { ...world, keys: { ...world.keys, [old]: known } } : world;
    });
    put(old);
    const env = { ...rest, AWS_SHARED_CREDENTIALS_FILE: file };
    const args = ['tail', '--raw', '--follow', '--log-group', LOG_GROUP, '--until', '^the end$'];
    const running = run(args, env);
    onceRead(() => {
      expire(old);
      write(['meanwhile']);
    });
    // The read that is refused.
    onceRead(() => put(id));
    onceRead(() => write(['the end']));
    const { code, out, err } = await running;
    expect(code, err).toBe(0);
    expect(linesOf(out).filter((line) => line === 'meanwhile')).toHaveLength(1);
    expect(err).toContain('looking for fresh ones');
    onceRead(() => expire(id));
    const ended = await run(args.slice(0, 5), sandbox.env);
    expect(ended.code).toBe(4);
    expect(linesOf(ended.err)).toHaveLength(1);
  });
});
