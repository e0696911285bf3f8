import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { withInline } from '../src/sandbox/scenarios/change.ts';
import { timeless } from './document-law.ts';
import { loadedBy } from './loaded-by.ts';
import { emptyFolder, type Ran, run, sandboxOf } from './run.ts';
import { someRows } from './seed.ts';

/** Variables of a machine from which AWS cannot be reached: a replay must not try. */
const NOWHERE = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };

/** Saves what a scenario's diagnosis reads. */
async function saved(
  scenario: string,
  ...flags: readonly string[]
): Promise<{ readonly file: string; readonly ran: Ran }> {
  const sandbox = await sandboxOf(scenario);
  const folder = emptyFolder();
  const file = join(folder, 'facts.json');
  try {
    const ran = await run(['diagnose', '--format', 'json', '--save', file, ...flags], sandbox.env, '', folder);
    return { file, ran };
  } finally {
    await sandbox.close();
  }
}

test.each([
  'marketplace-subscription-denied',
  'healthy',
  'operator-not-allowed',
  'credentials-expired',
  'model-legacy',
])('a replay of %s is the same report, byte for byte but for the times, without AWS', async (scenario) => {
  const { file, ran } = await saved(scenario, '--no-redact');
  expect(ran.err).toContain(file);
  for (const args of [
    ['diagnose', '--from', file, '--format', 'json'],
    ['diagnose', '--from', '-', '--format', 'json'],
  ]) {
    const replayed = await run(args, NOWHERE, args[2] === '-' ? readFileSync(file, 'utf8') : '');
    expect(replayed.code).toBe(ran.code);
    expect(timeless(JSON.parse(replayed.out))).toEqual(timeless(JSON.parse(ran.out)));
  }
  const text = await run(['diagnose', '--from', file], {});
  expect(text.code).toBe(ran.code);
  expect(text.out).toContain('ap-northeast-2');
});

test('what is saved is redacted unless told otherwise, private, and gives the same judgment', async () => {
  const { file, ran } = await saved('marketplace-subscription-denied');
  const text = readFileSync(file, 'utf8');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(JSON.parse(text)).toMatchObject({ schema: 1, redacted: true, checks: null });
  expect(text).not.toMatch(/123456789012|kiroween|127\.0\.0\.1/);
  const replayed = await run(['diagnose', '--from', file, '--format', 'json'], NOWHERE);
  expect(replayed.code).toBe(ran.code);
  const [before, after] = [ran, replayed].map(
    ({ out }) => JSON.parse(out) as { rootCause: unknown; verdict: unknown; apiCalls: unknown },
  );
  expect([after?.rootCause, after?.verdict, after?.apiCalls]).toEqual([
    before?.rootCause,
    before?.verdict,
    before?.apiCalls,
  ]);
});

test('a replay can save anew, redacted', async () => {
  const { file } = await saved('healthy', '--no-redact');
  const again = `${file}.redacted`;
  expect((await run(['diagnose', '--from', file, '--save', again, '--quiet'], NOWHERE)).code).toBe(0);
  expect(readFileSync(again, 'utf8')).not.toContain('123456789012');
  expect(readFileSync(file, 'utf8')).toContain('123456789012');
});

test('the checks that were asked for are those of the replay', async () => {
  const { file, ran } = await saved('marketplace-subscription-denied', '--no-redact', '--only', 'credentials');
  const replayed = await run(['diagnose', '--from', file, '--format', 'json'], NOWHERE);
  expect(timeless(JSON.parse(replayed.out))).toEqual(timeless(JSON.parse(ran.out)));
});

test('a replay loads nothing of the SDK and of no way to AWS', async () => {
  const { file } = await saved('healthy');
  const loaded = (await loadedBy(['diagnose', '--from', file], NOWHERE)).filter((path) => path.endsWith('.cjs'));
  expect(loaded.some((part) => basename(part).startsWith('diagnose-'))).toBe(true);
  for (const part of loaded) {
    expect(basename(part)).not.toMatch(/^(aws-session|dist-es)-/);
    // Words that every client of the SDK has, and what clients are made of.
    expect(readFileSync(part, 'utf8'), part).not.toMatch(
      /defaultSigningName|com\.amazonaws\.|sigv4|NodeHttpHandler|smithy/,
    );
  }
});

