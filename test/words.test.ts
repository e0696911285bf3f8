import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { CAUSES } from '../src/causes/catalogue.ts';
import { HELP } from '../src/causes/help/index.ts';
import { OWNER_WORDS } from '../src/causes/owner.ts';
import { allHelp } from '../src/help.ts';
import { TOPICS } from '../src/topics/index.ts';

/** Words that are not ours, each with what is said in its place. */
const INSTEAD: readonly (readonly [RegExp, string])[] = [
  [/\bcur(?:e|es|ed|ing)\b/i, 'fix, who can fix it'],
  [/\bleft-?overs?\b/i, 'pending change'],
  [/\b\w*colour/i, 'color'],
  [/\b\w*authoris/i, 'authorize'],
  [/\b\w*recognis/i, 'recognize'],
  [/\borganis/i, 'organization'],
  [/\bcatalogue\b/i, 'catalog, as AWS spells it'],
  [/\bbehaviour/i, 'behavior'],
  [/\blicen[c]e/i, 'license'],
  [/\bsummaris|\bminimis|\bnormalis/i, '-ize'],
  [/\bpatients?\b/i, 'remedy context'],
];

/** What a reader reads, by where it is. */
function texts(): readonly (readonly [string, string])[] {
  const root = resolve(import.meta.dirname, '..');
  const written = [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'action.yml',
    'server.json',
    'skills/bedrock-doctor/SKILL.md',
    ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
  ]
    .filter((path) => /\.(?:md|yml|json)$/.test(path))
    .map((path): [string, string] => [path, readFileSync(join(root, path), 'utf8')]);
  return [
    ...written,
    ...Object.entries(allHelp()).map(([name, text]): [string, string] => [`bedrock-doctor ${name} --help`, text]),
    ...Object.entries(HELP).map(([id, help]): [string, string] => [`the page of ${id}`, JSON.stringify(help)]),
    ...Object.values(CAUSES).map(({ id, title, next }): [string, string] => [`the cause ${id}`, `${title} ${next}`]),
    ...TOPICS.map((topic): [string, string] => [`help ${topic.id}`, JSON.stringify(topic)]),
    ['src/causes/owner.ts', Object.values(OWNER_WORDS).join(' ')],
  ];
}

test('help, documents and pages of causes keep to the words of the field, in American spelling', () => {
  const wrong = texts().flatMap(([where, text]) =>
    text.split('\n').flatMap((line) =>
      INSTEAD.flatMap(([word, better]) => {
        // Paths, ids and code are names.
        const found = word.exec(line.replace(/`[^`]*`|\]\([^)]*\)/g, ' '));
        return found === null ? [] : [`${where}: "${found[0]}"; say ${better}`];
      }),
    ),
  );
  expect(wrong).toEqual([]);
});

test('the law sees the words it forbids', () => {
  for (const text of ['what cures it', 'Cured by', 'no colour', 'the organisation', 'model catalogue', 'MIT licence']) {
    expect(
      INSTEAD.some(([word]) => word.test(text)),
      text,
    ).toBe(true);
  }
  for (const text of ['secure', 'current', 'procured', 'occurs', 'license', 'catalog']) {
    expect(
      INSTEAD.some(([word]) => word.test(text)),
      text,
    ).toBe(false);
  }
});
