import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { BINARY, emptyFolder, type Ran, sandboxOf } from './run.ts';

// Everything of the CI snippets that a shell can run is run here: the action's own steps, GitLab's script, the build specification's commands.

const ROOT = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}
const ACTION = parse(read('action.yml')) as Action;
const SNIPPETS = [...read('docs/ci.md').matchAll(/```yaml\n([\s\S]*?)```/g)].map(
  ([, text = '']) => parse(text) as unknown,
);

const bash = (script: string, env: Readonly<Record<string, string>>, cwd: string): Promise<Ran> =>
  new Promise((done) => {
    // As GitHub runs `shell: bash`.
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

/** A folder with programs of ours in front of the machine's. */
function shelf(programs: Readonly<Record<string, string>>): { readonly folder: string; readonly path: string } {
  const folder = emptyFolder();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, 'node'));
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/usr/bin/env bash\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return { folder, path: `${bin}:${process.env['PATH']}` };
}

/** npm that installs our own build instead of asking a registry; it keeps what it was asked for. */
const NPM = `
printf '%s\\n' "$*" >> "$HOME/npm.txt"
while [ "$1" != --prefix ]; do shift; done
mkdir -p "$2/node_modules/.bin" && ln -sf ${JSON.stringify(BINARY)} "$2/node_modules/.bin/bedrock-doctor"`;
/** npx --yes bedrock-doctor@… runs our own build. */
const NPX = `[ "$1" = --yes ] && [[ "$2" == bedrock-doctor@* ]] || exit 99\nshift 2\nexec node ${JSON.stringify(BINARY)} "$@"`;

/** Runs the action's steps as the runner does; the outputs, and what was printed. */
async function runAction(inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>>) {
  const { folder, path } = shelf({ npm: NPM });
  const [output, summary] = [join(folder, 'output'), join(folder, 'summary')];
  writeFileSync(output, '');
  const value = (text: string): string =>
    text.replace(
      /\$\{\{ inputs\.([\w-]+) \}\}/g,
      (_all, name: string) => inputs[name] ?? ACTION.inputs[name]?.default ?? '',
    );
  const runner = {
    ...env,
    PATH: path,
    HOME: folder,
    RUNNER_TEMP: join(folder, 'temp'),
    GITHUB_ACTIONS: 'true',
    CI: 'true',
    GITHUB_ACTION_PATH: ROOT,
    GITHUB_WORKSPACE: folder,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
  };
  let printed = '';
  for (const step of ACTION.runs.steps) {
    const own = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, text]) => [name, value(text)]));
    const { code, out, err } = await bash(step.run ?? '', { ...runner, ...own }, folder);
    printed += out + err;
    if (code !== 0) return { code, printed, folder, outputs: outputsIn(output) };
  }
  return { code: 0, printed, folder, outputs: outputsIn(output) };
}

