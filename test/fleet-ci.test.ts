import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readCell } from '../src/fleet/cell.ts';
import { BINARY, emptyFolder, OWN_ENV, type Ran } from './run.ts';
import { BY_NIGHT } from './seed.ts';

// What docs/fleet.md has a pipeline do, done: the scripts of every shard, then those that put the shards together.

const ACCOUNTS = 9;
const REPOSITORY = 'https://git.example.com/doctor.git';
const MODELS = 'anthropic.claude-3-haiku-20240307-v1:0,amazon.nova-lite-v1:0';
const PAGE = readFileSync('docs/fleet.md', 'utf8');
const [GITHUB, GITLAB] = [...PAGE.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
  ([, text = '']) => parse(text) as unknown,
) as [GitHub, GitLab];

interface GitHub {
  readonly jobs: {
    readonly look: {
      readonly strategy: { readonly matrix: { readonly shard: readonly number[] } };
      readonly steps: readonly Step[];
    };
    readonly report: { readonly steps: readonly Step[] };
  };
}
interface Step {
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface GitLab {
  readonly default: { readonly before_script: readonly string[] };
  readonly look: { readonly parallel: number; readonly script: readonly string[] };
  readonly report: { readonly script: readonly string[] };
}

/** A folder in which `bedrock-doctor` is this build, and a clone of its repository, too. */
function workspace(): { readonly folder: string; readonly path: string } {
  const folder = emptyFolder();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, 'node'));
  symlinkSync(BINARY, join(bin, 'bedrock-doctor'));
  const programs = {
    git: `[ "$*" = "clone --quiet --depth 1 ${REPOSITORY} \${@: -1}" ] || exit 99
mkdir -p "\${@: -1}/bin" && ln -sf ${JSON.stringify(BINARY)} "\${@: -1}/bin/bedrock-doctor.js"`,
    npm: 'case "$*" in (ci*|run*build*) ;; (*) exit 99 ;; esac',
  };
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/usr/bin/env bash\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return { folder, path: `${bin}:${process.env['PATH'] ?? ''}` };
}

const bash = (script: string, env: Readonly<Record<string, string>>, cwd: string): Promise<Ran> =>
  new Promise((done) => {
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd, env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (part: Buffer) => {
      out += String(part);
    });
    child.stderr.on('data', (part: Buffer) => {
      err += String(part);
    });
    child.on('close', (code) => done({ code, out, err }));
  });

/** Runs scripts with an organization to look at; all shards at once, then the others one after another. */
async function play(
  shards: readonly { readonly script: string; readonly env: Readonly<Record<string, string>> }[],
  then: readonly string[],
): Promise<string> {
  const { folder, path } = workspace();
  const home = { ...OWN_ENV, PATH: path, HOME: folder };
  const child = spawn(process.execPath, [BINARY, 'sandbox', '--accounts', String(ACCOUNTS), '--format', 'json'], {
    env: home,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const line = await new Promise<string>((done) => child.stdout.once('data', (part: Buffer) => done(String(part))));
    const env = {
      ...home,
      ...(JSON.parse(line) as { readonly env: Record<string, string> }).env,
      GITHUB_STEP_SUMMARY: join(folder, 'step-summary.md'),
      RUNNER_TEMP: join(folder, 'temp'),
      BEDROCK_DOCTOR_REPOSITORY: REPOSITORY,
      EXTERNAL_ID: 'an-id',
      MODELS,
    };
    // Of the organization's accounts one is suspended; a list has who is active.
    const active = ['123456789012', ...Array.from({ length: ACCOUNTS - 1 }, (_, at) => String(200_000_000_001 + at))];
    writeFileSync(join(folder, 'accounts.csv'), `account\n${active.join('\n')}\n`);
    const ran = await Promise.all(shards.map((one) => bash(one.script, { ...env, ...one.env }, folder)));
    for (const { code, err } of ran) expect(code, err).toBe(0);
    for (const script of then) {
      const { code, err } = await bash(script, env, folder);
      expect(code, err).toBe(0);
    }
  } finally {
    child.kill();
  }
  return folder;
}

/** Accounts of a merged file, each with how many cells it has. */
function accountsIn(folder: string): ReadonlyMap<string, number> {
  const lines = readFileSync(join(folder, 'fleet.jsonl'), 'utf8').trimEnd().split('\n').slice(1);
  const counts = new Map<string, number>();
  for (const line of lines) {
    const account = readCell(line, -1)?.account ?? '';
    counts.set(account, (counts.get(account) ?? 0) + 1);
  }
  return counts;
}

test('the first commands of the page look at the organization and draw it', async () => {
  const script = /```bash\n(bedrock-doctor fleet --accounts org[\s\S]*?)```/.exec(PAGE)?.[1] ?? '';
  const [look = '', draw = ''] = script.split(/\n(?=bedrock-doctor)/);
  const folder = await play(
    [],
    [
      `${look.replace('--role App ', '--role bedrock-application ').trimEnd()} || [ $? -eq 1 ]`,
      `${draw.trimEnd()} || [ $? -eq 1 ]`,
    ],
  );
  expect(accountsIn(folder).size).toBe(ACCOUNTS - 1);
  expect(readFileSync(join(folder, 'fleet.html'), 'utf8')).toMatch(/^<!doctype html>/);
});

test('the matrix of GitHub Actions looks at every account once, and its summary is written', async () => {
  const { look, report } = GITHUB.jobs;
  const [step] = look.steps.filter(({ run }) => run !== undefined);
  const script = step?.run ?? '';
  const envOf = (shard: number): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(step?.env ?? {}).map(([name, text]) => [
        name,
        text.replaceAll('${' + '{ matrix.shard }}', String(shard)),
      ]),
    );
  const folder = await play(
    look.strategy.matrix.shard.map((shard) => ({
      script: script.replace('--role App ', '--role bedrock-application '),
      env: envOf(shard),
    })),
    report.steps.flatMap(({ run }) => (run === undefined ? [] : [run])),
  );
  // What is a variable of the repository or the matrix reaches a script through the environment alone.
  for (const { run } of [...look.steps, ...report.steps]) expect(run ?? '').not.toContain('${' + '{');
  const counts = accountsIn(folder);
  expect(counts.size).toBe(ACCOUNTS - 1);
  for (const count of counts.values()) expect(count).toBe(4);
  expect(readFileSync(join(folder, 'step-summary.md'), 'utf8')).toMatch(/^## .*\n[\s\S]*### What to do/);
  expect(readFileSync(join(folder, 'fleet.html'), 'utf8')).toMatch(/^<!doctype html>/);
});

test.runIf(BY_NIGHT)('the parallel jobs of GitLab do, and their report is one that GitLab reads', async () => {
  const { look, report } = GITLAB;
  const before = GITLAB.default.before_script;
  const script = [...before, ...look.script].join('\n').replace('--role App', '--role bedrock-application');
  const folder = await play(
    Array.from({ length: look.parallel }, (_, at) => ({
      script,
      env: { CI_NODE_INDEX: String(at + 1), CI_NODE_TOTAL: String(look.parallel) },
    })),
    [[...before, ...report.script].join('\n')],
  );
  const counts = accountsIn(folder);
  // The list names the suspended account, too: its cells are undetermined.
  expect(counts.size).toBe(ACCOUNTS);
  for (const count of counts.values()) expect(count).toBe(2);
  expect(XMLValidator.validate(readFileSync(join(folder, 'fleet.xml'), 'utf8'))).toBe(true);
});
