import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS, HIDDEN } from '../src/cli/commands.ts';
import { COMMANDS as LOOKING } from '../src/engine/explain/needed.ts';
import { helpOf } from '../src/help.ts';
import { wordsOf } from '../src/options/flag-words.ts';
import { OPTIONS } from '../src/options/table.ts';
import { MODULES } from '../src/program.ts';
import { REPORTERS } from '../src/reporters/index.ts';
import { FORMATS } from '../src/topics/formats.ts';
import { loadedBy } from './loaded-by.ts';
import { BINARY, run, sandboxOf } from './run.ts';

const BIN = 'bedrock-doctor.js';

test.each([
  ['--version', ['--version'], [BIN, 'main.cjs']],
  ['--help', ['--help'], [BIN, 'help.cjs', 'main.cjs']],
  ['the help of a command', ['fix', '--help'], [BIN, 'help.cjs', 'main.cjs']],
  ['an explanation', ['explain', 'The provided model identifier is invalid.'], [BIN, 'main.cjs', 'quick.cjs']],
  ['a usage error', ['diagnose', '--nonsense'], [BIN, 'cli.cjs', 'main.cjs']],
] as const)('%s loads no more than it needs', async (_name, args, files) => {
  expect((await loadedBy(args)).map((file) => basename(file)).sort()).toEqual([...files].sort());
});

test('what is declared in one place and used in another is the same in both', () => {
  const declared = [...COMMANDS, ...HIDDEN].map(({ name }) => name);
  expect(Object.keys(MODULES).toSorted(), 'src/program.ts: a line for each command').toEqual(declared.toSorted());
  expect([...OPTIONS.for.choices].toSorted(), 'src/options/table.ts: the values of --for').toEqual(LOOKING.toSorted());
  for (const [where, names] of [
    ['src/reporters/index.ts', Object.keys(REPORTERS)],
    ['src/topics/formats.ts', Object.keys(FORMATS)],
  ] as const) {
    expect([...OPTIONS.format.choices].toSorted(), `src/options/table.ts and ${where}`).toEqual(names.toSorted());
  }
});

test('the help of every command has examples of its own, whose flags it has', () => {
  for (const { name, options, examples } of COMMANDS) {
    expect(examples.length, name).toBeGreaterThan(0);
    const own = new Set(options.flatMap(wordsOf));
    for (const [line] of examples) {
      const [, ours = ''] = /bedrock-doctor (.*?)(?:[|>)<]|$)/.exec(line) ?? [];
      expect(ours, line).toMatch(new RegExp(`^${name}\\b`));
      expect(
        ours.split(/[ =]/).filter((word) => word.startsWith('--') && !own.has(word)),
        line,
      ).toEqual([]);
    }
  }
});

test('the help that was rendered by the build is what the command line prints', async () => {
  for (const name of [null, ...COMMANDS.map((command) => command.name)]) {
    const { out } = await run(name === null ? ['--help'] : [name, '--help'], {});
    expect(out).toBe(helpOf(name));
  }
});

test('the quick way and the long way say the same', async () => {
  const words = 'AccessDeniedException: Your account is not authorized to invoke this API operation.';
  const [quick, long] = [await run(['explain', words], {}), await run(['explain', '--', words], {})];
  expect(quick).toEqual(long);
  expect((await run(['explain', 'nothing of Bedrock.'], {})).code).toBe(1);
  expect((await run(['explain', ''], {})).code).toBe(2);
  const asJson = await run(['explain', words], { BEDROCK_DOCTOR_FORMAT: 'json' });
  expect(JSON.parse(asJson.out)).toMatchObject({ rootCause: { cause: 'operation-not-authorized' } });
  expect(asJson.err).toBe('');
});

test('an explanation is quick unless a variable says how it is to be printed', async () => {
  const loaded = async (env: Readonly<Record<string, string>>): Promise<readonly string[]> =>
    (await loadedBy(['explain', 'The provided model identifier is invalid.'], env)).map((file) => basename(file));
  expect(await loaded({ BEDROCK_DOCTOR_API_URL: 'http://127.0.0.1:1/', BEDROCK_DOCTOR_STACK: 'x' })).toHaveLength(3);
  for (const name of ['FORMAT', 'OUTPUT', 'QUIET', 'VERBOSE', 'LIST', 'CONFIG']) {
    expect(await loaded({ [`BEDROCK_DOCTOR_${name}`]: '1' }), name).toContain('program.cjs');
  }
});

test.each([
  [['--version']],
  [['--help']],
  [['explain', 'The provided model identifier is invalid.']],
  [['explain', '--list']],
])('%s: a full disk is one sentence and exit 2, a reader that has left is no error', (args) => {
  const ours = [process.execPath, BINARY, ...args].map((word) => `'${word}'`).join(' ');
  const sh = (line: string) => spawnSync('sh', ['-c', line], { encoding: 'utf8' });
  if (existsSync('/dev/full')) {
    const { status, stderr } = sh(`${ours} >/dev/full`);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'The result cannot be written to standard output: the disk is full; make room for it there, or send it elsewhere.\n',
    });
  }
  expect(sh(`{ ${ours}; echo $? >&2; } | true`).stderr).toBe('0\n');
});

test("the guide's diagnosis loads no more than it needs: neither a parser of templates nor the clients' settings", async () => {
  const sandbox = await sandboxOf('marketplace-subscription-denied');
  const files = await loadedBy(['diagnose'], sandbox.env);
  await sandbox.close();
  expect(files.map((file) => basename(file))).toContain('program.cjs');
  // Finding and opening a file costs as much as compiling 5 kB of it: scripts/build.mjs puts together what is loaded together.
  expect(files.length).toBeLessThan(25);
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  // Compiling is the largest part of a short run. What is loaded besides needs a reason, and then a new figure here:
  // 20 kB more since the reader of errors knows a name wherever a program reports it.
  expect(texts.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(975_000);
  // An error of the `yaml` package; a variable of Claude Code.
  for (const word of ['BAD_ALIAS', 'CLAUDE_CODE_USE_BEDROCK']) {
    expect(texts.filter((text) => text.includes(word)).length, word).toBe(0);
  }
});