const outputsIn = (path: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

test('an input reaches the shell as a variable only, so that none can be a command', () => {
  for (const { run } of ACTION.runs.steps) expect(run).not.toContain('${{');
  // What the steps write to GITHUB_OUTPUT is what the action hands on.
  for (const [name, { value }] of Object.entries(ACTION.outputs)) {
    expect(value).toBe(['$', `{{ steps.preflight.outputs.${name} }}`].join(''));
  }
});

test('the action fails for a broken account, annotates, and says verdict and root cause', async () => {
  const sandbox = await sandboxOf('marketplace-subscription-denied');
  try {
    const { code, printed, folder, outputs } = await runAction({ stack: 'kiroween' }, sandbox.env);
    expect(code).toBe(1);
    expect(outputs).toEqual({ verdict: 'broken', 'root-cause': 'marketplace-subscription-denied' });
    expect(printed).toContain('::error');
    expect(readFileSync(join(folder, 'summary'), 'utf8')).toContain('marketplace-subscription-denied');
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(readFileSync(join(folder, 'npm.txt'), 'utf8')).toContain(` bedrock-doctor@${version}\n`);
  } finally {
    await sandbox.close();
  }
});

test('the action passes for a healthy account, takes models, formats and a tarball', async () => {
  const sandbox = await sandboxOf('healthy');
  try {
    const model = 'anthropic.claude-3-haiku-20240307-v1:0';
    const { code, printed, folder, outputs } = await runAction(
      { model: `  ${model} \n   \n`, format: 'junit=report.xml,github', package: './bedrock-doctor.tgz' },
      sandbox.env,
    );
    expect(code, printed).toBe(0);
    expect(outputs).toEqual({ verdict: 'healthy', 'root-cause': '' });
    expect(XMLValidator.validate(readFileSync(join(folder, 'report.xml'), 'utf8'))).toBe(true);
    expect(readFileSync(join(folder, 'npm.txt'), 'utf8')).toContain(' ./bedrock-doctor.tgz\n');
  } finally {
    await sandbox.close();
  }
});

test('a value that looks like a command stays a value', async () => {
  const { code, printed, outputs } = await runAction({ region: '$(touch /tmp/x); "' }, {});
  expect(code).toBe(2);
  expect(printed).toContain('must be an AWS Region');
  expect(outputs).toEqual({});
});

test("GitHub's snippets name inputs and outputs that the action has", () => {
  const [workflow] = SNIPPETS as [{ readonly jobs: { readonly preflight: { readonly steps: readonly Step[] } } }];
  const readme = /```yaml\n([\s\S]*?)```/.exec(read('README.md'))?.[1] ?? '';
  const steps = [...workflow.jobs.preflight.steps, ...(parse(readme) as readonly Step[])];
  const ours = steps.filter(({ uses }) => uses?.includes('/bedrock-doctor@'));
  expect(ours.length).toBe(2);
  for (const { with: given = {} } of ours)
    expect(Object.keys(ACTION.inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
  const used = [...read('docs/ci.md').matchAll(/steps\.doctor\.outputs\.([\w-]+)/g)].map(([, name]) => name);
  expect(Object.keys(ACTION.outputs)).toEqual(expect.arrayContaining(used));
});

/** Runs commands one after the other and gives the exit code of the last. */
const commands = async (lines: readonly string[], scenario: string, more: Readonly<Record<string, string>>) => {
  const { folder, path } = shelf({ npx: NPX });
  const sandbox = await sandboxOf(scenario);
  try {
    const ran = await bash(lines.join('\n'), { ...sandbox.env, PATH: path, HOME: folder, CI: 'true', ...more }, folder);
    return { ...ran, folder };
  } finally {
    await sandbox.close();
  }
};

test("GitLab's script writes the report it announces, and fails where it should", async () => {
  const [, gitlab] = SNIPPETS as [
    unknown,
    {
      readonly preflight: {
        readonly script: readonly string[];
        readonly artifacts: { readonly reports: { readonly junit: string } };
      };
    },
  ];
  const { script, artifacts } = gitlab.preflight;
  const broken = await commands(script, 'marketplace-subscription-denied', {});
  expect(broken.code, broken.err).toBe(1);
  const xml = readFileSync(join(broken.folder, artifacts.reports.junit), 'utf8');
  expect(XMLValidator.validate(xml)).toBe(true);
  expect(xml).toContain('<failure');
  expect((await commands(script, 'healthy', {})).code).toBe(0);
});

test("the build specification's commands write the report it announces", async () => {
  const [, , specification] = SNIPPETS as [
    unknown,
    unknown,
    {
      readonly phases: { readonly build: { readonly commands: readonly string[] } };
      readonly reports: { readonly preflight: { readonly files: string } };
    },
  ];
  const { code, err, folder } = await commands(specification.phases.build.commands, 'healthy', {
    TESTING_STACK_NAME: 'kiroween',
    TESTING_REGION: 'ap-northeast-2',
  });
  expect(code, err).toBe(0);
  expect(XMLValidator.validate(readFileSync(join(folder, specification.reports.preflight.files), 'utf8'))).toBe(true);
});
