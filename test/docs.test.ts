import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { CAUSE_IDS } from '../src/causes/catalogue.ts';
import { REPORTERS } from '../src/reporters/index.ts';
import { EXIT_CODES } from '../src/topics/exit-codes.ts';
import { FORMATS } from '../src/topics/formats.ts';
import { TOPICS } from '../src/topics/index.ts';
import { BINARY, emptyFolder, OWN_ENV, type Ran, run, sandboxOf } from './run.ts';

const ROOT = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'skills/bedrock-doctor/SKILL.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

interface Block {
  readonly where: string;
  readonly text: string;
  readonly skip: boolean;
  /** A diagnosis of the sandbox's broken account exits 1, and is right. */
  readonly mayExit1: boolean;
  readonly scenario: string;
}

/** The ```bash blocks of a document; `<!-- test: … -->` before one says how it is run. */
function blocksOf(path: string): readonly Block[] {
  return [...read(path).matchAll(/(?:<!-- test: ([^>]*) -->\n\n)?```bash\n([\s\S]*?)```/g)].map(
    ([, how = '', text = ''], at) => ({
      where: `${path}, block ${at + 1}`,
      text,
      skip: how.startsWith('skip'),
      mayExit1: how.includes('may exit 1'),
      scenario: /scenario (\S+)/.exec(how)?.[1] ?? 'marketplace-subscription-denied',
    }),
  );
}

/** Runs a block in an empty folder, as a user would who has installed the package and whose AWS is the sandbox. */
async function runBlock({ text, scenario, mayExit1 }: Block): Promise<Ran> {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(BINARY, join(folder, 'bin/bedrock-doctor'));
  symlinkSync(process.execPath, join(folder, 'bin/node'));
  symlinkSync(ROOT, join(folder, 'node_modules/bedrock-doctor'));
  mkdirSync(join(folder, 'examples'));
  for (const name of readdirSync(join(ROOT, 'examples'))) {
    copyFileSync(join(ROOT, 'examples', name), join(folder, 'examples', name));
  }
  const sandbox = await sandboxOf(scenario);
  // The first command that fails ends it, with its own line on standard error.
  const allowed = mayExit1 ? '0|1' : '0';
  const script = `set -o pipefail; trap 'c=$?; case $c in ${allowed}) ;; *) echo "exit $c: $BASH_COMMAND" >&2; exit $c ;; esac' ERR\n${text}\ntrue`;
  try {
    return await new Promise((done) => {
      const child = spawn('bash', ['-c', script], {
        cwd: folder,
        env: {
          ...OWN_ENV,
          ...sandbox.env,
          PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
          HOME: folder,
          // Nobody sits at the test; what a reader would agree to is agreed to.
          BEDROCK_DOCTOR_YES: 'true',
          BEDROCK_DOCTOR_ACCEPT_TERMS: 'true',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [out, err] = ['', ''];
      child.stdout.on('data', (part: Buffer) => {
        out += String(part);
      });
      child.stderr.on('data', (part: Buffer) => {
        err += String(part);
      });
      child.on('close', (code) => done({ code, out, err }));
    });
  } finally {
    await sandbox.close();
  }
}

const HAS_JQ = spawnSync('jq', ['--version']).status === 0;
if (!HAS_JQ) console.warn('SKIPPED: jq is not installed, so the commands that use it were not run');
const BLOCKS = DOCUMENTS.flatMap(blocksOf).filter(({ text }) => HAS_JQ || !text.includes('jq'));

test('there are commands in the documents, and few that nobody runs', () => {
  expect(BLOCKS.length).toBeGreaterThan(10);
  expect(BLOCKS.filter(({ skip }) => skip).length).toBeLessThan(7);
});

test.concurrent.each(BLOCKS.filter(({ skip }) => !skip))('the commands run: $where', async (block) => {
  const { code, err } = await runBlock(block);
  expect(code, `${block.text}\n${err.slice(-2_000)}`).toBe(0);
});

test('links between the documents lead somewhere', () => {
  const broken = DOCUMENTS.flatMap((path) =>
    [...read(path).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)]
      .map(([, link = '']) => resolve(ROOT, path, '..', link))
      .filter((file) => {
        try {
          readFileSync(file);
          return false;
        } catch {
          return true;
        }
      }),
  );
  expect(broken).toEqual([]);
});

test('what the documents count and list is what there is', () => {
  expect(read('README.md')).toContain(`[${CAUSE_IDS.length} causes]`);
  expect(Object.keys(FORMATS).toSorted()).toEqual(Object.keys(REPORTERS).toSorted());
  for (const code of Object.keys(EXIT_CODES)) expect(read('README.md')).toMatch(new RegExp(`^\\| ${code} +\\|`, 'm'));
});

test('help TOPIC prints the page of the documents', async () => {
  for (const { id, title, sections } of TOPICS) {
    const { code, out, err } = await run(['help', id], {});
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const words of [title, ...sections.map(({ heading }) => heading)]) expect(out).toContain(words);
    if (id !== 'permissions')
      for (const { heading } of sections) expect(read(`docs/${id}.md`)).toContain(`## ${heading}`);
  }
  expect(await run(['help', 'exit-code'], {})).toMatchObject({
    code: 2,
    err: expect.stringMatching(/did you mean exit-codes\?/),
  });
  expect(await run(['help', 'fix'], {})).toEqual(await run(['fix', '--help'], {}));
  expect(await run(['help'], {})).toEqual(await run(['--help'], {}));
});

test('the version alone is one line; in full it says what is below it', async () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  expect(await run(['--version'], {})).toEqual({ code: 0, out: `${version}\n`, err: '' });
  const { out } = await run(['--version', '--verbose'], {});
  expect(out).toMatch(
    new RegExp(`^${version}\\nNode \\d+\\.\\d+\\.\\d+ on \\S+ \\S+\\nAWS SDK for JavaScript 3\\.\\d+\\.\\d+\\n$`),
  );
});

test.each([
  ['docs/role.svg', 'role-ecs-task', ['diagnose', '--role', 'orders-task-role']],
  ['docs/diagnose.svg', 'marketplace-subscription-denied', ['diagnose']],
] as const)('the picture %s is what the terminal shows', async (file, scenario, args) => {
  expect(read('README.md')).toContain(`(${file})`);
  const shown = read(file)
    .replace(/<style>[\s\S]*<\/style>/, '')
    .replace(/<\/tspan>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
  const sandbox = await sandboxOf(scenario, { speed: 1 });
  try {
    const { out } = await run(args, { ...sandbox.env, COLUMNS: '96' });
    // Times, ids, durations and where the sandbox is differ from run to run.
    const words = (text: string): readonly string[] =>
      text.split(/\s+/).filter((word) => /^[a-z(:@.,/-]+$/i.test(word));
    const printed = out.replace(/ --(?:endpoint|api)-url http:\/\/127\.0\.0\.1\S*/g, '');
    expect(words(shown.replace(`bedrock-doctor ${args.join(' ')}`, '')), 'run npm run docs').toEqual(words(printed));
  } finally {
    await sandbox.close();
  }
});
