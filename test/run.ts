import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { scenarioOf } from '../src/sandbox/scenarios/index.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../src/sandbox/start.ts';

export const BINARY = resolve(import.meta.dirname, '../bin/bedrock-doctor.js');

/** Ends whatever process of ours would reach another host than this machine. */
export const LOOPBACK_ONLY = `--require=${resolve(import.meta.dirname, 'loopback-only.cjs')}`;

/** What the binary did. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder of its own for journal and config, so that no run sees the developer's. */
export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'bedrock-doctor-test-'));

/** Runs the built binary with nothing of the developer's environment but the path. */
export function run(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input = '',
  cwd = emptyFolder(),
): Promise<Ran> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [BINARY, ...args], {
      cwd,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: cwd,
        AWS_EC2_METADATA_DISABLED: 'true',
        NODE_OPTIONS: LOOPBACK_ONLY,
        ...env,
      },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (part: Buffer) => {
      out += part.toString('utf8');
    });
    child.stderr.on('data', (part: Buffer) => {
      err += part.toString('utf8');
    });
    child.on('close', (code) => done({ code, out, err }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** A sandbox in this process, its clock twenty times as fast. */
export async function sandboxOf(
  scenario: string,
  more: Pick<SandboxOptions, 'latencyMs' | 'speed' | 'onHandled'> = {},
): Promise<Sandbox> {
  const found = scenarioOf(scenario);
  if (!found) throw new Error(`there is no scenario ${scenario}`);
  return startSandbox({ world: found.world, key: found.key, env: found.env ?? {}, speed: 20, ...more });
}
