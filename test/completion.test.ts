import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../src/cli/commands.ts';
import { expectedAt } from '../src/completion/candidates.ts';
import { SHELLS, scriptOf } from '../src/completion/scripts.ts';
import { REPORTERS } from '../src/reporters/index.ts';
import { BINARY, emptyFolder, OWN_ENV, run, sandboxOf } from './run.ts';

const wordsAt = (...words: string[]): readonly string[] => {
  const expected = expectedAt(words, COMMANDS);
  return expected.kind === 'words' ? expected.words.map(({ value }) => value) : [];
};

test('commands, options, and the values of options are offered where they belong', () => {
  expect(wordsAt('')).toEqual(COMMANDS.map(({ name }) => name));
  expect(wordsAt('fix', '--')).toContain('--grant');
  expect(wordsAt('tail', '--')).not.toContain('--grant');
  expect(wordsAt('fix', '--grant', '')).toEqual(['guide', 'model', 'temporary', 'invoke']);
  expect(wordsAt('diagnose', '--format', '').toSorted()).toEqual(Object.keys(REPORTERS).toSorted());
  expect(expectedAt(['diagnose', '--config', ''], COMMANDS)).toEqual({ kind: 'files' });
  expect(expectedAt(['diagnose', '--stack', ''], COMMANDS)).toEqual({ kind: 'names', of: 'stacks' });
  expect(expectedAt(['undo', ''], COMMANDS)).toEqual({ kind: 'names', of: 'changes' });
  expect(expectedAt(['diagnose', '--region', ''], COMMANDS)).toEqual({ kind: 'anything' });
});

test('a value may follow its flag by =, as one word or as the three that bash makes of it, and lists go on', () => {
  for (const words of [['--grant='], ['--grant=mo'], ['--grant', '='], ['--grant', '=', 'mo']]) {
    expect(wordsAt('fix', ...words), words.join(' ')).toEqual(['guide', 'model', 'temporary', 'invoke']);
  }
  expect(expectedAt(['diagnose', '--config=./x'], COMMANDS)).toEqual({ kind: 'files' });
  expect(expectedAt(['diagnose', '--only', 'model/alive', ''], COMMANDS)).toEqual({ kind: 'names', of: 'checks' });
  expect(expectedAt(['diagnose', '--stack', 'x', ''], COMMANDS)).toEqual({ kind: 'anything' });
});

test('the command is the first word; without one it is the walk; help knows the commands, too', () => {
  expect(wordsAt('fix', '--stack', 'diagnose', '--')).toContain('--grant');
  expect(wordsAt('nonsense', '')).toEqual([]);
  expect(expectedAt(['--stack', ''], COMMANDS)).toEqual({ kind: 'names', of: 'stacks' });
  expect(wordsAt('--region', 'eu-west-1', '')).toContain('diagnose');
  expect(wordsAt('help', '')).toEqual(expect.arrayContaining(['exit-codes', 'diagnose', 'tail']));
  expect(expectedAt(['explain', '--', ''], COMMANDS)).toEqual({ kind: 'names', of: 'causes' });
});

