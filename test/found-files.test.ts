import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { strangerIn } from '../src/host/trust.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { emptyFolder, run, sandboxOf } from './run.ts';

const NAME = '.bedrock-doctor.json';
/** Nobody listens there: what a run says of the stack it was given is said all the same. */
const NOWHERE = ['--region', 'ap-northeast-2', '--endpoint-url', 'http://127.0.0.1:9', '--format', 'json'];
const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAMADEUP0000000001', AWS_SECRET_ACCESS_KEY: 'made-up' };

const folder = (...parts: readonly string[]): string => {
  const path = join(...parts);
  mkdirSync(path, { recursive: true });
  return path;
};
const put = (path: string, text: string | object): string => {
  writeFileSync(path, typeof text === 'string' ? text : JSON.stringify(text));
  return path;
};
const stackSeen = async (cwd: string, home: string): Promise<{ stack: string; err: string }> => {
  const { out, err } = await run(['diagnose', ...NOWHERE], { ...KEYS, HOME: home }, '', cwd);
  return { stack: JSON.parse(out).target.stack?.value ?? null, err };
};

describe('where a config file is looked for', () => {
  test('up to the repository, not above it', async () => {
    const base = emptyFolder();
    const repository = folder(base, 'repository');
    const sub = folder(repository, 'a', 'b');
    folder(repository, '.git');
    put(join(base, NAME), { stack: 'above' });
    expect((await stackSeen(sub, '/nonexistent')).stack).not.toBe('above');
    put(join(repository, NAME), { stack: 'ours' });
    expect((await stackSeen(sub, '/nonexistent')).stack).toBe('ours');
  });

  test('up to the home folder, not above it', async () => {
    const base = emptyFolder();
    const home = folder(base, 'home');
    const sub = folder(home, 'project');
    put(join(base, NAME), { stack: 'above' });
    expect((await stackSeen(sub, home)).stack).not.toBe('above');
    put(join(home, NAME), { stack: 'ours' });
    expect((await stackSeen(sub, home)).stack).toBe('ours');
  });

  test('outside both only in the working folder; samconfig.toml the same', async () => {
    const base = emptyFolder();
    const sub = folder(base, 'sub');
    put(join(base, NAME), { stack: 'above' });
    put(join(base, 'samconfig.toml'), '[default.deploy.parameters]\nstack_name = "above"\n');
    expect((await stackSeen(sub, '/nonexistent')).stack).not.toBe('above');
    put(join(sub, NAME), { stack: 'here' });
    expect((await stackSeen(sub, '/nonexistent')).stack).toBe('here');
  });

  test('what others can write to is not read, and said', async () => {
    const base = emptyFolder();
    const file = put(join(base, NAME), { stack: 'theirs' });
    chmodSync(file, 0o666);
    const open = await stackSeen(base, '/nonexistent');
    expect(open.stack).not.toBe('theirs');
    expect(open.err).toContain(`${NAME} is not read: everybody can write to it.`);
    chmodSync(file, 0o644);
    chmodSync(base, 0o777);
    const inOpen = await stackSeen(base, '/nonexistent');
    expect(inOpen.stack).not.toBe('theirs');
    expect(inOpen.err).toContain('everybody can write to its folder');
    chmodSync(base, 0o700);
    expect((await stackSeen(base, '/nonexistent')).stack).toBe('theirs');
  });

  test('law: only the user and root are trusted, and only where nobody else may write', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.nat(3), fc.nat(0o777), fc.nat(3), fc.nat(3), (uid, gid, mode, me, group) => {
        const trusted = strangerIn({ uid, gid, mode }, { uid: me, gid: group }) === null;
        const ownGroup = gid === 0 || (gid === group && group === me);
        expect(trusted).toBe((uid === me || uid === 0) && (mode & 0o002) === 0 && ((mode & 0o020) === 0 || ownGroup));
      }),
    );
  });
});

