// A fleet against the sandbox in a process of its own: calls a cell, memory, cells a second, the server's share, first line.
// `npm run bench fleet [ACCOUNTSxREGIONSxMODELS…] [--minutes N]`; without sizes 60x3x3, 2000x5x3 and 10000x5x3. No run takes
// longer than so many minutes (10): what it judged until then is measured, and the row says how much that is.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { benchFleetFiles } from './fleet-files.mjs';

const BINARY = resolve(import.meta.dirname, '../bin/bedrock-doctor.js');
const SIZES = ['60x3x3', '2000x5x3', '10000x5x3'];
const REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-2', 'us-west-2', 'eu-central-1'];
const MODELS = [
  'anthropic.claude-3-haiku-20240307-v1:0',
  'anthropic.claude-haiku-4-5-20251001-v1:0',
  'amazon.nova-lite-v1:0',
];
/** Most calls a cell (contract, section 9), most memory in MB, longest time to the first line in seconds. */
const MOST = { everyRegion: 1.9, shared: 0.8, memory: 150, firstLine: 1 };
/** How much more memory the end of a run may take than its beginning: it does not grow with the accounts. */
const FLAT = 1.15;

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

const most = (numbers) => Math.round(numbers.reduce((a, b) => Math.max(a, b), 0));

/** A sandbox of so many accounts in a process of its own, for one run: an account throttles its first calls only. */
async function serve(accounts, env) {
  const child = spawn(process.execPath, [BINARY, 'sandbox', '--accounts', String(accounts), '--format', 'json'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const line = await new Promise((done, fail) => {
    child.stdout.once('data', (part) => done(String(part)));
    child.once('close', (code) => fail(new Error(`the sandbox ended with ${code}`)));
  });
  return { pid: child.pid, env: { ...env, ...JSON.parse(line).env }, stop: () => child.kill() };
}

/** Runs one fleet and gives its figures. `wanted`: cells if it came to its end; null where nobody knows. */
async function fleet({ accounts, env, wanted, minutes }, args) {
  const server = await serve(accounts, env);
  const began = performance.now();
  const before = usage(server.pid)?.cpu ?? 0;
  const child = spawn(process.execPath, [BINARY, 'fleet', ...args, '-q', '--timeout', `${minutes}m`], {
    env: server.env,
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
  }, 200);
  const code = await new Promise((done) => child.once('close', done));
  clearInterval(look);
  const served = (usage(server.pid)?.cpu ?? 0) - before;
  server.stop();
  const calls = Number(/apiCalls: (\d+)/.exec(err)?.[1] ?? Number.NaN);
  if (code === null || code === 2 || code === 4 || Number.isNaN(calls))
    throw new Error(`fleet ended with ${code}: ${err}`);
  const [cells, seconds] = [lines - 1, (performance.now() - began) / 1_000];
  const quarter = Math.ceil(memory.length / 4);
  return {
    cells,
    ...(wanted === null ? {} : { 'of all': `${Math.round((100 * cells) / wanted)} %` }),
    calls,
    'calls a cell': Number((calls / cells).toFixed(2)),
    'cells a second': Math.round(cells / seconds),
    'first line, s': Number(((first ?? Number.NaN) / 1_000).toFixed(2)),
    'MB, 2nd quarter': most(memory.slice(quarter, 2 * quarter)),
    'MB, 4th quarter': most(memory.slice(-quarter)),
    'peak MB': most(memory),
    "server's share": `${Math.round((100 * served) / (served + (last?.cpu ?? 0)))} %`,
  };
}

/** What of a row is over its limit, in words. */
function overIn(row, callsMost, accounts) {
  const flat = row['MB, 4th quarter'] <= FLAT * row['MB, 2nd quarter'];
  return [
    ...(callsMost !== null && row['calls a cell'] > callsMost ? [`${row['calls a cell']} calls a cell`] : []),
    ...(row['peak MB'] > MOST.memory ? [`${row['peak MB']} MB`] : []),
    ...(accounts >= 2_000 && !flat ? ['memory grows'] : []),
    ...(row['first line, s'] > MOST.firstLine ? [`the first line after ${row['first line, s']} s`] : []),
  ];
}

/** Measures the sizes given, such as '60x3x3', and what is done with the files; gives whether all is within its limits. */
export async function benchFleet(given) {
  const at = given.indexOf('--minutes');
  const minutes = at < 0 ? 10 : Number(given[at + 1]);
  const sizes = given.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const home = mkdtempSync(join(tmpdir(), 'bedrock-doctor-bench-'));
  const env = { PATH: process.env.PATH ?? '', HOME: home };
  const rows = {};
  const over = [];
  for (const size of sizes.length > 0 ? sizes : SIZES) {
    const [accounts, regions, models] = size.split('x').map(Number);
    const args = [
      ...['--accounts', 'org', '--role', 'bedrock-application', '--assume-role', 'BedrockDoctorRead'],
      ...['--regions', REGIONS.slice(0, regions).join(), '--models', MODELS.slice(0, models).join()],
    ];
    // One account of the sandbox is suspended and has no cells.
    const wanted = (accounts - 1) * regions * models;
    const run = async (name, more, callsMost, all) => {
      const row = await fleet({ accounts, env, minutes, wanted: all }, [...args, ...more]);
      rows[name] = row;
      console.error(`${name}: ${JSON.stringify(row)}`);
      over.push(...overIn(row, callsMost, accounts).map((what) => `${name}: ${what}`));
      return row;
    };
    await run(`${size} --every-region`, ['--every-region'], MOST.everyRegion, wanted);
    // Of 3 Regions and 3 models an account's own reads are shared by nine cells only: that limit holds from 5 x 3 on.
    const shared = await run(size, [], regions * models < 15 ? null : MOST.shared, wanted);
    const eighth = await run(`${size} --shard 3/8`, ['--shard', '3/8'], null, null);
    if (shared.cells === wanted) eighth['share of calls'] = `${((100 * eighth.calls) / shared.calls).toFixed(1)} %`;
  }
  console.table(rows);
  const files = await benchFleetFiles(home, env);
  console.table(files.rows);
  rmSync(home, { recursive: true, force: true });
  over.push(...files.over);
  for (const one of over) console.error(`Over its limit: ${one}`);
  return over.length === 0;
}
