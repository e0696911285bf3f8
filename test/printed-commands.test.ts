import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from '../src/cli.ts';
import { grantId } from '../src/engine/change/choose.ts';
import { pasteable, withTargets } from '../src/engine/report/pasteable.ts';
import { openSession } from '../src/engine/session/session.ts';
import { realHost } from '../src/host/host.ts';
import type { Grant } from '../src/remedies/grant.ts';
import { REMEDIES } from '../src/remedies/index.ts';
import { grantFor } from '../src/remedies/refusal.ts';
import { emptyFolder } from './run.ts';
import { runs } from './seed.ts';

const hostWith = (env: Readonly<Record<string, string>>) => {
  const host = realHost({ color: false, input: false });
  host.dispose();
  const cwd = emptyFolder();
  return { ...host, env, cwd, home: cwd };
};
const read = (words: readonly string[]) => {
  const said: string[] = [];
  const found = parse(words, { out: (text) => said.push(text), err: (text) => said.push(text), walks: false });
  if ('exit' in found) throw new Error(`${words.join(' ')}: ${said.join('')}`);
  return found;
};

test('the command that a remedy prints selects that remedy, for each of its causes', () => {
  for (const { id, command, option, fixes } of REMEDIES) {
    const { command: name, flags } = read(command.split(' ').slice(1));
    expect(name, id).toBe('fix');
    expect(Number(flags['option']), id).toBe(option);
    if (option !== 3) continue;
    for (const cause of fixes) {
      const grant = (flags['grant'] as Grant | undefined) ?? grantFor(cause);
      expect(grantId(grant), `${id} for ${cause}`).toBe(id);
    }
  }
});

/** What a shell makes of a line. */
const wordsOf = (line: string): readonly string[] =>
  execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

test('a printed command, pasted into a shell, names the same target, and consents to nothing', async () => {
  const name = fc
    .string({ unit: fc.constantFrom(...`abcXYZ019 -_.'"$\`\\;&|<>*?!#~()[]{}`), minLength: 1, maxLength: 12 })
    .filter((text) => text.trim() !== '');
  await fc.assert(
    fc.asyncProperty(
      fc.record({ profile: name, stack: name, function: name, role: name, logGroup: name }, { requiredKeys: [] }),
      async (given) => {
        const flags = { region: 'eu-west-1', yes: true, acceptTerms: true, ...given };
        const { options, host } = await openSession('fix', flags, hostWith({}));
        const line = pasteable({ options, host }, 'bedrock-doctor fix --option 1');
        const words = wordsOf(line).slice(1);
        const { flags: back } = read(words);
        const { yes: _yes, acceptTerms: _terms, ...target } = flags;
        // --stack may be repeated (preflight), so it is read as a list.
        const stack = given.stack === undefined ? {} : { stack: [given.stack] };
        expect(back).toEqual({ ...target, ...stack, option: '1' });
      },
    ),
    { numRuns: runs(40) },
  );
});

test('keys in the environment leave no profile to name; a profile of the environment is named', async () => {
  const keys = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE00', AWS_SECRET_ACCESS_KEY: 'made-up' };
  for (const [env, profile] of [
    [{ AWS_PROFILE: 'prod', AWS_REGION: 'eu-west-1' }, ' --profile prod'],
    [{ AWS_PROFILE: 'prod', AWS_REGION: 'eu-west-1', ...keys }, ''],
  ] as const) {
    const { options, host } = await openSession('diagnose', {}, hostWith(env));
    expect(pasteable({ options, host }, 'bedrock-doctor diagnose')).toBe(
      `bedrock-doctor diagnose${profile} --region eu-west-1`,
    );
  }
});

