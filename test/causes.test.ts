import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { pages } from '../scripts/docs/pages.ts';
import { CAUSE_IDS, CAUSES } from '../src/causes/catalogue.ts';
import { HELP } from '../src/causes/help/index.ts';
import { CHECKS } from '../src/checks/index.ts';
import type { CauseId } from '../src/core/cause.ts';
import { causePage, confirmationOf } from '../src/engine/explain/page.ts';
import { pageText } from '../src/reporters/page.ts';
import { widthOf } from '../src/reporters/wrap.ts';
import { emptyFolder, run } from './run.ts';

const ROOT = resolve(import.meta.dirname, '..');
const PLAIN = { color: false, width: 72, verbose: false, quiet: false, unicode: true };

/** Causes that neither a check's message nor a text of AWS names: verify finds them when it asks for the poem. */
const FOUND_BY_VERIFY: ReadonlySet<CauseId> = new Set<CauseId>(['endpoint-error', 'logs-missing']);
const verifying = ['src/verification', 'src/engine', 'src/commands'].flatMap((folder) =>
  (readdirSync(join(ROOT, folder), { recursive: true }) as string[])
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8')),
);

test('every cause can be reached: by a message of a check, by words of AWS, or by verify', () => {
  const unreachable = CAUSE_IDS.filter((id) => {
    const { words, told } = confirmationOf(id);
    const found = FOUND_BY_VERIFY.has(id) && verifying.some((text) => text.includes(`'${id}'`));
    return words.length === 0 && told.length === 0 && !found;
  });
  expect(unreachable, 'a check, a signature or verify has to name it').toEqual([]);
});

test('every message of a check means a cause whose page names that check', () => {
  for (const { id, messages } of CHECKS) {
    for (const { cause, title } of Object.values(messages)) {
      expect(confirmationOf(cause).told, `${id}: ${title}`).toContainEqual(
        expect.objectContaining({ check: id, title }),
      );
    }
  }
});

test.each(CAUSE_IDS)('the page of %s is whole', (id) => {
  const help = HELP[id];
  const sentences = (help.what.match(/[.](?: |$)/g) ?? []).length;
  expect(sentences, 'two to four sentences, or one for the very simple').toBeGreaterThanOrEqual(1);
  expect(sentences).toBeLessThanOrEqual(5);
  for (const text of [help.what, ...help.fix, ...help.useless, help.wait ?? 'Sentence.']) {
    expect(text, 'a sentence ends').toMatch(/[.)]$/);
    expect(text, 'no exclamation marks, no straight markup').not.toMatch(/!|<|`/);
  }
  for (const url of [CAUSES[id].source, ...help.sources]) expect(url).toMatch(/^https:\/\/[\w.-]+\//);
  const { sections } = causePage(id);
  expect(sections.map(({ heading }) => heading)).toEqual(
    expect.arrayContaining([
      'What it is',
      'How AWS words it',
      'Who can fix it',
      'How',
      'What does not help',
      'Sources',
    ]),
  );
});

test('pages fit the terminal they are printed in', () => {
  for (const id of CAUSE_IDS) {
    const lines = pageText(causePage(id), PLAIN).split('\n');
    expect(
      lines.filter((line) => widthOf(line) > PLAIN.width && !line.trim().startsWith('https://')),
      id,
    ).toEqual([]);
  }
});

test('the documents are those that the code makes', () => {
  const made = pages();
  const stale = [...made].filter(([path, text]) => {
    const file = join(ROOT, path);
    return !existsSync(file) || readFileSync(file, 'utf8') !== text;
  });
  const left = readdirSync(join(ROOT, 'docs/causes')).filter((file) => !made.has(`docs/causes/${file}`));
  expect([...stale.map(([path]) => path), ...left], 'run npm run docs').toEqual([]);
});

test('explain CAUSE prints the page, as JSON the document of a report', async () => {
  const page = await run(['explain', 'denied-by-scp'], {});
  expect(page).toMatchObject({ code: 0, err: '' });
  expect(page.out).toContain('What does not help');
  expect(page.out).not.toContain('\u001b');
  const { code, out } = await run(['explain', 'denied-by-scp', '--format', 'json'], {});
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    command: 'explain',
    rootCause: { cause: 'denied-by-scp', owner: 'organization-admin' },
  });
});

test('a page goes into the file that --output names', async () => {
  const folder = emptyFolder();
  const { code, out } = await run(['explain', 'throttled', '--output', 'page.txt'], {}, '', folder);
  expect({ code, out }).toEqual({ code: 0, out: '' });
  expect(readFileSync(join(folder, 'page.txt'), 'utf8')).toContain('What it is');
});

test('a word that is nearly a cause is text, not recognised, with a hint', async () => {
  const { code, out, err } = await run(['explain', 'marketplace-subscription-deny'], {});
  expect(code).toBe(1);
  expect(out).toContain('no error of Bedrock');
  expect(err).toContain('bedrock-doctor explain marketplace-subscription-denied');
  expect((await run(['explain', 'something else entirely'], {})).err).toBe('');
});
