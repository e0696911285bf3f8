import { expect, test } from 'vitest';
import { CAUSES } from '../src/causes/catalogue.ts';
import { OWNER_WORDS } from '../src/causes/owner.ts';
import { cutAtWord } from '../src/reporters/wrap.ts';
import { SCENARIOS } from '../src/sandbox/scenarios/index.ts';
import { run, sandboxOf } from './run.ts';

/** Scenarios that are somebody else's than the reader's of the guide: they name whom to examine. */
const ELSEWHERE = SCENARIOS.filter(
  ({ id, env = {} }) =>
    // The guide's own stack, by its name.
    id !== 'stack-not-found' &&
    ['ROLE', 'USER', 'STACK', 'FUNCTION', 'ME'].some((name) => (env[`BEDROCK_DOCTOR_${name}`] ?? '') !== ''),
);

/** Flags, files and links may speak of the guide. */
const withoutFlags = (text: string): string =>
  text.replace(/https?:\/\/\S+/g, '').replace(/--(?:grant guide|poem|api-url)\b/g, '');

/** What only the guide's reader knows. */
const GUIDES = /poetry|\bpoems?\b|kiroween|\bguide\b|the guide's/i;
/** Words that the reports had once, and the field has not. */
const OLD = /What fixes it|[Cc]ured by|could not be looked at|nothing to take back/;

test.each(ELSEWHERE.map(({ id }) => id))(
  'what is said of %s knows nothing of the guide, and speaks the words of the field',
  async (id) => {
    const sandbox = await sandboxOf(id);
    try {
      for (const format of ['text', 'markdown']) {
        const { out, code } = await run(['diagnose', '--verbose', '--format', format], sandbox.env);
        expect([0, 1, 3, 5]).toContain(code);
        expect(withoutFlags(out)).not.toMatch(GUIDES);
        expect(out).not.toMatch(OLD);
        if (code === 1) expect(out).toContain('Who can fix it: ');
      }
    } finally {
      await sandbox.close();
    }
  },
);

test('there are such scenarios', () => {
  expect(ELSEWHERE.length).toBeGreaterThan(4);
  expect(GUIDES.test('kiroween-PoetryFunction')).toBe(true);
});

test('whoever can fix a cause is named in plain words', () => {
  for (const { owner } of Object.values(CAUSES)) expect(OWNER_WORDS[owner]).not.toMatch(/nobody|fix/);
  expect(OWNER_WORDS['account-admin']).toBe('an account administrator');
});

test('a text that is cut ends behind a word, and says so', () => {
  expect(cutAtWord('one two three', 20)).toBe('one two three');
  for (const text of ['word '.repeat(60), `${'x'.repeat(300)} y`, 'éø 한국어 '.repeat(40), '😀'.repeat(100)]) {
    const cut = cutAtWord(text, 80);
    expect(cut.length).toBeLessThanOrEqual(80);
    expect(cut).toMatch(/ … \(cut\)$/);
    const kept = cut.slice(0, -' … (cut)'.length);
    expect(text.startsWith(kept)).toBe(true);
    // No half of a letter of two code units.
    expect(Buffer.from(cut, 'utf8').toString('utf8')).toBe(cut);
    if (text.includes(' ') && !text.startsWith('xx')) expect(text[kept.length]).toBe(' ');
  }
});
