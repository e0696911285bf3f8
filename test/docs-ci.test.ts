import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { BINARY, emptyFolder, OWN_ENV, type Ran, sandboxOf } from './run.ts';

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
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      cwd,
      env: { ...OWN_ENV, ...env },
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
/** git that gives our own checkout instead of a clone, and the npm that would build it. */
const GIT = `
[ "$1" = clone ] || exit 99
folder="\${@: -1}"
mkdir -p "$folder/bin" && ln -sf ${JSON.stringify(BINARY)} "$folder/bin/bedrock-doctor.js"`;
const BUILDS = `printf '%s\\n' "$*" >> "$HOME/npm.txt"; case "$*" in (ci*|run*build*) ;; (*) exit 99 ;; esac`;

/** Runs the action's steps as the runner does, in the job of a run `before` where one is given; the outputs, and what was printed. */
async function runAction(
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
  before?: string,
) {
  const { folder, path } = shelf({ npm: NPM });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
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
    RUNNER_TEMP: join(before ?? folder, 'temp'),
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
    const cause = 'marketplace-subscription-denied';
    expect(outputs).toMatchObject({ verdict: 'broken', cause, 'root-cause': cause });
    const { rootCause } = JSON.parse(readFileSync(outputs['report'] ?? '', 'utf8')) as { rootCause: { cause: string } };
    expect(rootCause.cause).toBe(cause);
    expect(printed).toContain('::error');
    expect(readFileSync(join(folder, 'summary'), 'utf8')).toContain('marketplace-subscription-denied');
    // Nothing is installed: the checkout of the action is what runs.
    expect(existsSync(join(folder, 'npm.txt'))).toBe(false);
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
    expect(outputs).toMatchObject({ verdict: 'healthy', cause: '', 'root-cause': '' });
    expect(XMLValidator.validate(readFileSync(join(folder, 'report.xml'), 'utf8'))).toBe(true);
    expect(readFileSync(join(folder, 'npm.txt'), 'utf8')).toContain(' ./bedrock-doctor.tgz\n');
  } finally {
    await sandbox.close();
  }
});

test('the action works in its own folder, with its own config file, several stacks and a file for the result', async () => {
  const sandbox = await sandboxOf('healthy');
  try {
    const { code, printed, folder, outputs } = await runAction(
      {
        'working-directory': 'services/a poem',
        config: 'own.json',
        stack: 'kiroween\nnope',
        format: 'text',
        output: 'result.txt',
      },
      sandbox.env,
      { 'services/a poem/own.json': '{ "model": "anthropic.claude-3-haiku-20240307-v1:0" }' },
    );
    expect(code, printed).toBe(1);
    expect(outputs).toMatchObject({ verdict: 'broken', cause: 'stack-not-found' });
    const result = readFileSync(join(folder, 'services/a poem/result.txt'), 'utf8');
    expect(result).toContain('own.json');
    expect(result).toContain('nope');
  } finally {
    await sandbox.close();
  }
});

test.each(['working-directory', 'config', 'stack', 'function', 'role', 'user', 'model', 'fail-on', 'format', 'output'])(
  'the input %s is data, whatever stands in it',
  async (name) => {
    const mark = join(emptyFolder(), 'owned');
    const { outputs } = await runAction({ [name]: `x"; $(touch ${mark}) \`touch ${mark}\` '; touch ${mark} #` }, {});
    expect(existsSync(mark)).toBe(false);
    // Refused, or taken as a name with which there is nothing to be known: no credentials.
    expect(['undetermined', undefined]).toContain(outputs['verdict']);
  },
);

test('an input that is given and empty is one that is not given, and a second use leaves the first its report', async () => {
  const sandbox = await sandboxOf('healthy');
  try {
    const empty = Object.fromEntries(Object.keys(ACTION.inputs).map((name) => [name, '']));
    const { code, printed, outputs, folder } = await runAction(empty, sandbox.env);
    expect(code, printed).toBe(0);
    expect(outputs['verdict']).toBe('healthy');
    const first = readFileSync(outputs['report'] ?? '', 'utf8');
    const again = await runAction({ stack: 'nope' }, sandbox.env, {}, folder);
    expect(again.outputs['verdict']).toBe('broken');
    expect(again.outputs['report']).not.toBe(outputs['report']);
    expect(readFileSync(outputs['report'] ?? '', 'utf8')).toBe(first);
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
  const ours = workflow.jobs.preflight.steps.filter(({ uses }) => uses?.includes('/bedrock-doctor@'));
  expect(ours.length).toBe(1);
  for (const { with: given = {} } of ours)
    expect(Object.keys(ACTION.inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
  const used = [...read('docs/ci.md').matchAll(/steps\.doctor\.outputs\.([\w-]+)/g)].map(([, name]) => name);
  expect(Object.keys(ACTION.outputs)).toEqual(expect.arrayContaining(used));
});

/** Runs commands one after the other and gives the exit code of the last. */
const commands = async (
  lines: readonly string[],
  scenario: string,
  more: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
) => {
  const { folder, path } = shelf({ git: GIT, npm: BUILDS });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const sandbox = await sandboxOf(scenario);
  try {
    const own = {
      PATH: path,
      HOME: folder,
      CI: 'true',
      BEDROCK_DOCTOR_REPOSITORY: 'https://example.org/bedrock-doctor.git',
    };
    const ran = await bash(lines.join('\n'), { ...sandbox.env, ...own, ...more }, folder);
    expect(readFileSync(join(folder, 'npm.txt'), 'utf8').split('\n')).toHaveLength(3);
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
      readonly phases: { readonly [phase: string]: { readonly commands: readonly string[] } };
      readonly reports: { readonly preflight: { readonly files: string } };
    },
  ];
  const { code, err, folder } = await commands(
    Object.values(specification.phases).flatMap(({ commands: some }) => some),
    'healthy',
    {
      TESTING_STACK_NAME: 'kiroween',
      TESTING_REGION: 'ap-northeast-2',
    },
  );
  expect(code, err).toBe(0);
  expect(XMLValidator.validate(readFileSync(join(folder, specification.reports.preflight.files), 'utf8'))).toBe(true);
});

test("Jenkins' script writes the report it announces, over every stack that samconfig names", async () => {
  const [, jenkinsfile = ''] = /```groovy\n([\s\S]*?)```/.exec(read('docs/ci.md')) ?? [];
  const [, script = ''] = /sh '{3}\n([\s\S]*?)'{3}/.exec(jenkinsfile) ?? [];
  const [, file = ''] = /junit '([^']+)'/.exec(jenkinsfile) ?? [];
  const samconfig =
    '[default.deploy.parameters]\nstack_name = "kiroween"\n[prod.deploy.parameters]\nstack_name = "nope"\n';
  const { code, err, out, folder } = await commands(
    [script],
    'healthy',
    { WORKSPACE_TMP: emptyFolder() },
    { 'samconfig.toml': samconfig },
  );
  expect([code, err]).toEqual([1, '']);
  expect(out).toContain('nope');
  const xml = readFileSync(join(folder, file), 'utf8');
  expect(XMLValidator.validate(xml)).toBe(true);
  expect(xml).toContain('stack kiroween');
});