test('names come from where they are: stacks from AWS, profiles from the files, causes from the catalog', async () => {
  const sandbox = await sandboxOf('healthy');
  const home = emptyFolder();
  mkdirSync(join(home, '.aws'));
  writeFileSync(
    join(home, '.aws/config'),
    '[default]\nregion = us-east-1\n[profile work]\r\n[sso-session corp]\n[profile "two words"]\n# [profile gone]\n[stray]\n',
  );
  writeFileSync(join(home, '.aws/credentials'), '[work]\n[keys]\n');
  const offered = async (...words: string[]): Promise<string> =>
    (await run(['__complete', '--', ...words], { ...sandbox.env, HOME: home }, '', home)).out;
  try {
    expect(await offered('diagnose', '--stack', '')).toContain('kiroween\t');
    expect(await offered('diagnose', '--profile', '')).toBe('default\t\nwork\t\ntwo words\t\nkeys\t\n');
    expect(await offered('--region', 'eu-west-1', 'sandbox', '--scenario=')).toContain('healthy\t');
    // The line names another Region, or nothing that answers: its stacks are meant.
    expect(await offered('diagnose', '--region', 'us-east-1', '--stack', '')).toBe('');
    expect(await offered('diagnose', '--endpoint-url=http://127.0.0.1:9', '--stack=')).toBe('');
    expect(await offered('explain', '')).toContain('model-legacy\t');
    expect(await offered('demo', '')).toContain('healthy\t');
  } finally {
    await sandbox.close();
  }
  // Without AWS nothing is offered, and nothing is said.
  const silent = await run(['__complete', '--', 'diagnose', '--stack', ''], { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
  expect(silent).toEqual({ code: 0, out: '', err: '' });
});

/** What a shell offers when it reads our script; null where the shell is not installed. */
function offeredBy(shell: string, script: string): readonly string[] | null {
  const folder = emptyFolder();
  symlinkSync(BINARY, join(folder, 'bedrock-doctor'));
  const { status, stdout, error } = spawnSync(shell, ['-c', script], {
    cwd: folder,
    env: { ...OWN_ENV, PATH: `${folder}:${process.env['PATH']}`, HOME: folder },
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

test('bash and fish complete values after =, and quote what has spaces', () => {
  const words = (line: string): string =>
    `COMP_WORDS=(bedrock-doctor ${line}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _bedrock_doctor; echo "\${COMPREPLY[@]}"`;
  const setUp =
    'mkdir ~/.aws; echo \'[profile "two words"]\' > ~/.aws/config; source <(bedrock-doctor completion bash)';
  const bash = (line: string) => offeredBy('bash', `${setUp}; ${words(line)}`);
  if (bash('fix --grant = g') === null) console.warn('bash is not installed: its completion was not tried');
  else {
    expect(bash('fix --grant = g')).toEqual(['guide']);
    expect(bash('fix --grant =')).toEqual(['guide', 'model', 'temporary', 'invoke']);
    expect(bash('fix --grant=g')).toEqual(['--grant=guide']);
    expect(bash('diagnose --profile =')?.join(' ')).toBe('two\\ words');
  }
  const fish = (line: string) =>
    offeredBy('fish', `bedrock-doctor completion fish | source; echo > a.json; complete -C "bedrock-doctor ${line}"`);
  if (fish('fix --grant=g') === null) console.warn('fish is not installed: its completion was not tried');
  else {
    expect(fish('fix --grant=g')).toEqual(['--grant=guide']);
    expect(fish('diagnose --config=./a.j')).toEqual(['--config=./a.json']);
  }
});

test('zsh completes with our script, in a terminal as its users have it', () => {
  const line = (typed: string): string => `
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z 'PS1=; autoload -U compinit; compinit -u -D; source <(bedrock-doctor completion zsh); echo REA""DY'
while zpty -r z said; do [[ $said == *READY* ]] && break; done
zpty -n -w z ${typed}$'\\t'
out=
for i in {1..100}; do
  while zpty -rt z said; do out+=$said; done
  [[ $out == *temporary* ]] && break
  sleep 0.1
done
zpty -d z
print -r -- $out`;
  for (const typed of ["'bedrock-doctor fix --grant=t'", "'bedrock-doctor fix --grant t'"]) {
    const zsh = offeredBy('zsh', line(typed));
    if (zsh === null) console.warn('zsh is not installed: its completion was not tried');
    else expect(zsh.join(' ')).toMatch(/--grant[= ]temporary/);
  }
});

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: they are the shell's

test('each shell has a script; any other word is one sentence', async () => {
  for (const shell of SHELLS) expect((await run(['completion', shell], {})).out).toBe(scriptOf(shell));
  const { code, err } = await run(['completion', 'tcsh'], {});
  expect([code, err]).toEqual([2, 'There is no completion for "tcsh"; name one of bash, zsh, fish.\n']);
});
