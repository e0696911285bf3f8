// A fleet against the sandbox in a process of its own: calls a cell, memory, cells a second, the server's share, first line.
// `npm run bench fleet [ACCOUNTSxREGIONSxMODELS…]`; without sizes 60x3x3 and 2000x5x3 (10000x5x3 takes an hour or so).
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const BINARY = resolve(import.meta.dirname, '../bin/bedrock-doctor.js');
const REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-2', 'us-west-2', 'eu-central-1'];
const MODELS = [
  'anthropic.claude-3-haiku-20240307-v1:0',
  'anthropic.claude-haiku-4-5-20251001-v1:0',
  'amazon.nova-lite-v1:0',
];
/** Most calls a cell (contract, section 9), most memory in MB. */
const MOST = { everyRegion: 1.9, shared: 0.8, memory: 150 };

const home = mkdtempSync(join(tmpdir(), 'bedrock-doctor-bench-'));
const base = { PATH: process.env.PATH ?? '', HOME: home };

/** Processor seconds and resident megabytes of a process; null where there is no /proc. */
function usage(pid) {
  try {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13);
    const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return { cpu: (Number(user) + Number(system)) / 100, memory: Number(resident ?? 0) / 1024 };
  } catch {
    return null;
  }
}

/** Runs one fleet and gives its figures. */
async function fleet(server, args) {
  const began = performance.now();
  const before = usage(server.pid)?.cpu ?? 0;
  const child = spawn(process.execPath, [BINARY, 'fleet', ...args, '-q'], {
    env: { ...base, ...server.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [lines, first, err, last] = [0, null, '', null];
  const memory = [];
  child.stdout.on('data', (part) => {
    for (const byte of part) if (byte === 10) lines += 1;
    // The first line is the run's.
    if (lines > 1) first ??= performance.now() - began;
  });
  child.stderr.on('data', (part) => {
    err += part;
  });
  const look = setInterval(() => {
    last = usage(child.pid) ?? last;
    if (last !== null) memory.push(last.memory);
  }, 100);
  const code = await new Promise((done) => child.once('close', done));
  clearInterval(look);
  const calls = Number(/apiCalls: (\d+)/.exec(err)?.[1] ?? Number.NaN);
  if (code === null || code === 2 || Number.isNaN(calls)) throw new Error(`fleet ended with ${code}: ${err}`);
  const [cells, seconds] = [lines - 1, (performance.now() - began) / 1_000];
  const served = (usage(server.pid)?.cpu ?? 0) - before;
  const half = memory.slice(Math.floor(memory.length / 2));
  return {
    cells,
    calls,
    'calls a cell': Number((calls / cells).toFixed(2)),
    'cells a second': Math.round(cells / seconds),
    'first line, s': Number(((first ?? Number.NaN) / 1_000).toFixed(2)),
    'peak MB': Math.round(Math.max(...memory)),
    'MB in the second half': Math.round(half.reduce((sum, one) => sum + one, 0) / half.length),
    "server's share": `${Math.round((100 * served) / (served + (last?.cpu ?? 0)))} %`,
  };
}

/** Measures the sizes given, such as '60x3x3'; gives whether all is within its limits. */
export async function benchFleet(sizes) {
  const rows = {};
  let within = true;
  for (const size of sizes.length > 0 ? sizes : ['60x3x3', '2000x5x3']) {
    const [accounts, regions, models] = size.split('x').map(Number);
    const child = spawn(process.execPath, [BINARY, 'sandbox', '--accounts', String(accounts), '--format', 'json'], {
      env: base,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const line = await new Promise((done) => child.stdout.once('data', (part) => done(String(part))));
    const server = { pid: child.pid, env: JSON.parse(line).env };
    const args = [
      ...['--accounts', 'org', '--role', 'bedrock-application', '--assume-role', 'BedrockDoctorRead'],
      ...['--regions', REGIONS.slice(0, regions).join(), '--models', MODELS.slice(0, models).join()],
    ];
    const every = await fleet(server, [...args, '--every-region']);
    rows[`${size} --every-region`] = every;
    const shared = await fleet(server, args);
    rows[size] = shared;
    const eighth = await fleet(server, [...args, '--shard', '3/8']);
    rows[`${size} --shard 3/8`] = {
      ...eighth,
      'share of calls': `${((100 * eighth.calls) / shared.calls).toFixed(1)} %`,
    };
    child.kill();
    // Of 3 Regions and 3 models an account's own reads are shared by nine cells only: that limit holds from 5 x 3 on.
    within &&=
      every['calls a cell'] <= MOST.everyRegion &&
      (regions * models < 15 || shared['calls a cell'] <= MOST.shared) &&
      every['peak MB'] <= MOST.memory;
  }
  rmSync(home, { recursive: true, force: true });
  console.table(rows);
  if (!within) console.error('A figure is over its limit.');
  return within;
}
