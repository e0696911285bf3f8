// The server of coding agents by CPU time, whatever else the machine does: its start beside a bare Node's, a call of a tool
// beside the command. A process's own time is in /proc (Linux): https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const BINARY = resolve(import.meta.dirname, '../bin/bedrock-doctor.js');
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 15);
/** Clock ticks a second; Linux tells programs 100 on every machine. */
const TICKS = 100;

/** Milliseconds of CPU that a running process has taken so far. */
function cpuOf(pid) {
  // The name in the second field may hold spaces and brackets.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / TICKS) * 1_000;
}

/** Milliseconds of CPU of a command from its start to its end. */
function cpuOfRun(args, env) {
  const before = childCpu();
  const { error } = spawnSync(process.execPath, args, { env, stdio: 'ignore' });
  if (error !== undefined) throw error;
  return childCpu() - before;
}

/** Milliseconds of CPU of all children that have ended. */
function childCpu() {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return ((Number(fields[13]) + Number(fields[14])) / TICKS) * 1_000;
}

/** A server, and `ask`, which sends a request and waits for its answer. */
function startServer(env) {
  const child = spawn(process.execPath, [BINARY, 'mcp'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const waiting = new Map();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id, result, error } = JSON.parse(line);
    waiting.get(id)?.(result ?? error);
    waiting.delete(id);
  });
  let last = 0;
  const ask = (method, params = {}) =>
    new Promise((answered) => {
      last += 1;
      waiting.set(last, answered);
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: last, method, params })}\n`);
    });
  return { pid: child.pid, ask, stop: () => new Promise((ended) => child.on('close', ended) && child.stdin.end()) };
}

/** Measures in turns. `row` prints a figure beside its bar, `env` is that of a sandbox with a broken account. */
export async function benchMcp(row, base, env) {
  if (!existsSync('/proc/self/stat')) {
    console.log('SKIPPED: without /proc the CPU time of the MCP server is not measured');
    return;
  }
  const client = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1.0.0' } };
  const [bare, starts, calls, commands] = [[], [], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(cpuOfRun(['-e', '0'], base));
    commands.push(cpuOfRun([BINARY, 'diagnose'], env));
    const server = startServer(env);
    await server.ask('initialize', client);
    starts.push(cpuOf(server.pid));
    const { structuredContent } = await server.ask('tools/call', { name: 'diagnose', arguments: {} });
    if (structuredContent?.verdict !== 'broken') throw new Error('the tool came to something else');
    calls.push(cpuOf(server.pid));
    await server.stop();
  }
  // The means: a tick of the clock is ten milliseconds.
  const mean = (all) =>
    all
      .toSorted((a, b) => a - b)
      .slice(0, Math.ceil(all.length * 0.7))
      .reduce((sum, one, _at, { length }) => sum + one / length, 0);
  row('mcp until initialize is answered against node -e 0, CPU', mean(starts) / mean(bare), 1.6);
  row('mcp with one diagnose against the command diagnose, CPU', mean(calls) / mean(commands), 1.1);
}