test('what is no facts file is one sentence and exit 2', async () => {
  const { file } = await saved('healthy');
  const folder = emptyFolder();
  const whole = JSON.parse(readFileSync(file, 'utf8')) as { [key: string]: unknown };
  const facts = whole['facts'] as { [key: string]: unknown };
  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['empty', '', /not valid JSON/],
    ['cut', readFileSync(file, 'utf8').slice(0, 900), /not valid JSON/],
    ['list', '[1]', /no facts file/],
    ['report', '{"schemaVersion":1,"tool":{"name":"bedrock-doctor"}}', /no facts file/],
    ['future', JSON.stringify({ ...whole, schema: 2 }), /schema 2/],
    ['no-target', JSON.stringify({ ...whole, target: {} }), /target is incomplete/],
    ['no-facts', JSON.stringify({ ...whole, facts: null }), /facts are missing/],
    [
      'bad-fact',
      JSON.stringify({ ...whole, facts: { ...facts, 'sts/caller': { known: 'yes' } } }),
      /"sts\/caller" is damaged/,
    ],
    [
      'bad-value',
      JSON.stringify({
        ...whole,
        facts: { ...facts, 'logs/recent': { known: true, value: { exists: true, lines: 3 } } },
      }),
      /damaged/,
    ],
  ];
  for (const [name, text, words] of wrong) {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, text);
    const { code, out, err } = await run(['diagnose', '--from', path], {});
    expect({ name, code, out }).toEqual({ name, code: 2, out: '' });
    expect(err, name).toMatch(words);
    expect(err.trim().split('\n'), name).toHaveLength(1);
    expect(err, name).toContain(path);
  }
  const flags: readonly (readonly [readonly string[], RegExp])[] = [
    [['--from', join(folder, 'not-there.json')], /does not exist/],
    [['--from', file, '--probe'], /--probe/],
    [['--from', file, '--save', '-'], /--save/],
    [['--save', join(folder, 'no', 'such', 'folder', 'f.json'), '--from', file], /folder/],
  ];
  for (const [args, words] of flags) {
    const { code, out, err } = await run(['diagnose', ...args], {});
    expect({ args, code, out }).toEqual({ args, code: 2, out: '' });
    expect(err).toMatch(words);
  }
});

test('whatever stands where a fact belongs, it is judged or called damaged, and never a fault of ours', async () => {
  const { file } = await saved('marketplace-subscription-denied');
  const whole = JSON.parse(readFileSync(file, 'utf8')) as { readonly facts: { readonly [probe: string]: unknown } };
  const folder = emptyFolder();
  const rows = Object.keys(whole.facts).flatMap((probe) => [{}, null, 'text'].map((value) => [probe, value] as const));
  for (const [probe, value] of someRows(rows)) {
    const path = join(folder, 'facts.json');
    writeFileSync(path, JSON.stringify({ ...whole, facts: { ...whole.facts, [probe]: { known: true, value } } }));
    const { code, out, err } = await run(['diagnose', '--from', path, '--format', 'markdown'], {});
    const what = `${probe} is ${JSON.stringify(value)}: ${code} ${err}`;
    expect([0, 1, 2, 3], what).toContain(code);
    expect(err, what).not.toContain('fault of bedrock-doctor');
    if (code === 2) expect(err, what).toMatch(/facts\.json is damaged: .* save it anew with --save\.\n$/);
    if (code === 2) expect(out, what).toBe('');
  }
});

test('a flag that names another target says that it has no effect', async () => {
  const { file } = await saved('healthy');
  const { code, err } = await run(['diagnose', '--from', file, '--stack', 'other', '--format', 'json'], {});
  expect(code).toBe(0);
  expect(err).toContain('--stack has no effect with --from');
});