describe('what a config file may say', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await sandboxOf('healthy');
  });
  afterAll(() => sandbox.close());

  const NEVER: readonly (readonly [string, unknown])[] = [
    ['yes', true],
    ['acceptTerms', true],
    ['deploy', true],
    ['probe', true],
    ['output', 'out.txt'],
    ['save', 'facts.json'],
    ['planOut', 'plan.json'],
    ['plan', 'plan.json'],
    ['format', 'json=out.json,text'],
  ];
  const NAMED_ONLY: readonly (readonly [string, unknown])[] = [
    ['endpointUrl', 'http://127.0.0.1:9'],
    ['apiKeyEnv', 'AWS_SECRET_ACCESS_KEY'],
    ['sign', true],
    ['poem', '../outside.json'],
    ['useCase', '/etc/passwd'],
    ['template', '../template.yaml'],
  ];
  const written = (key: string, value: unknown): string =>
    `{\n  "region": "ap-northeast-2",\n  ${JSON.stringify(key)}: ${JSON.stringify(value)}\n}\n`;

  test.each([...NEVER, ...NAMED_ONLY])(
    '%s does not count where it was found, which is said once with its line',
    async (key, value) => {
      const base = emptyFolder();
      put(join(base, NAME), written(key, value));
      const { code, err, out } = await run(['diagnose'], sandbox.env, '', base);
      expect(code, out + err).toBe(0);
      expect(err.split(`${NAME}, line 3: "${key}" does not count: `)).toHaveLength(2);
    },
  );

  test.each(NEVER)('%s does not count where it was named either', async (key, value) => {
    const base = emptyFolder();
    const file = put(join(base, 'named.json'), written(key, value));
    const { code, err } = await run(['diagnose', '--config', file], sandbox.env, '', base);
    expect(code, err).toBe(0);
    expect(err).toContain(`line 3: "${key}" does not count: `);
  });

  test('a link in the folder that leads out of it is a file outside', async () => {
    const base = emptyFolder();
    const outside = put(join(emptyFolder(), 'secret.json'), { secret: true });
    symlinkSync(outside, join(base, 'poem.json'));
    put(join(base, NAME), { poem: 'poem.json' });
    const { err } = await run(['diagnose'], sandbox.env, '', base);
    expect(err).toContain('"poem" does not count');
  });

  test('the address of a config file gets the body of the request and nothing else', async () => {
    const got: IncomingHttpHeaders[] = [];
    const server = createServer((message, answer) => {
      got.push(message.headers);
      answer.end('{}');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
    const base = emptyFolder();
    put(join(base, NAME), { apiUrl, apiKeyEnv: 'AWS_SECRET_ACCESS_KEY', sign: true });
    const { BEDROCK_DOCTOR_API_URL: _, ...env } = sandbox.env;
    await run(['verify', '--wait', '0', '--yes', '--timeout', '20s'], env, '', base);
    for (const headers of got) {
      expect(Object.keys(headers)).not.toContain('x-api-key');
      expect(Object.keys(headers)).not.toContain('authorization');
      expect(JSON.stringify(headers)).not.toContain(env['AWS_SECRET_ACCESS_KEY'] ?? '-');
    }
    const asked = await run(['verify', '--wait', '0', '--api-key-env', 'MY_KEY'], { ...env, MY_KEY: 'key' }, '', base);
    expect(asked.code).toBe(2);
    expect(asked.err).toContain("gets the request's body and nothing else");
    server.close();
  });

  test('a key goes over https or to this machine only, and only a variable that was meant for it', async () => {
    const { BEDROCK_DOCTOR_API_URL: _, ...env } = sandbox.env;
    const open = await run(
      ['verify', '--wait', '0', '--yes', '--api-url', 'http://api.example.com/x', '--api-key-env', 'MY_KEY'],
      { ...env, MY_KEY: 'key' },
    );
    expect([open.code, open.err]).toEqual([2, expect.stringContaining('over http')]);
    const meant = await run(['verify', '--wait', '0', '--yes'], {
      ...env,
      BEDROCK_DOCTOR_API_KEY_ENV: 'AWS_SECRET_ACCESS_KEY',
    });
    expect([meant.code, meant.err]).toEqual([2, expect.stringContaining('does not begin with BEDROCK_DOCTOR_')]);
  });

  test('what looks at no account reads none of it', async () => {
    const base = emptyFolder();
    put(join(base, NAME), '{ this is no JSON');
    for (const args of [
      ['explain', 'ThrottlingException: Rate exceeded'],
      ['help', 'config'],
      ['completion', 'bash'],
      ['demo', '--list'],
      ['explain', '--list'],
    ]) {
      const { code, err } = await run(args, {}, '', base);
      expect([args[0], code === 2, err.includes(NAME)]).toEqual([args[0], false, false]);
    }
  });
});