const GIVEN = { profile: 'my prof', region: 'eu-west-1', stack: 'poems', request: 'body.json' };
const TARGET = "--profile 'my prof' --region eu-west-1 --stack poems";
const SENTENCES: readonly (readonly [sentence: string, meant: string])[] = [
  ['Run bedrock-doctor diagnose to see what is there.', `Run bedrock-doctor diagnose ${TARGET} to see what is there.`],
  [
    'look again with bedrock-doctor undo 20261124-093015-k3f.',
    `look again with bedrock-doctor undo 20261124-093015-k3f ${TARGET}.`,
  ],
  ['bedrock-doctor undo --last takes it away; else', `bedrock-doctor undo --last ${TARGET} takes it away; else`],
  [
    'with bedrock-doctor verify; --thorough stays',
    `with bedrock-doctor verify ${TARGET} --request body.json; --thorough stays`,
  ],
  [
    'run: bedrock-doctor fix --option 1 --model anthropic.claude-3-haiku-20240307-v1:0.',
    `run: bedrock-doctor fix --option 1 --model anthropic.claude-3-haiku-20240307-v1:0 ${TARGET} --request body.json.`,
  ],
  // What is there is not said twice, and what a command does not take is not said at all.
  [
    `Again: bedrock-doctor verify ${TARGET} --request body.json`,
    `Again: bedrock-doctor verify ${TARGET} --request body.json`,
  ],
  [
    'bedrock-doctor explain permissions --for fix prints the policy',
    'bedrock-doctor explain permissions --for fix --region eu-west-1 --stack poems prints the policy',
  ],
  [
    'bedrock-doctor --list, bedrock-doctor fixes, bedrock-doctor fleet merge',
    'bedrock-doctor --list, bedrock-doctor fixes, bedrock-doctor fleet merge',
  ],
];

test('every command in a sentence gets the target of the run, once, as its command takes it', async () => {
  const { options, host } = await openSession('verify', GIVEN, hostWith({}));
  for (const [sentence, meant] of SENTENCES) {
    expect(withTargets({ options, host }, sentence)).toBe(meant);
    expect(withTargets({ options, host }, meant), 'twice is once').toBe(meant);
  }
});

test('what a file says of the principal stands back where a flag or the command names one', async () => {
  const host = hostWith({ BEDROCK_DOCTOR_STACK: 'theirs', BEDROCK_DOCTOR_FUNCTION: 'theirs', AWS_REGION: 'eu-west-1' });
  const user = 'arn:aws:iam::123456789012:user/u';
  const { options } = await openSession('diagnose', { user }, host);
  expect(pasteable({ options, host }, 'bedrock-doctor diagnose')).toBe(
    `bedrock-doctor diagnose --region eu-west-1 --user ${user}`,
  );
  const bare = await openSession('callers', {}, host);
  expect(pasteable({ options: bare.options, host }, `bedrock-doctor diagnose --user ${user}`)).toBe(
    `bedrock-doctor diagnose --user ${user} --region eu-west-1`,
  );
});

test('law: a command that a sentence names can be typed, whatever is given', async () => {
  const name = fc
    .string({ unit: fc.constantFrom(..."aZ0 -_.'$;"), minLength: 1, maxLength: 8 })
    .filter((text) => text.trim() !== '');
  const command = fc.constantFrom(
    'diagnose',
    'verify --tail',
    'fix --option 3',
    'undo --last',
    'tail --since 1h',
    'preflight',
    'callers',
  );
  await fc.assert(
    fc.asyncProperty(command, name, name, async (words, profile, stack) => {
      const { options, host } = await openSession(
        'fix',
        { region: 'eu-west-1', profile, stack, yes: true },
        hostWith({}),
      );
      const line = withTargets({ options, host }, `bedrock-doctor ${words}`);
      const { command: found, flags } = read(wordsOf(line).slice(1));
      expect(words).toContain(found);
      expect(flags).toMatchObject({ region: 'eu-west-1', profile });
      expect(flags).not.toHaveProperty('yes');
      expect(withTargets({ options, host }, line)).toBe(line);
    }),
    { numRuns: runs(40) },
  );
});

/** Questions about no account: whose profile is taken, which is what decides it. */
const PLACELESS = /Which AWS profile|Which Region\$\{who\}/;

test('every question names account, Region and operator', () => {
  const src = resolve(import.meta.dirname, '../src');
  const asked = (readdirSync(src, { recursive: true }) as string[])
    .filter((file) => /^(commands|engine)\/.*\.ts$/.test(file))
    .flatMap((file) =>
      [
        ...readFileSync(join(src, file), 'utf8').matchAll(
          /\b(?:host\.(?:confirm|choose)|session\.agree)\(\s*(`[^`]*`|'[^']*'|\w+)/g,
        ),
      ].map(([, question = '']) => ({ file, question })),
    );
  expect(asked.length).toBeGreaterThan(8);
  const wrong = asked.filter(
    ({ question }) =>
      !/askedIn|questionPlace|placeWords|inPlace|\$\{place\}/.test(question) &&
      !PLACELESS.test(question) &&
      question !== 'question',
  );
  expect(wrong).toEqual([]);
});