/** Made-up secrets, planted wherever an account has room for a text. */
const PLANTED: readonly string[] = [
  'AKIAQ3EGUZ5VEXAMPLE7',
  'wJalrXUtnFEMIK7MDENGbPxRfiCYzEXAMPLEKEYa',
  'ABSKQmVkcm9ja0FQSUtleS1wbGFudGVkLWZvci1hLXRlc3Q=',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N',
  'sk-ant-api03-Zq81mmVn2kL0pQ7xYt5',
  'alice.liddell@wonderland-corp.co.kr',
  '10.42.17.99',
  '998877665544',
];
const PROMPT = '달빛 아래 우리 둘만 아는 비밀의 시';

test('an account full of secrets leaves none of them in a facts file', async () => {
  const sandbox = await sandboxOf('marketplace-subscription-denied');
  const all = PLANTED.join(' ');
  const planted = PLANTED.map((secret, index) => [index, secret] as const);
  sandbox.setWorld((before) => {
    const world = withInline(before, 'Planted', {
      Version: '2012-10-17',
      Id: all,
      Statement: planted.map(([index, secret]) => ({
        Sid: `S${index}`,
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${secret.replaceAll('@', '-')}/*`,
        Condition: { StringLike: { 'aws:userid': [`*:${secret}`, secret], [`aws:PrincipalTag/${secret}`]: secret } },
      })),
    });
    const fn = Object.values(world.functions)[0];
    const stack = world.stacks['kiroween'];
    const group = fn && world.logGroups[fn.logGroup];
    if (!fn || !stack || !group) throw new Error('the guide has a function, a stack and a log');
    const at = sandbox.now() - 60_000;
    const lines = [
      ...planted.map(([, secret]) => `INFO the user said ${secret}, ${PROMPT}`),
      `[Poetry] Bedrock error: ThrottlingException: Too many requests, please wait before trying again. ${all} ${PROMPT}`,
      JSON.stringify({ level: 'INFO', message: `${all} ${PROMPT}`, authorization: `Bearer ${all}` }),
    ];
    return {
      ...world,
      functions: {
        ...world.functions,
        [fn.name]: {
          ...fn,
          environment: {
            ...fn.environment,
            ...Object.fromEntries(
              planted.map(([index, secret]) => [`K${index}_${secret.replaceAll(/\W/g, '_')}`, secret]),
            ),
          },
        },
      },
      stacks: {
        kiroween: {
          ...stack,
          statusReason: `Resource handler returned message: ${all}`,
          outputs: {
            ...stack.outputs,
            ...Object.fromEntries(
              planted.map(([index, secret]) => [`Out${index}`, { value: secret, description: secret }]),
            ),
            Hook: { value: `https://hooks.example.org/${PLANTED[4]}?token=${PLANTED[1]}`, description: all },
          },
        },
      },
      logGroups: {
        ...world.logGroups,
        [group.name]: {
          ...group,
          events: [
            ...group.events,
            ...lines.map((message, index) => ({
              id: `planted${index}`,
              stream: `stream of ${PLANTED[5]}`,
              timestamp: at + index,
              ingestionTime: at,
              visibleAt: at,
              message,
            })),
          ],
        },
      },
    };
  });
  const file = join(emptyFolder(), 'facts.json');
  const ran = await run(['diagnose', '--format', 'json', '--save', file], sandbox.env);
  await sandbox.close();
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('Too many requests');
  for (const secret of [...PLANTED, PROMPT, '비밀', 'wonderland', PLANTED[4]?.replaceAll(/\W/g, '_') ?? '']) {
    const at = text.indexOf(secret);
    expect(at, `${secret} is left: ${text.slice(Math.max(0, at - 100), at + 100)}`).toBe(-1);
  }
  const replayed = await run(['diagnose', '--from', file, '--format', 'json'], {});
  expect(replayed.code).toBe(ran.code);
  expect((JSON.parse(replayed.out) as { rootCause: unknown }).rootCause).toEqual(
    (JSON.parse(ran.out) as { rootCause: unknown }).rootCause,
  );
});
