import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { scenarioOf } from '../src/sandbox/scenarios/index.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../src/sandbox/start.ts';
import { mustBeSound } from './document-law.ts';
import { OWN_ENV, type Ran, startIn } from './warm.ts';

export { OWN_ENV, type Ran } from './warm.ts';

export const BINARY = resolve(import.meta.dirname, '../bin/bedrock-doctor.js');

/** Ends whatever process of ours would reach another host than this machine. */
export const LOOPBACK_ONLY = `--require=${resolve(import.meta.dirname, 'loopback-only.cjs')}`;

/** A folder of its own for journal and config, so that no run sees the developer's. */
export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'bedrock-doctor-test-'));

/** The same, which besides says of every connection where it goes, into the same stream as what is shown. */
export const TELLS_HOSTS = `${LOOPBACK_ONLY} --require=${resolve(import.meta.dirname, 'tells-hosts.cjs')}`;

/** Variables that Node reads when it starts, before any program. */
const NODES_OWN = /^(NODE_|SSL_CERT_)/;

/**
 * Runs the built program with nothing of the developer's environment but the path: in a process that has read it before
 * (`warm.cjs`), or, where Node itself is told something or `STARTS=each` is set, by starting the binary.
 */
export async function run(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input = '',
  cwd = emptyFolder(),
): Promise<Ran> {
  const isOwn = ([name, value]: readonly [string, string]): boolean => NODES_OWN.test(name) && value !== TELLS_HOSTS;
  const cold = process.env['STARTS'] === 'each' || Object.entries(env).some(isOwn);
  const ran = await startIn(cold ? 'cold' : 'warm', { args, env: environmentOf(env, cwd), input, cwd });
  mustBeSound(ran.out);
  return ran;
}

/** The environment of a run: nothing of the developer's but the path. */
export const environmentOf = (env: Readonly<Record<string, string>>, cwd: string): Record<string, string> => ({
  ...OWN_ENV,
  HOME: cwd,
  AWS_EC2_METADATA_DISABLED: 'true',
  NODE_OPTIONS: LOOPBACK_ONLY,
  ...env,
});

/** The same, always by starting the binary: for what is about a process, its start and its end. */
export const startBinary = (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input = '',
  cwd = emptyFolder(),
): Promise<Ran> => startIn('cold', { args, env: environmentOf(env, cwd), input, cwd });

/** A sandbox in this process, its clock twenty times as fast. */
export async function sandboxOf(
  scenario: string,
  more: Pick<SandboxOptions, 'latencyMs' | 'speed' | 'onHandled'> = {},
): Promise<Sandbox> {
  const found = scenarioOf(scenario);
  if (!found) throw new Error(`there is no scenario ${scenario}`);
  return startSandbox({ world: found.world, key: found.key, env: found.env ?? {}, speed: 20, ...more });
}
