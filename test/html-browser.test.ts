import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { emptyFolder, run, sandboxOf } from './run.ts';

// The report in a real browser. Chromium is driven by its own flags: no library stands between.

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
);
if (CHROMIUM === undefined) console.warn('SKIPPED: there is no Chromium, so the html report was opened in no browser');

/** What somebody could write into a log to break out of the page. */
const POISON =
  '</script><script>document.title="owned"</script><img src="http://127.0.0.1:9/x.png" onerror="document.title=\'owned\'"><a href="javascript:alert(1)">x</a><svg onload="document.title=\'owned\'">';

/** What Chromium asks for itself, whatever page it shows; fonts and the like are not among it. */
const BROWSERS_OWN =
  /^https?:\/\/(?:(?:clients\d|accounts|www|android\.clients)\.google\.com|(?:update|safebrowsing|optimizationguide-pa|content-autofill)\.googleapis\.com|[\w.-]+\.gvt1\.com)\//;

/** Runs the browser once; what it printed, and everything its log says. */
async function browse(page: string, flags: readonly string[]) {
  const folder = emptyFolder();
  const log = join(folder, 'net.json');
  const args = [
    ...['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    ...[
      '--disable-component-update',
      '--disable-sync',
      '--hide-scrollbars',
      `--user-data-dir=${join(folder, 'profile')}`,
    ],
    ...[
      '--enable-logging=stderr',
      '--log-level=0',
      `--log-net-log=${log}`,
      '--virtual-time-budget=2000',
      '--timeout=15000',
    ],
    ...flags,
    page,
  ];
  const { out, err } = await new Promise<{ out: string; err: string }>((done) => {
    const child = spawn(CHROMIUM ?? '', args, { env: { PATH: process.env['PATH'] ?? '', HOME: folder } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (part: Buffer) => {
      out += part.toString('utf8');
    });
    child.stderr.on('data', (part: Buffer) => {
      err += part.toString('utf8');
    });
    child.on('close', () => done({ out, err }));
  });
  const said = err.split('\n').filter((line) => line.includes(':CONSOLE'));
  return { out, said, net: readFileSync(log, 'utf8') };
}

/** A report of a broken account whose log somebody has poisoned, written to a file. */
async function poisonedReport(): Promise<{ readonly path: string; readonly html: string }> {
  const folder = emptyFolder();
  const path = join(folder, 'report.html');
  const sandbox = await sandboxOf('marketplace-subscription-denied');
  try {
    const poisoned = `x${POISON}`;
    const args = ['diagnose', '--format', 'html', '--output', path, '--model', poisoned, '--verbose'];
    expect((await run(args, sandbox.env, '', folder)).code).toBe(1);
  } finally {
    await sandbox.close();
  }
  return { path, html: readFileSync(path, 'utf8') };
}

/** The page beside a script that measures it in a frame of a phone's width, since a window cannot be made that narrow. */
function measuring(folder: string, html: string, width: number): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.html'), html);
  const page = join(folder, 'frame.html');
  writeFileSync(
    page,
    `<!doctype html><body style="margin:0"><iframe id="f" src="report.html" style="border:0;width:${width}px;height:800px"></iframe>
<pre id="measured"></pre><script>
document.getElementById('f').onload = (event) => {
  const { documentElement: root, title } = event.target.contentDocument;
  const wide = [...root.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > ${width} + 0.5 && !one.closest('pre, code, table, .scroll, svg'));
  document.getElementById('measured').textContent = JSON.stringify({ title, scroll: root.scrollWidth, wide: wide.map((one) => one.outerHTML.slice(0, 120)) });
};</script>`,
  );
  return page;
}