describe('only regular files of a size are read', () => {
  const base = emptyFolder();
  const fifo = join(base, 'fifo');
  execFileSync('mkfifo', [fifo]);
  const huge = put(join(base, 'huge.json'), `{"a":"${'x'.repeat(1_100_000)}"}`);
  const deep = put(join(base, 'deep.json'), '['.repeat(100_000) + ']'.repeat(100_000));

  test.each([
    ['--config', 'diagnose'],
    ['--from', 'diagnose'],
    ['--plan', 'fix'],
    ['--template', 'fix'],
    ['--use-case', 'fix'],
    ['--poem', 'verify'],
  ])('%s: a pipe, a device, a folder: one sentence at once', async (flag, command) => {
    for (const path of [fifo, '/dev/zero', base]) {
      const more = flag === '--from' ? [] : ['--endpoint-url', 'http://127.0.0.1:9', '--region', 'us-east-1'];
      const { code, err } = await run([command, flag, path, ...more], KEYS);
      expect([code, err.trim().split('\n')], err).toEqual([2, [expect.stringContaining('cannot be read: it is')]]);
    }
  });

  test.each(['--output', '--save'])('%s: a pipe that nobody reads is one sentence, never a wait', async (flag) => {
    const { code, err } = await run(['diagnose', flag, fifo, '--region', 'us-east-1'], {
      ...KEYS,
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    });
    expect([code, err], err).toEqual([2, expect.stringContaining('cannot be written: it is a pipe that nobody reads')]);
  });

  test('a pipe that somebody reads gets the whole report', async () => {
    const reader = spawn('timeout', ['20', 'cat', fifo]);
    let got = '';
    reader.stdout.on('data', (piece: Buffer) => {
      got += piece.toString('utf8');
    });
    const ended = new Promise((resolve) => reader.on('close', resolve));
    // The reader has to be there first, and nothing says when it has opened the pipe but trying.
    let code = 2;
    for (let tries = 0; code === 2 && tries < 20; tries += 1) {
      const args = ['diagnose', '--format', 'json', '--output', fifo, '--region', 'us-east-1', '--role', 'r'];
      const done = await run([...args, '--timeout', '2s'], { ...KEYS, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
      code = done.err.includes('nobody reads') ? 2 : 0;
    }
    await ended;
    expect(JSON.parse(got)).toMatchObject({ command: 'diagnose' });
  });

  const cells = ['--regions', 'us-east-1', '--models', 'amazon.nova-lite-v1:0', '--agreement-only'];
  const one = put(join(base, 'accounts'), '123456789012\n');
  test.each([
    ['fleet --accounts', (path: string) => ['fleet', '--accounts', path, ...cells, '--output', join(base, 'o.jsonl')]],
    ['fleet --resume', (path: string) => ['fleet', '--accounts', one, ...cells, '--resume', path]],
    ['fleet merge', (path: string) => ['fleet', 'merge', path]],
    ['fleet report', (path: string) => ['fleet', 'report', path]],
    ['fleet diff', (path: string) => ['fleet', 'diff', path, path]],
  ])('%s: the same for files that are read by lines', async (_, args) => {
    for (const path of [fifo, '/dev/zero', base]) {
      const { code, err } = await run(args(path), { ...KEYS, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
      expect([code, err.trim().split('\n')], err).toEqual([2, [expect.stringContaining('cannot be read: it is')]]);
    }
  });

  test.each([
    ['--config', 'diagnose'],
    ['--plan', 'fix'],
  ])('%s: too long, or nested without end: one sentence', async (flag, command) => {
    for (const [path, why] of [
      [huge, 'too long'],
      [deep, /deep|is none|no JSON|must hold/],
    ] as const) {
      const { code, err } = await run(
        [command, flag, path, '--endpoint-url', 'http://127.0.0.1:9', '--region', 'us-east-1'],
        KEYS,
      );
      expect([code, err.trim().split('\n').length], err).toEqual([2, 1]);
      expect(err).toMatch(why);
    }
  });

  test('facts nested without end', async () => {
    const { code, err } = await run(['diagnose', '--from', deep], {});
    expect([code, err.trim().split('\n').length]).toEqual([2, 1]);
  });
});

describe('profiles', () => {
  test('one that does not exist is said with those that do; names are read as by the AWS CLI', async () => {
    const sandbox = await sandboxOf('healthy');
    const home = emptyFolder();
    const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = sandbox.env;
    const keys = `region = ap-northeast-2\naws_access_key_id = ${AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}\n`;
    const config = put(
      join(home, 'config'),
      `[profile "my prof"]\n${keys}[profile 'single']\n${keys}[profile plain] ; a comment\n${keys}[sso-session x]\nsso_region = us-east-1\n`,
    );
    const credentials = put(
      join(home, 'credentials'),
      '[from credentials]\naws_access_key_id = x\naws_secret_access_key = y\n',
    );
    const env = {
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: credentials,
      AWS_ENDPOINT_URL: AWS_ENDPOINT_URL ?? '',
    };
    const nope = await run(['diagnose', '--profile', 'nope'], env);
    expect(nope.code).toBe(2);
    expect(nope.err).toBe(
      'The profile "nope" that --profile names does not exist; there are my prof, single, plain, from credentials.\n',
    );
    for (const profile of ['my prof', 'single', 'plain']) {
      const { code, out, err } = await run(['diagnose', '--profile', profile], env);
      expect([profile, code], out + err).toEqual([profile, 0]);
    }
    await sandbox.close();
  });
});
