// Prints our figures beside a peer's, measured in the same run and in turns: ratios hold, milliseconds do not.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { benchEvidence } from './evidence.mjs';
import { benchFleet } from './fleet.mjs';
import { benchIam } from './iam.mjs';
import { benchMcp } from './mcp.mjs';
import { benchTail } from './tail.mjs';

if (process.argv[2] === 'fleet') process.exit((await benchFleet(process.argv.slice(3))) ? 0 : 1);

const BINARY = resolve(import.meta.dirname, '../bin/bedrock-doctor.js');
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 15);
const MEGABYTES = Number(process.env.BENCH_LOG_MB ?? 200);
const home = mkdtempSync(join(tmpdir(), 'bedrock-doctor-bench-'));
// Extra certificates cost every Node process some 35 ms: they are no part of what is compared.
const base = { PATH: process.env.PATH ?? '', HOME: home };

/** Starts the sandbox in a process of its own, so that it does not share our clock. */
async function startSandbox(args = []) {
  const child = spawn(process.execPath, [BINARY, 'sandbox', '--format', 'json', ...args], { env: base });
  const line = await new Promise((done) => child.stdout.once('data', (part) => done(String(part))));
  return { env: JSON.parse(line).env, stop: () => child.kill() };
}

/**
 * Milliseconds of one run. A run that ends otherwise than it should, or answers something else, is no measurement: a peer
 * that fails is quick. `expected`: {exit, says}.
 */
const once = ([program, ...args], env, input = 'ignore', { exit = 0, says = /^/ } = {}) => {
  const start = performance.now();
  // A pipe, since grep stops at its first hit where nobody reads what it finds.
  const { status, stdout, stderr, error } = spawnSync(program, args, { env, stdio: [input, 'pipe', 'pipe'] });
  const ms = performance.now() - start;
  const said = String(stdout);
  if (error !== undefined || status !== exit || !says.test(said)) {
    const command = [program, ...args].join(' ');
    throw new Error(
      `${command}: exit ${status}, ${exit} expected.\n${said.slice(0, 500)}${String(stderr).slice(0, 500)}`,
    );
  }
  return ms;
};
const median = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

/**
 * Runs commands in turns, so that whatever else the machine does falls on all of them; the quickest of each in ms. A run
 * is {command, env, exit, says}.
 */
function time(runs) {
  const all = runs.map(() => []);
  const run = ({ command, env = base, ...expected }) => once(command, env, 'ignore', expected);
  for (const one of runs) run(one);
  for (let round = 0; round < ROUNDS; round++) for (const [at, one] of runs.entries()) all[at].push(run(one));
  return all.map((times) => Math.min(...times));
}

/** The AWS CLI itself: a version manager's shim in front of it would be measured with it. */
function findAws() {
  const found = ['/usr/bin/aws', '/usr/local/bin/aws'].find((path) => existsSync(path));
  if (found !== undefined) return found;
  const { stdout } = spawnSync('pyenv', ['which', 'aws'], { encoding: 'utf8' });
  return stdout?.trim() || 'aws';
}

const rows = [];
/** `bar`: the most it may be; null is for information. */
const row = (what, value, bar, unit = '×') => {
  rows.push({
    what,
    measured: `${value.toFixed(2)} ${unit}`,
    bar: bar === null ? '' : `≤ ${bar} ${unit}`,
    ok: bar === null ? '' : value <= bar ? 'yes' : 'NO',
  });
};
const ours = (...args) => [process.execPath, BINARY, ...args];

const [bare, version, help, explain] = time([
  { command: [process.execPath, '-e', '0'] },
  { command: ours('--version'), says: /\d+\.\d+\.\d+/ },
  { command: ours('--help'), says: /diagnose/ },
  { command: ours('explain', 'The provided model identifier is invalid.'), says: /model-id-invalid/ },
]);
row('--version against node -e 0', version / bare, 1.3);
row('--help against node -e 0', help / bare, 1.4);
row('explain one message against node -e 0', explain / bare, 1.6);

const sandbox = await startSandbox();
const env = { ...base, ...sandbox.env };
for (const url of [sandbox.env.AWS_ENDPOINT_URL, sandbox.env.BEDROCK_DOCTOR_API_URL])
  if (!['127.0.0.1', 'localhost'].includes(new URL(url).hostname)) throw new Error(`${url} is not this machine`);
