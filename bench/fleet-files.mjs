// What is done with a fleet's files, at 150,000 cells: merge of eight shards, every report, diff; and the page in a browser.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ROOT = resolve(import.meta.dirname, '..');
const ACCOUNTS = 10_000;
const SHARDS = 8;
/** Seconds and MB for one of them, and milliseconds to the page's first paint (issue 6/7). */
const MOST = { seconds: 20, memory: 300, paint: 1_000 };
/** How far cells of different accounts stand apart in a file: 24 accounts are looked at together. */
const APART = 24 * 15;

/** The cells that the tests make up, as lines of eight shards in the order in which workers end, and as one file. */
async function writeFiles(folder) {
  const bundled = join(folder, 'cells.mjs');
  await build({
    stdin: {
      contents: `export * from './test/fleet/cells.ts'; export { inShard, shardOf } from './src/fleet/shard.ts';`,
      resolveDir: ROOT,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: bundled,
    logLevel: 'error',
  });
  const { madeUpCells, RUN, shardOf, chanceOf } = await import(pathToFileURL(bundled).href);
  const shards = Array.from({ length: SHARDS }, () => []);
  const all = [JSON.stringify({ run: RUN })];
  for (const cell of madeUpCells(ACCOUNTS)) {
    const line = JSON.stringify(cell);
    all.push(line);
    shards[shardOf(cell.account, SHARDS) - 1].push(line);
  }
  writeFileSync(join(folder, 'all.jsonl'), `${all.join('\n')}\n`);
  for (const [at, lines] of shards.entries()) {
    const mixed = lines
      .map((line, place) => ({ line, place: place + APART * chanceOf(at, place) }))
      .sort((a, b) => a.place - b.place);
    const head = JSON.stringify({ run: { ...RUN, shard: { index: at + 1, of: SHARDS } } });
    writeFileSync(join(folder, `${at + 1}.jsonl`), `${[head, ...mixed.map(({ line }) => line)].join('\n')}\n`);
  }
}

/** Runs the tool in a folder: seconds, peak memory as the system counted it, size of what came out. */
async function measure(folder, env, args) {
  const script = `
    const { main, quickHost } = require(${JSON.stringify(join(ROOT, 'dist/main.cjs'))});
    process.on('exit', () => require('fs').writeFileSync('peak', String(process.resourceUsage().maxRSS)));
    const host = quickHost(process);
    main(${JSON.stringify(['fleet', ...args])}, host).then(host.leave);`;
  const began = performance.now();
  const child = spawn(process.execPath, ['-e', script], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((done) => child.once('close', done));
  if (code !== 0 && code !== 1) throw new Error(`fleet ${args.join(' ')} ended with ${code}`);
  const seconds = Number(((performance.now() - began) / 1_000).toFixed(1));
  return { seconds, 'peak MB': Math.round(Number(readFileSync(join(folder, 'peak'), 'utf8')) / 1024) };
}

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0,
);

/** Milliseconds until the page is first painted and until its matrix is drawn; null without a browser. */
async function paint(file) {
  if (CHROMIUM === undefined) return null;
  const { chromium } = createRequire(import.meta.url)('playwright-core');
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    await page.goto(pathToFileURL(file).href);
    await page.waitForFunction('performance.getEntriesByName("first-contentful-paint").length > 0');
    return {
      'first paint, ms': await page.evaluate(
        'Math.round(performance.getEntriesByName("first-contentful-paint")[0].startTime)',
      ),
      'matrix drawn, ms': Number(await page.evaluate('document.documentElement.dataset.drawn')),
      MB: Number((statSync(file).size / 2 ** 20).toFixed(1)),
    };
  } finally {
    await browser.close();
  }
}

/** Measures all of it in a folder of its own under `home`. */
export async function benchFleetFiles(home, env) {
  const folder = join(home, 'files');
  mkdirSync(folder);
  await writeFiles(folder);
  const rows = {};
  const over = [];
  const run = async (name, args) => {
    const row = await measure(folder, env, args);
    rows[name] = row;
    if (row.seconds > MOST.seconds) over.push(`${name}: ${row.seconds} s`);
    if (row['peak MB'] > MOST.memory) over.push(`${name}: ${row['peak MB']} MB`);
  };
  const parts = Array.from({ length: SHARDS }, (_, at) => `${at + 1}.jsonl`);
  await run('merge, 8 shards', ['merge', ...parts, '--output', 'merged.jsonl']);
  for (const format of ['html', 'markdown', 'csv', 'json', 'junit'])
    await run(`report ${format}`, ['report', 'merged.jsonl', '--format', format, '--output', `report.${format}`]);
  await run('diff', ['diff', 'all.jsonl', 'merged.jsonl']);
  const painted = await paint(join(folder, 'report.html'));
  if (painted === null) console.error('SKIPPED: there is no Chromium, so the page was not painted');
  else {
    rows['page of 150,000 cells'] = painted;
    if (painted['first paint, ms'] > MOST.paint) over.push(`first paint after ${painted['first paint, ms']} ms`);
  }
  return { rows, over };
}