test.skipIf(CHROMIUM === undefined)(
  'poison stays text: nothing of it runs, nothing is asked of the network, nothing is said on the console',
  async () => {
    const { path, html } = await poisonedReport();
    expect(html).toContain('&lt;/script&gt;');
    const { out, said, net } = await browse(pathToFileURL(path).href, ['--dump-dom']);
    expect(out).toContain('<h1>');
    expect(out).not.toMatch(/<title>owned/);
    expect(out).not.toMatch(/<(img|a href="javascript)/);
    expect(said).toEqual([]);
    expect(net).not.toContain('127.0.0.1:9');
    const asked = [...net.matchAll(/"url":"((?:https?|wss?):[^"]+)"/g)]
      .map(([, url = '']) => url)
      .filter((url) => !BROWSERS_OWN.test(url));
    expect(asked).toEqual([]);
  },
);

test.skipIf(CHROMIUM === undefined)('a page that asks would be seen by this test', async () => {
  const path = join(emptyFolder(), 'page.html');
  writeFileSync(path, '<script>console.error("seen")</script><img src="http://127.0.0.1:9/x.png">');
  const { said, net } = await browse(pathToFileURL(path).href, ['--dump-dom']);
  expect(said.join()).toContain('seen');
  expect(net).toContain('127.0.0.1:9');
});

test.skipIf(CHROMIUM === undefined)('it needs no horizontal scrolling at 360 px', async () => {
  const { html } = await poisonedReport();
  // The report's own policy forbids nothing of being framed by a file beside it.
  const page = measuring(join(emptyFolder(), 'narrow'), html, 360);
  const { out } = await browse(pathToFileURL(page).href, ['--dump-dom', '--allow-file-access-from-files']);
  const measured = /<pre id="measured">([^<]*)</
    .exec(out)?.[1]
    ?.replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
  expect(measured, out.slice(0, 400)).toBeTruthy();
  expect(JSON.parse(measured ?? '{}')).toMatchObject({ scroll: 360, wide: [] });
});

test.skipIf(CHROMIUM === undefined)(
  'on paper everything is unfolded, and afterwards what the reader had unfolded stays so',
  async () => {
    const { html } = await poisonedReport();
    const folder = emptyFolder();
    writeFileSync(join(folder, 'report.html'), html);
    const page = join(folder, 'frame.html');
    writeFileSync(
      page,
      `<!doctype html><body><iframe id="f" src="report.html"></iframe><pre id="seen"></pre><script>
document.getElementById('f').onload = ({ target: { contentDocument: page, contentWindow: frame } }) => {
  const open = () => [...page.querySelectorAll('details')].map((one) => (one.open ? '1' : '0')).join('');
  page.querySelector('details').open = true;
  const seen = [open()];
  for (const name of ['beforeprint', 'afterprint']) {
    frame.dispatchEvent(new Event(name));
    seen.push(open());
  }
  document.getElementById('seen').textContent = seen.join(' ');
};</script>`,
    );
    const { out } = await browse(pathToFileURL(page).href, ['--dump-dom', '--allow-file-access-from-files']);
    const [before = '', during = '', after = ''] = /<pre id="seen">([^<]*)</.exec(out)?.[1]?.split(' ') ?? [];
    expect(before).toMatch(/^10+$/);
    expect(during).toMatch(/^1+$/);
    expect(after).toBe(before);
  },
);

test.skipIf(CHROMIUM === undefined)('it is drawn, light and dark, and prints', async () => {
  const { path } = await poisonedReport();
  const url = pathToFileURL(path).href;
  const pictures = [];
  for (const [name, flags] of [
    ['light', []],
    ['dark', ['--force-dark-mode', '--blink-settings=preferredColorScheme=0']],
  ] as const) {
    const picture = join(emptyFolder(), `${name}.png`);
    await browse(url, ['--window-size=900,1400', `--screenshot=${picture}`, ...flags]);
    pictures.push(readFileSync(picture));
  }
  const [light, dark] = pictures;
  // An empty page of this size has a few thousand bytes.
  for (const picture of pictures) expect(picture.length).toBeGreaterThan(20_000);
  expect(light?.equals(dark ?? Buffer.alloc(0))).toBe(false);
  const pdf = join(emptyFolder(), 'report.pdf');
  await browse(url, [`--print-to-pdf=${pdf}`]);
  expect(statSync(pdf).size).toBeGreaterThan(10_000);
});

/** What axe-core finds, with the elements. */
interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

test.skipIf(CHROMIUM === undefined)(
  'axe finds nothing, light and dark, wide and narrow, of one cell and of several; every button and fold is reached by keyboard',
  async () => {
    const sandbox = await sandboxOf('role-ecs-task');
    const folder = emptyFolder();
    const path = join(folder, 'report.html');
    try {
      await run(['diagnose', '--format', 'html', '--output', path], sandbox.env, '', folder);
    } finally {
      await sandbox.close();
    }
    const html = readFileSync(path, 'utf8');
    // The pictures: who calls and what, the calls in time, and a row for each cell.
    expect(html).toMatch(/<svg role="img" aria-label="\d+ (?:served|refused)/);
    expect(html.indexOf('class="chain"')).toBeLessThan(html.indexOf('The root cause'));
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const program = spawnSync('which', [CHROMIUM ?? ''], { encoding: 'utf8' }).stdout.trim();
    const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
    try {
      for (const [page, width, colorScheme] of [
        [path, 900, 'light'],
        [path, 360, 'dark'],
        [(await poisonedReport()).path, 900, 'dark'],
        [path, 360, 'light'],
      ] as const) {
        const tab = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
        await tab.goto(pathToFileURL(page).href);
        await tab.evaluate(axe);
        const violations = (await tab.evaluate(
          'axe.run().then(({ violations }) => violations)',
        )) as readonly Violation[];
        expect(
          violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 200))]),
          `${width} ${colorScheme}`,
        ).toEqual([]);
        expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(width);
        // What is folded is reached once it is unfolded.
        const all = "[...document.querySelectorAll('summary, a, button')]";
        const wanted = Number(await tab.evaluate(`${all}.filter((one) => one.checkVisibility()).length`));
        const reached = new Set<unknown>();
        for (let at = 0; at < wanted; at += 1) {
          await tab.keyboard.press('Tab');
          reached.add(await tab.evaluate(`${all}.indexOf(document.activeElement)`));
        }
        expect([reached.has(-1), reached.size]).toEqual([false, wanted]);
        await tab.close();
      }
    } finally {
      await browser.close();
    }
  },
);