const aws = findAws();
const awsVersion = spawnSync(aws, ['--version'], { env, encoding: 'utf8' });
const hasAws = awsVersion.status === 0;
if (hasAws) console.log(`the peer is ${aws}: ${(awsVersion.stdout || awsVersion.stderr).trim()}`);
if (!hasAws) console.log('SKIPPED: aws is not installed, so there is nothing to compare a diagnosis with');
const report = JSON.parse(
  spawnSync(process.execPath, [BINARY, 'diagnose', '--format', 'json'], { env }).stdout.toString(),
);
const fn = report.target.function.value;
/** Not every version of the CLI reads AWS_ENDPOINT_URL: 2.9 asks the real service without the flag. */
const asking = (says, ...args) => ({
  command: [aws, '--endpoint-url', sandbox.env.AWS_ENDPOINT_URL, ...args],
  env,
  says,
});
/** What the guide has its reader type to look: the role, the policy, the log, the endpoint. */
const GUIDE = [
  asking(/PoetryFunction/, 'cloudformation', 'describe-stack-resources', '--stack-name', 'kiroween'),
  asking(/PolicyNames/, 'iam', 'list-role-policies', '--role-name', report.target.role.value),
  // Version 1 has no `logs tail`; what that would have asked is asked.
  /aws-cli\/1\./.test(awsVersion.stdout || awsVersion.stderr || '')
    ? asking(/\[Poetry\]/, 'logs', 'filter-log-events', '--log-group-name', `/aws/lambda/${fn}`)
    : asking(/\[Poetry\]/, 'logs', 'tail', `/aws/lambda/${fn}`, '--since', '1h'),
  {
    command: [
      'curl',
      '-s',
      '-X',
      'POST',
      report.target.apiUrl?.value ?? sandbox.env.BEDROCK_DOCTOR_API_URL,
      '-d',
      '{}',
    ],
    says: /success/,
  },
];
const DIAGNOSIS = { command: ours('diagnose'), env, exit: 1, says: /marketplace-subscription-denied/ };
const [diagnosis, caller, ...guide] = time([
  DIAGNOSIS,
  ...(hasAws ? [asking(/123456789012/, 'sts', 'get-caller-identity'), ...GUIDE] : []),
]);
row('diagnose against node -e 0', diagnosis / bare, null);
if (hasAws) {
  row('diagnose against one aws sts get-caller-identity', diagnosis / caller, 0.4);
  row("diagnose against the guide's four commands", diagnosis / guide.reduce((sum, ms) => sum + ms, 0), 0.15);
}
row('API calls of a diagnosis', report.apiCalls, 17, 'calls');

/** Calls of `diagnose --me` where Claude Code's variables and LiteLLM's file name four models, of which two are refused. */
async function callsOfMe() {
  const developer = await startSandbox(['--scenario', 'me-claude-code']);
  const folder = mkdtempSync(join(home, 'me-'));
  const models = ['amazon.nova-lite-v1:0', 'amazon.titan-embed-text-v2:0'];
  const entries = models.map((id) => `  - model_name: ${id}\n    litellm_params:\n      model: bedrock/${id}\n`);
  const file = openSync(join(folder, 'config.yaml'), 'w');
  writeSync(file, `model_list:\n${entries.join('')}`);
  closeSync(file);
  const [program, ...args] = ours('diagnose', '--me', '--format', 'json');
  const { stdout } = spawnSync(program, args, { env: { ...base, ...developer.env }, cwd: folder });
  developer.stop();
  const { apiCalls, cells } = JSON.parse(String(stdout));
  if (cells.length !== 4) throw new Error(`${cells.length} models examined, 4 expected`);
  return apiCalls;
}
row('API calls of --me with four models', await callsOfMe(), 20, 'calls');

