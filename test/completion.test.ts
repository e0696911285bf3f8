import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../src/cli/commands.ts';
import { expectedAt } from '../src/completion/candidates.ts';
import { SHELLS, scriptOf } from '../src/completion/scripts.ts';
import { REPORTERS } from '../src/reporters/index.ts';
import { BINARY, emptyFolder, run, sandboxOf } from './run.ts';

const wordsAt = (...words: string[]): readonly string[] => {
  const expected = expectedAt(words, COMMANDS);
  return expected.kind === 'words' ? expected.words.map(({ value }) => value) : [];
};

test('commands, options, and the values of options are offered where they belong', () => {
  expect(wordsAt('')).toEqual(COMMANDS.map(({ name }) => name));
  expect(wordsAt('fix', '--')).toContain('--grant');
  expect(wordsAt('tail', '--')).not.toContain('--grant');
  expect(wordsAt('fix', '--grant', '')).toEqual(['guide', 'model', 'temporary']);
  expect(wordsAt('diagnose', '--format', '').toSorted()).toEqual(Object.keys(REPORTERS).toSorted());
  expect(expectedAt(['diagnose', '--config', ''], COMMANDS)).toEqual({ kind: 'files' });
  expect(expectedAt(['diagnose', '--stack', ''], COMMANDS)).toEqual({ kind: 'names', of: 'stacks' });
  expect(expectedAt(['undo', ''], COMMANDS)).toEqual({ kind: 'names', of: 'changes' });
  expect(expectedAt(['diagnose', '--region', ''], COMMANDS)).toEqual({ kind: 'anything' });
});

test('names come from where they are: stacks from AWS, profiles from the files, causes from the catalogue', async () => {
  const sandbox = await sandboxOf('healthy');
  const home = emptyFolder();
  mkdirSync(join(home, '.aws'));
  writeFileSync(join(home, '.aws/config'), '[default]\nregion = us-east-1\n[profile work]\n[sso-session corp]\n');
  const offered = async (...words: string[]): Promise<string> =>
    (await run(['__complete', '--', ...words], { ...sandbox.env, HOME: home }, '', home)).out;
  try {
    expect(await offered('diagnose', '--stack', '')).toContain('kiroween\t');
    expect(await offered('diagnose', '--profile', '')).toBe('default\t\nwork\t\n');
    expect(await offered('explain', '')).toContain('model-legacy\t');
    expect(await offered('demo', '')).toContain('healthy\t');
  } finally {
    await sandbox.close();
  }
  // Without AWS nothing is offered, and nothing is said.
  const silent = await run(['__complete', '--', 'diagnose', '--stack', ''], { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
  expect(silent).toEqual({ code: 0, out: '', err: '' });
}, 30_000);

/** What a shell offers when it reads our script; null where the shell is not installed. */
function offeredBy(shell: string, script: string): readonly string[] | null {
  const folder = emptyFolder();
  symlinkSync(BINARY, join(folder, 'bedrock-doctor'));
  const { status, stdout, error } = spawnSync(shell, ['-c', script], {
    env: { PATH: `${folder}:${process.env['PATH']}`, HOME: folder },
    encoding: 'utf8',
  });
  if (error) return null;
  expect(status).toBe(0);
  return stdout.trim().split(/\s+/);
}

// The shell's own variables stand in the script, not ours.
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: they are the shell's
test('bash and fish complete with our scripts', () => {
  const bash = offeredBy(
    'bash',
    'source <(bedrock-doctor completion bash); COMP_WORDS=(bedrock-doctor fix --gr); COMP_CWORD=2; _bedrock_doctor; echo "${COMPREPLY[@]}"',
  );
  if (bash === null) console.warn('bash is not installed: its completion was not tried');
  else expect(bash).toEqual(['--grant']);
  const fish = offeredBy('fish', 'bedrock-doctor completion fish | source; complete -C "bedrock-doctor fix --grant t"');
  if (fish === null) console.warn('fish is not installed: its completion was not tried');
  else expect(fish).toEqual(['temporary']);
});

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: they are the shell's

test('each shell has a script; any other word is one sentence', async () => {
  for (const shell of SHELLS) expect((await run(['completion', shell], {})).out).toBe(scriptOf(shell));
  const { code, err } = await run(['completion', 'tcsh'], {});
  expect([code, err]).toEqual([2, 'There is no completion for "tcsh"; name one of bash, zsh, fish.\n']);
});
