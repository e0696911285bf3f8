import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../src/cli.ts';
import { helpOf } from '../src/help.ts';
import { emptyFolder, run } from './run.ts';

/** Runs the binary and tells which of its own files were loaded, and whether Node's module loader was needed. */
async function loadedBy(args: readonly string[]): Promise<readonly string[]> {
  const folder = emptyFolder();
  const [hook, list] = [join(folder, 'hook.cjs'), join(folder, 'list.json')];
  writeFileSync(
    hook,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(Object.keys(require.cache))));`,
  );
  await run(args, { NODE_OPTIONS: `--require ${hook}` }, '', folder);
  return (JSON.parse(readFileSync(list, 'utf8')) as string[])
    .filter((file) => file !== hook)
    .map((file) => basename(file))
    .sort();
}

const BIN = 'bedrock-doctor.js';

test.each([
  ['--version', ['--version'], [BIN, 'main.cjs']],
  ['--help', ['--help'], [BIN, 'help.cjs', 'main.cjs']],
  ['the help of a command', ['fix', '--help'], [BIN, 'help.cjs', 'main.cjs']],
  ['an explanation', ['explain', 'The provided model identifier is invalid.'], [BIN, 'main.cjs', 'quick.cjs']],
  ['a usage error', ['diagnose', '--nonsense'], [BIN, 'cli.cjs', 'main.cjs']],
] as const)('%s loads no more than it needs', async (_name, args, files) => {
  expect(await loadedBy(args)).toEqual([...files].sort());
});

test('the help that was rendered by the build is what the command line prints', async () => {
  for (const name of [null, ...COMMANDS.map((command) => command.name)]) {
    const { out } = await run(name === null ? ['--help'] : [name, '--help'], {});
    expect(out).toBe(helpOf(name));
  }
}, 30_000);

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