/** Milliseconds until a command writes to a terminal for the first time; null where util-linux's `script` is missing. */
function firstLine(command, env) {
  const line = `stty cols 80 rows 24; exec ${command.map((word) => `'${word}'`).join(' ')}`;
  return new Promise((done) => {
    const start = performance.now();
    const child = spawn('script', ['-qfec', line, '/dev/null'], {
      env: { ...env, TERM: 'xterm' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let first = null;
    child.stdout.on('data', () => (first ??= performance.now() - start));
    child.on('error', () => done(null));
    child.on('close', () => done(first));
  });
}
const firsts = [[], []];
for (let round = 0; round < ROUNDS; round++) {
  for (const [at, command] of [[process.execPath, '-e', 'console.log(1)'], ours('diagnose')].entries()) {
    firsts[at].push(await firstLine(command, env));
  }
}
if (firsts.flat().includes(null))
  console.error('SKIPPED: without `script` nobody can see the first line on a terminal');
else row("first line on a terminal, behind Node's own", Math.min(...firsts[1]) - Math.min(...firsts[0]), 100, 'ms');

const LATENCY_MS = 50;
const slow = await startSandbox(['--latency', `${LATENCY_MS}ms`]);
const [held, free] = time([{ ...DIAGNOSIS, env: { ...base, ...slow.env } }, DIAGNOSIS]);
row(`round trips one after another, ${LATENCY_MS} ms a call`, (held - free) / LATENCY_MS, 4, 'trips');
await benchMcp(row, base, env);
sandbox.stop();

/** Peak resident memory in MB, where GNU time can tell. */
function memory(command, env, input = 'ignore') {
  const { stderr } = spawnSync('/usr/bin/time', ['-f', '%M', ...command], { env, stdio: [input, 'ignore', 'pipe'] });
  return Number(stderr.toString().trim().split('\n').at(-1)) / 1024;
}
const hasTime = existsSync('/usr/bin/time');
if (!hasTime) console.log('SKIPPED: /usr/bin/time is not installed, so memory is not measured');
if (hasTime) {
  row('peak memory of node -e 0', memory([process.execPath, '-e', '0'], base), null, 'MB');
  row('peak memory of a diagnosis', memory(ours('diagnose'), { ...base, ...slow.env }), 80, 'MB');
}
slow.stop();

// A log of mostly healthy lines, an error in every two hundred.
const log = join(home, 'function.log');
const file = openSync(log, 'w');
const id = (at) => `ad1b9de9-1051-4527-a407-${String(at).padStart(12, '0')}`;
const request = (at) =>
  at % 50 === 0
    ? `2026-11-24T10:00:00.000Z\t${id(at)}\tERROR\t[Poetry] Bedrock error: ThrottlingException: Too many requests, please wait before trying again.\n`
    : `START RequestId: ${id(at)} Version: $LATEST\n2026-11-24T10:00:00.000Z\t${id(at)}\tINFO\t[Poetry] Generating - Persona: hamlet, Language: ko\n2026-11-24T10:00:01.000Z\t${id(at)}\tINFO\t[Poetry] Success - Generated 412 characters\nREPORT RequestId: ${id(at)}\tDuration: 812.10 ms\tBilled Duration: 813 ms\n`;
for (let written = 0, at = 0; written < MEGABYTES * 1e6; ) {
  const block = Array.from({ length: 2_000 }, () => request(at++)).join('');
  written += writeSync(file, block);
}
closeSync(file);
const bytes = statSync(log).size;
const reading = (command, environment = base) => {
  const input = openSync(log, 'r');
  const ms = once(command, environment, input, { says: /\d/ });
  closeSync(input);
  return bytes / 1e6 / (ms / 1e3);
};
const rate = median([1, 2, 3].map(() => reading(ours('explain', '-'))));
const grep = median([1, 2, 3].map(() => reading(['grep', '-cE', 'Exception|denied|not authorized|timed out|quota'])));
row(`explain a log of ${MEGABYTES} MB`, rate, null, 'MB/s');
row('the same by grep -cE with five words', grep, null, 'MB/s');
if (hasTime) {
  const input = openSync(log, 'r');
  row(`peak memory of explaining ${MEGABYTES} MB`, memory(ours('explain', '-'), base, input), 80, 'MB');
  closeSync(input);
}
/** Seconds of CPU that a command takes to read a file, whatever else the machine does; from GNU time. */
function cpuSeconds(command, path) {
  const input = openSync(path, 'r');
  const { stderr } = spawnSync('/usr/bin/time', ['-f', '%U %S', ...command], {
    env: base,
    stdio: [input, 'ignore', 'pipe'],
  });
  closeSync(input);
  const [user, system] = stderr.toString().trim().split('\n').at(-1).split(' ').map(Number);
  return user + system;
}
// What else stands in logs: JSON, access lines with every status, tracebacks of other errors, words that errors use too.
const other = (at) =>
  [
    `{"level":"info","time":${1793000000000 + at},"requestId":"${id(at)}","msg":"credentials loaded, connection pool timed metrics","durationMs":${at % 900}}\n`,
    `10.0.${at % 255}.7 - - [24/Nov/2026:10:00:00 +0000] "POST /v1/chat/${at} HTTP/1.1" ${[200, 201, 304, 404, 500][at % 5]} ${at} "-" "Mozilla/5.0"\n`,
    `2026-11-24 10:00:00,123 INFO app.service order ${at} placed, token count ${at % 700}, model latency ${at % 90} ms\n`,
    at % 20 === 0
      ? 'Traceback (most recent call last):\n  File "/app/x.py", line 3, in run\nValueError: no such order\n'
      : `2026-11-24 10:00:00,123 DEBUG app.cache request ${at} served from cache\n`,
  ][at % 4];
const mixed = join(home, 'mixed.log');
const mixedFile = openSync(mixed, 'w');
for (let written = 0, at = 0; written < MEGABYTES * 1e6; ) {
  written += writeSync(
    mixedFile,
    Array.from({ length: 2_000 }, () => other(at++) + (at % 50 === 0 ? request(50) : '')).join(''),
  );
}
closeSync(mixedFile);
if (hasTime) {
  // 16.7 ms are 60 MB for a second of CPU.
  row('CPU of explaining a MB of it', (cpuSeconds(ours('explain', '-'), log) * 1e9) / bytes, 16.7, 'ms');
  row(
    'CPU of explaining a MB of many programs',
    (cpuSeconds(ours('explain', '-'), mixed) * 1e9) / statSync(mixed).size,
    25,
    'ms',
  );
}
rmSync(home, { recursive: true, force: true });
await benchEvidence(row, base);
console.table(rows);
const swift = await benchIam();
process.exitCode = (await benchTail()) && swift ? 0 : 1;
