// Tails late logs: on a simulated clock beside the rules of other followers, and for real beside aws logs tail.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { build } from 'esbuild';
import { PEERS } from './peers.mjs';

// The SDK's warning about the version of Node says nothing about the tool.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const ROOT = resolve(import.meta.dirname, '..');
const BINARY = join(ROOT, 'bin/bedrock-doctor.js');
const folder = mkdtempSync(join(tmpdir(), 'bedrock-doctor-bench-tail-'));

const LINES = 10_200;
const PER_SECOND = 17;
const SEEDS = [1, 2, 3, 4, 5];

/** The workload of the tests, which is TypeScript. */
async function workload() {
  const outfile = join(folder, 'workload.mjs');
  await build({
    entryPoints: [join(ROOT, 'test/tail-workload.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}

const percent = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;

/** Every mix with every seed; a row a mix. */
async function simulated() {
  const { MIXES, clockAt, delayOf, follow, linesOf, lostOf, simulatedSource } = await workload();
  const rows = [];
  for (const mix of MIXES) {
    let [lost, doubled, p50, p95, calls, ids] = [0, 0, 0, 0, 0, 0];
    for (const seed of SEEDS) {
      const lines = linesOf(mix, seed, LINES, PER_SECOND);
      const shown = await follow(lines, seed);
      lost += lostOf(lines, shown.at);
      doubled += shown.doubled;
      p50 = Math.max(p50, delayOf(lines, shown.at, 0.5));
      p95 = Math.max(p95, delayOf(lines, shown.at, 0.95));
      calls = Math.max(calls, shown.calls / shown.seconds);
      ids = Math.max(ids, shown.mostRemembered);
    }
    const peers = {};
    for (const peer of PEERS) {
      const lines = linesOf(mix, SEEDS[0], LINES, PER_SECOND);
      const clock = clockAt(Math.min(...lines.map(({ ingestionTime }) => ingestionTime)));
      const end = Math.max(...lines.map(({ visibleAt }) => visibleAt)) + 10_000;
      const shown = await peer.follow({ source: simulatedSource(lines, clock, SEEDS[0]).source, clock, end });
      const again = [...shown.values()].reduce((sum, times) => sum + times - 1, 0);
      peers[peer.name] = `${percent(LINES - shown.size, LINES)} lost, ${again} doubled`;
    }
    rows.push({
      mix: mix.name,
      lost,
      doubled,
      'p50 s': (p50 / 1_000).toFixed(2),
      'p95 s': (p95 / 1_000).toFixed(2),
      'calls/s': calls.toFixed(2),
      ids,
      ok: lost === 0 && doubled === 0 && p95 <= 1_500 && calls <= 1 ? 'yes' : 'NO',
      ...peers,
    });
  }
  return rows;
}

/** CPU seconds and peak memory of a process, from Linux. */
function usage(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  // Fields 14 and 15, in ticks of a hundredth of a second: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
  return { cpu: (Number(fields[11]) + Number(fields[12])) / 100, memory: Number(peak) / 1_024 };
}

/** The AWS CLI whose version has `logs tail`; null without one. */
const awsWithTail = (env) =>
  ['/usr/bin/aws', '/usr/local/bin/aws', 'aws'].find((program) =>
    spawnSync(program, ['--version'], { env }).stdout?.toString().startsWith('aws-cli/2'),
  ) ?? null;

const REAL_SECONDS = 40;
const BATCH = 20;
const EVERY_MS = 400;
const STREAMS = 8;
const GROUP = '/bench/tail';

/** The built binary and `aws logs tail --follow` on the same sandbox at the same time. */
async function real() {
  if (!existsSync('/proc/self/stat')) {
    console.log('no /proc here: CPU and memory beside aws logs tail are left out');
    return [];
  }
  const base = { PATH: process.env.PATH ?? '', HOME: folder };
  const sandbox = spawn(
    process.execPath,
    [BINARY, 'sandbox', '--scenario', 'healthy', '--log-delay', '300ms-6s', '--format', 'json'],
    { env: base },
  );
  const { env } = JSON.parse(await new Promise((done) => sandbox.stdout.once('data', (part) => done(String(part)))));
  const client = new CloudWatchLogsClient({
    endpoint: env.AWS_ENDPOINT_URL,
    region: env.AWS_REGION,
    credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY },
  });
  await client.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
  const streams = Array.from({ length: STREAMS }, (_one, index) => `stream-${index}`);
  for (const logStreamName of streams)
    await client.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName }));
  const followers = [
    ['bedrock-doctor tail --follow', process.execPath, [BINARY, 'tail', '--follow', '--raw', '--log-group', GROUP]],
  ];
  const aws = awsWithTail({ ...process.env, ...env });
  if (aws !== null)
    followers.push([
      'aws logs tail --follow',
      aws,
      ['logs', 'tail', GROUP, '--follow', '--since', '5m', '--endpoint-url', env.AWS_ENDPOINT_URL],
    ]);
  else console.log('no aws with logs tail (version 2) is installed: the comparison with it is left out');
  const running = followers.map(([name, program, args]) => {
    const child = spawn(program, args, {
      env: { ...(program === aws ? process.env : base), ...env, PYTHONUNBUFFERED: '1' },
    });
    const seen = new Map();
    let rest = '';
    child.stdout.on('data', (part) => {
      rest += part;
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const id = /line (\d+)\.$/.exec(line)?.[1];
        if (id !== undefined) seen.set(id, (seen.get(id) ?? 0) + 1);
      }
    });
    return { name, child, seen };
  });
  let written = 0;
  for (let round = 0; round * EVERY_MS < REAL_SECONDS * 1_000; round += 1) {
    const logEvents = Array.from({ length: BATCH }, () => ({ timestamp: Date.now(), message: `line ${written++}.` }));
    await client.send(
      new PutLogEventsCommand({ logGroupName: GROUP, logStreamName: streams[round % STREAMS], logEvents }),
    );
    await new Promise((done) => setTimeout(done, EVERY_MS));
  }
  await new Promise((done) => setTimeout(done, 15_000));
  const rows = running.map(({ name, child, seen }) => {
    if (child.exitCode !== null) return { follower: name, written, lost: 'ended by itself', doubled: 0 };
    const { cpu, memory } = usage(child.pid);
    const doubled = [...seen.values()].reduce((sum, times) => sum + times - 1, 0);
    child.kill('SIGINT');
    return {
      follower: name,
      written,
      lost: percent(written - seen.size, written),
      doubled,
      'CPU s': cpu.toFixed(2),
      'peak MB': memory.toFixed(0),
    };
  });
  sandbox.kill();
  return rows;
}

/** Prints both tables. True when nothing was lost or doubled and the bars hold. */
export async function benchTail() {
  const rows = await simulated();
  console.log(
    `Tail, simulated: ${LINES} lines over 9 streams, ${SEEDS.length} seeds a mix (peers: one), worst of the seeds`,
  );
  console.table(rows);
  const beside = await real();
  console.log('Tail, for real: the same sandbox at the same time, lines 0.3 to 6 s late');
  console.table(beside);
  return (
    rows.every(({ ok }) => ok === 'yes') &&
    beside.every(
      ({ follower, lost, doubled }) => !follower.startsWith('bedrock-doctor') || (lost === '0.0 %' && doubled === 0),
    )
  );
}

if (process.argv[1] === import.meta.filename) process.exitCode = (await benchTail()) ? 0 : 1;
