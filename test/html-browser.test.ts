import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, launch, openPage, violationsIn } from './browser.ts';
import { emptyFolder, run, sandboxOf } from './run.ts';
import { BY_NIGHT } from './seed.ts';

// The report in a real browser.

if (CHROMIUM === undefined) console.warn('SKIPPED: there is no Chromium, so the html report was opened in no browser');

/** What somebody could write into a log to break out of the page. */
const POISON =
  '</script><script>document.title="owned"</script><img src="http://127.0.0.1:9/x.png" onerror="document.title=\'owned\'"><a href="javascript:alert(1)">x</a><svg onload="document.title=\'owned\'">';

/** A report of an account, written to a file; its path. */
async function reportOf(scenario: string, more: readonly string[]): Promise<string> {
  const folder = emptyFolder();
  const path = join(folder, 'report.html');
  const sandbox = await sandboxOf(scenario);
  try {
    const args = ['diagnose', '--format', 'html', '--output', path, ...more];
    expect((await run(args, sandbox.env, '', folder)).code).toBe(1);
  } finally {
    await sandbox.close();
  }
  return path;
}

describe.skipIf(CHROMIUM === undefined)('the html report', () => {
  let browser: Browser;
  /** Of a broken account whose log somebody has poisoned. */
  let poisoned: string;
  beforeAll(async () => {
    browser = await launch();
    poisoned = await reportOf('marketplace-subscription-denied', ['--model', `x${POISON}`, '--verbose']);
  });
  afterAll(async () => browser?.close());
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  const open = (path: string, width = 900, colorScheme: 'light' | 'dark' = 'light') =>
    openPage(browser, pathToFileURL(path).href, { width, height: 1400, colorScheme });
  const widthOf = (page: Page): Promise<unknown> => page.evaluate('document.documentElement.scrollWidth');

  test('poison stays text: nothing of it runs, nothing is asked of the network, nothing is said on the console', async () => {
    expect(readFileSync(poisoned, 'utf8')).toContain('&lt;/script&gt;');
    const { page, asked, said } = await open(poisoned);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.title()).not.toBe('owned');
    expect(await page.locator('img, a[href^=javascript]').count()).toBe(0);
    expect(asked).toEqual([pathToFileURL(poisoned).href]);
    expect(said).toEqual([]);
  });

  test('a page that asks would be seen by this test', async () => {
    const path = join(emptyFolder(), 'page.html');
    writeFileSync(path, '<script>console.error("seen")</script><img src="http://127.0.0.1:9/x.png">');
    const { asked, said } = await open(path);
    expect(said.join()).toContain('seen');
    expect(asked.join()).toContain('127.0.0.1:9');
  });

  test('it needs no horizontal scrolling at 360 px', async () => {
    const { page } = await open(poisoned, 360);
    expect(await widthOf(page)).toBe(360);
    const wide = `[...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > 360.5 && !one.closest('pre, code, table, .scroll, svg')).map((one) => one.outerHTML.slice(0, 120))`;
    expect(await page.evaluate(wide)).toEqual([]);
  });

  test('on paper everything is unfolded, and afterwards what the reader had unfolded stays so', async () => {
    const { page } = await open(poisoned);
    await page.evaluate("document.querySelector('details').open = true");
    const folds = (): Promise<unknown> =>
      page.evaluate("[...document.querySelectorAll('details')].map((one) => (one.open ? '1' : '0')).join('')");
    const before = await folds();
    expect(before).toMatch(/^10+$/);
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await folds()).toMatch(/^1+$/);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await folds()).toBe(before);
  });

  test('it is drawn, light and dark, and prints', async () => {
    const { page } = await open(poisoned);
    const light = await page.screenshot();
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await page.screenshot();
    // An empty page of this size has a few thousand bytes.
    for (const picture of [light, dark]) expect(picture.length).toBeGreaterThan(20_000);
    expect(light.equals(dark)).toBe(false);
    await page.emulateMedia({ colorScheme: null });
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });

  test('axe finds nothing, light and dark, wide and narrow, of one cell and of several; every button and fold is reached by keyboard', async () => {
    const several = await reportOf('role-ecs-task', []);
    // The pictures: who calls and what, the calls in time, and a row for each cell.
    const html = readFileSync(several, 'utf8');
    expect(html).toMatch(/<svg role="img" aria-label="\d+ (?:served|refused)/);
    expect(html.indexOf('class="chain"')).toBeLessThan(html.indexOf('The root cause'));
    const looks = [
      [several, 900, 'light'],
      [poisoned, 360, 'dark'],
      ...(BY_NIGHT
        ? ([
            [several, 360, 'light'],
            [several, 900, 'dark'],
            [poisoned, 900, 'light'],
          ] as const)
        : []),
    ] as const;
    for (const [path, width, colorScheme] of looks) {
      const { page } = await open(path, width, colorScheme);
      expect(await violationsIn(page), `${width} ${colorScheme}`).toEqual([]);
      expect(await widthOf(page)).toBe(width);
      // What is folded is reached once it is unfolded.
      const all = "[...document.querySelectorAll('summary, a, button')]";
      const wanted = Number(await page.evaluate(`${all}.filter((one) => one.checkVisibility()).length`));
      const reached = new Set<unknown>();
      for (let at = 0; at < wanted; at += 1) {
        await page.keyboard.press('Tab');
        reached.add(await page.evaluate(`${all}.indexOf(document.activeElement)`));
      }
      expect([reached.has(-1), reached.size]).toEqual([false, wanted]);
    }
  });
});
