import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { COMMANDS } from '../src/cli/commands.ts';
import { OPTIONS } from '../src/options/table.ts';
import { EXIT_CODES } from '../src/topics/exit-codes.ts';
import { emptyFolder } from './run.ts';

const ROOT = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const RELEASE = parse(read('.github/workflows/release.yml')) as Workflow;
const stepOf = (id: string): string =>
  Object.values(RELEASE.jobs)
    .flatMap(({ steps }) => steps)
    .find((step) => step.id === id)?.run ?? '';

test('a release has provenance, a bill of materials and checksums, and a fork edits one variable', () => {
  const scripts = Object.values(RELEASE.jobs).flatMap(({ steps }) => steps.map(({ run: script = '' }) => script));
  const all = scripts.join('\n');
  expect(all).toMatch(/npm publish .*--provenance/);
  expect(all).toContain('sbom.json');
  expect(all).toContain('sha256sum');
  // What is foreign comes in by the environment alone.
  expect(all).not.toContain('${{');
  expect([...new Set(read('.github/workflows/release.yml').match(/vars\.\w+/g))]).toEqual(['vars.NPM_PACKAGE']);
  expect(RELEASE.permissions).toEqual({ contents: 'read' });
  expect(Object.keys(RELEASE.jobs['release']?.permissions ?? {}).toSorted()).toEqual([
    'attestations',
    'contents',
    'id-token',
  ]);
  expect(all).not.toMatch(/secrets\./);
});

test('what is published has the names of whoever publishes it, from the repository and the one variable', () => {
  const folder = emptyFolder();
  for (const name of ['package.json', 'server.json']) writeFileSync(join(folder, name), read(name));
  const { status, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', stepOf('name')], {
    cwd: folder,
    env: {
      ...process.env,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'someone/doctor',
      GITHUB_REPOSITORY_OWNER: 'someone',
      NPM_PACKAGE: '@someone/doctor',
    },
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  const made = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  expect(made('package.json')).toMatchObject({
    name: '@someone/doctor',
    mcpName: 'io.github.someone/bedrock-doctor',
    repository: { url: 'git+https://github.com/someone/doctor.git' },
  });
  expect(made('server.json')).toMatchObject({
    name: 'io.github.someone/bedrock-doctor',
    packages: [{ identifier: '@someone/doctor' }],
  });
});

test('a tag that is not the version ends a release before anything is made', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const tagged = (tag: string) => {
    const folder = emptyFolder();
    for (const name of ['package.json', 'CHANGELOG.md']) writeFileSync(join(folder, name), read(name));
    mkdirSync(join(folder, 'scripts'));
    writeFileSync(join(folder, 'scripts/release-notes.mjs'), read('scripts/release-notes.mjs'));
    return spawnSync('bash', ['-eo', 'pipefail', '-c', stepOf('version')], {
      cwd: folder,
      env: { ...process.env, GITHUB_REF_NAME: tag },
      encoding: 'utf8',
    });
  };
  expect(tagged(`v${version}`)).toMatchObject({ status: 0, stderr: '' });
  expect(tagged('v9.9.9')).toMatchObject({ status: 1, stderr: expect.stringContaining('v9.9.9') });
});

test('the image is the package on a Node without a shell, not as root', () => {
  // A comment, an instruction, or the rest of one that goes on: https://docs.docker.com/reference/dockerfile/
  const lines = read('Dockerfile')
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const known = /^(?:FROM|WORKDIR|COPY|RUN|USER|ENTRYPOINT|CMD) \S/;
  expect(lines.filter((line) => !known.test(line))).toEqual([]);
  const last = lines.findLastIndex((line) => line.startsWith('FROM '));
  const image = lines.slice(last);
  expect(image[0]).toMatch(/^FROM \S*distroless\/nodejs\d+\S*:nonroot$/);
  expect(image.filter((line) => line.startsWith('RUN'))).toEqual([]);
  expect(image).toContain('USER nonroot');
  for (const line of image.filter((one) => /^(ENTRYPOINT|CMD) /.test(one))) {
    expect(JSON.parse(line.replace(/^\w+ /, ''))).toEqual(expect.arrayContaining([expect.any(String)]));
  }
  expect(lines.filter((line) => /^FROM \S+:latest|^FROM [^:]+$/.test(line))).toEqual([]);
  expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['.git', 'node_modules']));
});

test('the man page names every command, option and exit code, and groff has nothing to say', () => {
  const page = read('dist/bedrock-doctor.1');
  const plain = page.replaceAll('\\-', '-');
  for (const { name } of COMMANDS) expect(plain).toMatch(new RegExp(`^\\.SS ${name}\\b`, 'm'));
  for (const { flag } of Object.values(OPTIONS)) expect(plain).toContain(`\n.B ${flag}\n`);
  for (const code of Object.keys(EXIT_CODES)) expect(plain).toContain(`\n.B ${code}\n`);
  const groff = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-z'], { input: page, encoding: 'utf8' });
  if (groff.error) console.warn('SKIPPED: groff is not installed, so nobody read the man page');
  else expect(groff.stderr).toBe('');
});
