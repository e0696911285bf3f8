import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from '../src/cli.ts';
import { grantId } from '../src/commands/fix/choose.ts';
import { pasteable } from '../src/commands/pasteable.ts';
import { openSession } from '../src/commands/session.ts';
import { realHost } from '../src/host/host.ts';
import type { Grant } from '../src/remedies/grant.ts';
import { REMEDIES } from '../src/remedies/index.ts';
import { grantFor } from '../src/remedies/refusal.ts';
import { emptyFolder } from './run.ts';

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
  for (const { id, command, option, cures } of REMEDIES) {
    const { command: name, flags } = read(command.split(' ').slice(1));
    expect(name, id).toBe('fix');
    expect(Number(flags['option']), id).toBe(option);
    if (option !== 3) continue;
    for (const cause of cures) {
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
        expect(back).toEqual({ ...target, option: '1' });
      },
    ),
    { numRuns: 40 },
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
