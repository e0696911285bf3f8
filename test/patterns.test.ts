import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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

/** Whether a process still runs. */
const stillRuns = (pid: string): boolean => {
  try {
    // One that has ended and that nobody asked for its end is still listed: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

/** A folder of its own for each run: one that comes late from the run before would be taken for this one's. */
function hanging() {
  const home = emptyFolder();
  const [config, pids] = [join(home, 'config'), join(home, 'pids')];
  writeFileSync(
    config,
    `[default]\nregion = ap-northeast-2\ncredential_process = echo $$ >> ${pids}; sleep 600; true\n`,
  );
  const started = (): readonly string[] =>
    existsSync(pids) ? readFileSync(pids, 'utf8').split('\n').filter(Boolean) : [];
  return {
    home,
    env: { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true' },
    started,
    /** Resolves once every program that gives no keys has ended, long before it would by itself. */
    nothingIsLeft: async (): Promise<void> => {
      expect(started()).not.toEqual([]);
      while (started().some(stillRuns)) await new Promise((done) => setTimeout(done, 20));
    },
  };
}

describe('a credential_process that hangs', () => {
  test('--timeout ends the run', async () => {
    const { env, nothingIsLeft } = hanging();
    const sandbox = await sandboxOf('healthy');
    const ran = await run(['diagnose', '--timeout', '2s'], { ...env, AWS_ENDPOINT_URL: sandbox.endpoint });
    expect(ran.code, ran.err).toBe(3);
    await nothingIsLeft();
    await sandbox.close();
  });

  test('Ctrl-C ends it', async () => {
    const { home, env, started, nothingIsLeft } = hanging();
    const child = spawn(process.execPath, [BINARY, 'diagnose', '--endpoint-url', 'http://127.0.0.1:9'], {
      cwd: home,
      env: { ...OWN_ENV, HOME: home, ...env },
      stdio: 'ignore',
    });
    const ended = new Promise<object>((done) => child.on('close', (code, signal) => done({ code, signal })));
    while (started().length === 0) await new Promise((done) => setTimeout(done, 20));
    child.kill('SIGINT');
    expect(await ended).toEqual({ code: 130, signal: null });
    await nothingIsLeft();
  });
});
