import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLAIN } from '../src/applications/dialect.ts';
import { openDialect } from '../src/applications/open-dialect.ts';
import { collectEvidence } from '../src/evidence/evidence.ts';
import { mayTellIn } from '../src/evidence/telling.ts';
import { compile } from '../src/verification/expectations.ts';
import { BINARY, emptyFolder, OWN_ENV, run, sandboxOf } from './run.ts';

describe('patterns of flags and files', () => {
  test.each(['(a+)+$', '(a|a)*$', '(.*a){20}', '([a-z]+)*=', '^(\\w+\\s?)*$'])('%s ends in time', (pattern) => {
    const [compiled] = compile([pattern], 'm');
    // Of this process alone: the machine may have other things to do.
    const started = process.cpuUsage();
    compiled?.test(`${'a'.repeat(5_000)}!`);
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(5_000);
  });

  test('law: they find what the engine of JavaScript finds', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '.',
      '\\d',
      '\\w',
      '\\s',
      '[a-c]',
      '[^a]',
      '^',
      '$',
      '\\b',
      'a?',
      'b+',
      '(ab)',
      '(?:a|b)',
      '\\.',
      '\\[',
      '-',
    );
    const pattern = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', ' ', '.', '[', '-', 'é', '\n') });
    fc.assert(
      fc.property(pattern, text, (source, given) => {
        expect(compile([source], 'm')[0]?.test(given)).toBe(new RegExp(source, 'u').test(given));
      }),
    );
  });

  test.each(['(?=a)b', '(a)\\1', '(?!x)y'])('%s is refused in a sentence', async (pattern) => {
    const { code, err } = await run(['tail', '--until', pattern, '--region', 'us-east-1'], {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'y',
    });
    expect([code, err.trim().split('\n').length]).toEqual([2, 1]);
    expect(err).toContain('--until must be a regular expression that neither looks ahead');
  });

  test('what a configured application writes of its successes is one of them', async () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, '.bedrock-doctor.json'), JSON.stringify({ application: { success: '(a)\\1' } }));
    const { code, err } = await run(
      ['tail', '--log-group', '/x', '--region', 'us-east-1'],
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' },
      undefined,
      cwd,
    );
    expect([code, err.trim().split('\n').length]).toEqual([2, 1]);
    expect(err).toContain('"application" in ');
    expect(err).toContain('looks ahead or back, refers to a group');
  });

  test.each(['success', 'failure', 'calling'])(
    'a "%s" of a config file that explodes holds nothing up',
    async (key) => {
      const open = await openDialect({ ...PLAIN, [key]: '(?:(a+)+)+$' });
      const line = { at: 1, stream: 's', message: `${'a'.repeat(5_000)}!` };
      const started = process.cpuUsage();
      expect(mayTellIn(open)(line.message)).toBe(false);
      const log = { group: 'g', exists: true, cut: false, lines: [line] };
      expect(collectEvidence({ log, history: null, answered: null }, open, null)).toMatchObject({
        observations: [],
        successes: [],
        called: [],
      });
      expect(process.cpuUsage(started).user / 1_000).toBeLessThan(5_000);
    },
  );

  test('what a config file says of its lines is read in them', async () => {
    const open = await openDialect({
      ...PLAIN,
      calling: 'asks (\\S+)',
      success: 'order #\\d+ placed',
      failure: 'no luck',
    });
    const lines = ['asks amazon.nova-lite-v1:0', 'order #12 placed', 'no luck today'].map((message, at) => ({
      at,
      stream: 's',
      message,
    }));
    const log = { group: 'g', exists: true, cut: false, lines };
    const found = collectEvidence({ log, history: null, answered: null }, open, null);
    expect(found.called.map(({ model }) => model)).toEqual(['amazon.nova-lite-v1:0']);
    expect(found.successes).toEqual([{ at: 1, model: 'amazon.nova-lite-v1:0', source: 'log' }]);
    expect(found.observations.map(({ cause, at }) => [cause, at])).toEqual([['unknown', 2]]);
  });
});

describe('a credential_process that hangs', () => {
  const home = emptyFolder();
  const config = join(home, 'config');
  writeFileSync(
    config,
    `[default]\nregion = ap-northeast-2\ncredential_process = echo $$ > ${join(home, 'pid')}; sleep 600; true\n`,
  );
  /** Whether the program that gives no keys still runs. */
  const stillRuns = (): boolean => {
    const pid = readFileSync(join(home, 'pid'), 'utf8').trim();
    try {
      // One that has ended and that nobody asked for its end is still listed: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
      return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return false;
    }
  };
  const hasBegun = (): boolean =>
    existsSync(join(home, 'pid')) && readFileSync(join(home, 'pid'), 'utf8').endsWith('\n');
  /** Resolves once it has ended too, long before it would by itself. */
  const nothingIsLeft = async (): Promise<void> => {
    while (stillRuns()) await new Promise((done) => setTimeout(done, 20));
    rmSync(join(home, 'pid'));
  };
  const env = { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true' };

  test('--timeout ends the run', async () => {
    const sandbox = await sandboxOf('healthy');
    const ran = await run(['diagnose', '--timeout', '2s'], { ...env, AWS_ENDPOINT_URL: sandbox.endpoint });
    expect(ran.code, ran.err).toBe(3);
    await nothingIsLeft();
    await sandbox.close();
  });

  test('Ctrl-C ends it', async () => {
    const child = spawn(process.execPath, [BINARY, 'diagnose', '--endpoint-url', 'http://127.0.0.1:9'], {
      cwd: home,
      env: { ...OWN_ENV, HOME: home, ...env },
      stdio: 'ignore',
    });
    const ended = new Promise<object>((done) => child.on('close', (code, signal) => done({ code, signal })));
    while (!hasBegun()) await new Promise((done) => setTimeout(done, 20));
    child.kill('SIGINT');
    expect(await ended).toEqual({ code: 130, signal: null });
    await nothingIsLeft();
  });
});
