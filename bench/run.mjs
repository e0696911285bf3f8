// Prints our figures beside a peer's, measured in the same run: ratios hold, milliseconds do not.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { benchIam } from './iam.mjs';
import { benchTail } from './tail.mjs';

const BINARY = resolve(import.meta.dirname, '../bin/bedrock-doctor.js');
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 15);
const home = mkdtempSync(join(tmpdir(), 'bedrock-doctor-bench-'));
// Extra certificates cost every Node process some 35 ms: they are no part of what is compared.
const base = { PATH: process.env.PATH ?? '', HOME: home };

/** Starts the sandbox in a process of its own, so that it does not share our clock. */
async function startSandbox(args = []) {
  const child = spawn(process.execPath, [BINARY, 'sandbox', '--format', 'json', ...args], { env: base });
  const line = await new Promise((done) => child.stdout.once('data', (part) => done(String(part))));
  return { env: JSON.parse(line).env, stop: () => child.kill() };
}

/** The median duration of a command in milliseconds, after one run to warm the disk. */
function time(program, args, env = base) {
  const once = () => {
    const start = performance.now();
    spawnSync(program, args, { env, stdio: 'ignore' });
    return performance.now() - start;
  };
  once();
  const all = Array.from({ length: ROUNDS }, once).sort((a, b) => a - b);
  return all[Math.floor(all.length / 2)] ?? 0;
}

const rows = [];
const row = (what, value, bar, unit = '×') => {
  rows.push({
    what,
    measured: `${value.toFixed(2)} ${unit}`,
    bar: bar === null ? '' : `≤ ${bar} ${unit}`,
    ok: bar === null ? '' : value <= bar ? 'yes' : 'NO',
  });
};

const bare = time(process.execPath, ['-e', '0']);
row('--version against node -e 0', time(process.execPath, [BINARY, '--version']) / bare, 1.5);
row('--help against node -e 0', time(process.execPath, [BINARY, '--help']) / bare, 1.5);
row(
  'explain one message against node -e 0',
  time(process.execPath, [BINARY, 'explain', 'The provided model identifier is invalid.']) / bare,
  null,
);

const sandbox = await startSandbox();
const env = { ...base, ...sandbox.env };
const ours = time(process.execPath, [BINARY, 'diagnose'], env);
row('diagnose against node -e 0', ours / bare, null);
const aws = ['/usr/bin/aws', '/usr/local/bin/aws'].find((path) => existsSync(path)) ?? 'aws';
if (spawnSync(aws, ['--version'], { env }).status === 0) {
  const peer = time(aws, ['sts', 'get-caller-identity', '--endpoint-url', sandbox.env.AWS_ENDPOINT_URL], env);
  row('diagnose against one aws sts get-caller-identity', ours / peer, 0.5);
} else {
  console.log('aws is not installed: the comparison with it is left out');
}
const report = JSON.parse(
  spawnSync(process.execPath, [BINARY, 'diagnose', '--format', 'json'], { env }).stdout.toString(),
);
row('API calls of a diagnosis', report.apiCalls, 17, 'calls');
sandbox.stop();

const LATENCY_MS = 50;
const slow = await startSandbox(['--latency', `${LATENCY_MS}ms`]);
const held = time(process.execPath, [BINARY, 'diagnose'], { ...base, ...slow.env });
row(`round trips one after another, ${LATENCY_MS} ms a call`, (held - ours) / LATENCY_MS, 4.5, 'trips');
if (existsSync('/usr/bin/time')) {
  const { stderr } = spawnSync('/usr/bin/time', ['-f', '%M', process.execPath, BINARY, 'diagnose'], {
    env: { ...base, ...slow.env },
  });
  row('peak memory of a diagnosis', Number(stderr.toString().trim().split('\n').at(-1)) / 1024, 100, 'MB');
}
slow.stop();
console.table(rows);
const swift = await benchIam();
process.exitCode = (await benchTail()) && swift ? 0 : 1;
