import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyFolder, run } from './run.ts';

/** The real SAM CLI, where there is one. It is not installed for this. */
const version = spawnSync('sam', ['--version'], { encoding: 'utf8' }).stdout ?? '';
const isThere = /SAM CLI, version/.test(version);
if (!isThere)
  console.warn('SKIPPED: there is no sam on the PATH, so no edited template was built by the real SAM CLI.');

const TEMPLATES = resolve(import.meta.dirname, 'templates');
const MODEL = 'anthropic.claude-3-haiku-20240307-v1:0';
/** SAM asks nobody about its templates but needs a Region, and sends usage data unless it is told not to. */
const env = {
  ...process.env,
  AWS_DEFAULT_REGION: 'ap-northeast-2',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'made-up',
  SAM_CLI_TELEMETRY: '0',
};
const sam = (args: readonly string[], cwd: string): string =>
  execFileSync('sam', [...args], { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** A folder with the template, edited without an AWS account. */
async function edited(name: string): Promise<string> {
  const folder = emptyFolder();
  cpSync(join(TEMPLATES, name), join(folder, 'template.yaml'));
  const args = [
    'fix',
    '--option',
    '2',
    '--template',
    'template.yaml',
    '--function',
    'PoetryFunction',
    '--model',
    MODEL,
  ];
  const ran = await run([...args, '--yes', '--no-verify'], { AWS_REGION: 'ap-northeast-2' }, '', folder);
  expect(ran.code, ran.err + ran.out).toBe(0);
  expect(readFileSync(join(folder, 'template.yaml'), 'utf8')).toContain('bedrock:InvokeModel');
  return folder;
}

describe.runIf(isThere)('the real SAM CLI', () => {
  test.each(['guide-poetry.yaml', 'crlf.yaml', 'policies-flow.yaml', 'policies-map-template.yaml', 'indent-four.yaml'])(
    'takes %s as it was edited',
    async (name) => {
      const folder = await edited(name);
      expect(sam(['validate', '--template-file', 'template.yaml'], folder)).toContain('is a valid SAM Template');
    },
  );

  test('builds it, from the folder in which the printed command is run', async () => {
    const folder = await edited('guide-poetry.yaml');
    const uri = /CodeUri: (\S+)/.exec(readFileSync(join(folder, 'template.yaml'), 'utf8'))?.[1] ?? '.';
    const code = join(folder, uri);
    mkdirSync(code, { recursive: true });
    writeFileSync(join(code, 'package.json'), '{"name":"poems","version":"1.0.0"}');
    writeFileSync(join(code, 'index.js'), 'exports.handler = async () => ({});');
    const below = join(folder, 'below');
    mkdirSync(below);
    sam(['build', '--template-file', '../template.yaml'], below);
    const built = readFileSync(join(below, '.aws-sam', 'build', 'template.yaml'), 'utf8');
    expect(built).toContain('aws-marketplace:Subscribe');
  });

  test.each([
    ['build', ['--template-file', '--config-env', '--config-file', '--profile', '--region', '--parameter-overrides']],
    [
      'deploy',
      [
        '--stack-name',
        '--region',
        '--profile',
        '--resolve-s3',
        '--capabilities',
        '--config-env',
        '--config-file',
      ].concat(['--no-confirm-changeset', '--no-fail-on-empty-changeset', '--template-file', '--parameter-overrides']),
    ],
  ])('sam %s has the flags that are passed to it', (command, flags) => {
    const help = sam([command, '--help'], emptyFolder());
    expect(flags.filter((flag) => !help.includes(flag.replace(/^--no-/, '')))).toEqual([]);
  });
});
