// Where the start goes: the quickest of many runs of each command, and what a diagnosis loads. Prints docs/performance.md's chart.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

const BINARY = resolve(import.meta.dirname, '../bin/bedrock-doctor.js');
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 25);
const home = mkdtempSync(join(tmpdir(), 'bedrock-doctor-start-'));
const base = { PATH: process.env.PATH ?? '', HOME: home };

const child = spawn(process.execPath, [BINARY, 'sandbox', '--format', 'json'], { env: base });
const { env } = JSON.parse(await new Promise((done) => child.stdout.once('data', (part) => done(String(part)))));
const at = { ...base, ...env };

const facts = join(home, 'facts.json');
spawnSync(process.execPath, [BINARY, 'diagnose', '--save', facts], { env: at });
const RUNS = [
  ['node -e 0', ['-e', '0']],
  ['--version', [BINARY, '--version']],
  ['--help', [BINARY, '--help']],
  ['explain TEXT', [BINARY, 'explain', 'The provided model identifier is invalid.']],
  ['diagnose --from FACTS', [BINARY, 'diagnose', '--from', facts]],
  ['diagnose', [BINARY, 'diagnose']],
];
const quickest = RUNS.map(() => Number.POSITIVE_INFINITY);
for (let round = 0; round < ROUNDS; round++) {
  for (const [index, [, args]] of RUNS.entries()) {
    const start = performance.now();
    spawnSync(process.execPath, args, { env: at, stdio: 'ignore' });
    quickest[index] = Math.min(quickest[index], performance.now() - start);
  }
}
const most = Math.max(...quickest);
for (const [index, [name]] of RUNS.entries()) {
  const ms = quickest[index];
  console.log(
    `${name.padEnd(22)} ${ms.toFixed(0).padStart(4)} ms ${'█'.repeat(Math.max(1, Math.round((ms / most) * 48)))}`,
  );
}

const list = join(home, 'loaded.json');
const hook = join(home, 'hook.cjs');
writeFileSync(
  hook,
  `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(Object.keys(require.cache))));`,
);
spawnSync(process.execPath, ['--require', hook, BINARY, 'diagnose'], { env: at });
child.kill();
const files = JSON.parse(readFileSync(list, 'utf8'))
  .filter((file) => file !== hook)
  .map((file) => ({ name: basename(file), bytes: statSync(file).size }));
const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
console.log(`\na diagnosis loads ${files.length} files of ours, ${Math.round(total / 1_000)} kB; the largest:`);
for (const { name, bytes } of files.toSorted((a, b) => b.bytes - a.bytes).slice(0, 8)) {
  console.log(
    `${name.padEnd(30)} ${(bytes / 1_000).toFixed(0).padStart(4)} kB ${'█'.repeat(Math.round((bytes / total) * 100))}`,
  );
}
rmSync(home, { recursive: true, force: true });
