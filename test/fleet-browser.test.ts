import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { html } from '../src/fleet/report/html.ts';
import { CHROMIUM, launch, type Opened, openPage, violationsIn } from './browser.ts';
import { accountId, madeUpCells, RUN, streamOf } from './fleet/cells.ts';
import { emptyFolder } from './run.ts';
import { BY_NIGHT } from './seed.ts';

// The fleet's page in a real browser, at several sizes of a fleet.

if (CHROMIUM === undefined) console.warn("SKIPPED: there is no Chromium, so the fleet's page was opened in no browser");

/** What somebody could name an account to break out of the page. */
const POISON =
  '</script><script>document.title="owned"</script><img src="http://127.0.0.1:9/x.png" onerror="document.title=\'owned\'">';

/** The pages that stand already. */
const pages = new Map<string, Promise<string>>();
function pageOf(accounts: number, poison = false): Promise<string> {
  const key = `${accounts} ${poison}`;
  const page = pages.get(key) ?? writePage(accounts, poison);
  pages.set(key, page);
  return page;
}

async function writePage(accounts: number, poison: boolean): Promise<string> {
  const path = join(emptyFolder(), 'fleet.html');
  let text = '';
  const cells = function* () {
    for (const cell of madeUpCells(accounts))
      yield poison ? { ...cell, name: POISON, reason: POISON, ou: POISON } : cell;
  };
  for await (const piece of html({ run: RUN, cells: () => streamOf(cells()) })) text += piece;
  writeFileSync(path, text);
  return pathToFileURL(path).href;
}

describe.skipIf(CHROMIUM === undefined)('the page of a fleet', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser?.close());
  // A page of 150,000 cells that nobody looks at any more still takes its memory.
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  async function open(
    url: string,
    options: { width?: number; colorScheme?: 'light' | 'dark'; bypassCSP?: boolean } = {},
  ): Promise<Opened> {
    const opened = await openPage(browser, url, { width: 1280, ...options });
    // A function to wait for is compiled in the page, which its policy forbids.
    await opened.page.waitForSelector('html[data-drawn]', { state: 'attached' });
    return opened;
  }
  const count = (page: Page): Promise<string | null> => page.textContent('#count');

  // A page of 150,000 cells takes seconds to make and to open: it is opened once, by night.
  test('of thousands of accounts names what to do in its first line, asks nobody, is painted before its cells are and scrolled to the last', async () => {
    const accounts = BY_NIGHT ? 10_000 : 2_000;
    const url = await pageOf(accounts);
    const { page, asked, said } = await open(url);
    expect(await page.textContent('h1')).toContain(
      `of ${accounts.toLocaleString('en')} accounts lack the use-case form`,
    );
    expect(await page.locator('ol.todo li').count()).toBe(3);
    expect(await count(page)).toBe(
      `${accounts.toLocaleString('en')} accounts, ${(15 * accounts).toLocaleString('en')} cells`,
    );
    expect(asked).toEqual([url]);
    expect(said).toEqual([]);
    // `bench fleet` tells how many milliseconds the first paint and the drawing take.
    const painted = Number(await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime"));
    expect(painted).toBeLessThan(Number(await page.evaluate('document.documentElement.dataset.drawn')));
    await page.selectOption('#order', 'list');
    await page.evaluate(`new Promise((done) => {
      const scroll = document.getElementById('matrix');
      scroll.scrollTop = scroll.scrollHeight;
      requestAnimationFrame(() => requestAnimationFrame(done));
    })`);
    expect(await page.locator('#rows th code').last().textContent()).toBe(accountId(accounts - 1));
    // Only the rows that can be seen are drawn, however many there are.
    expect(await page.locator('#rows tr').count()).toBeLessThan(100);
  });

  test('each thing to do says who does it, and shows whom it helps', async () => {
    const { page } = await open(await pageOf(300));
    const first = page.locator('ol.todo li').first();
    expect(await first.textContent()).toMatch(
      /use-case form.*an administrator of the management account.*helps \d+ accounts, \d+ cells/,
    );
    await first.locator('button').click();
    expect(await page.inputValue('#cause')).toBe('use-case-form-missing');
    expect(await count(page)).toMatch(/of this kind$/);
  });

  test('filters by search, cause, owner and unit', async () => {
    const { page } = await open(await pageOf(300));
    await page.fill('#search', accountId(234));
    expect(await count(page)).toBe('1 account, 15 cells of this kind');
    await page.click('#reset');
    await page.click('table.causes button[data-cause="use-case-form-missing"]');
    const lacking = new Set(
      [...madeUpCells(300)]
        .filter(({ rootCause }) => rootCause?.cause === 'use-case-form-missing')
        .map(({ account }) => account),
    );
    expect(await count(page)).toBe(`${lacking.size} accounts, ${lacking.size * 10} cells of this kind`);
    await page.click('#reset');
    await page.selectOption('#owner', 'organization-admin');
    expect(await page.locator('#rows button:not(.dim)').first().textContent()).toBe('O');
    await page.click('#reset');
    await page.selectOption('#ou', 'Workloads/Prod (ou-ab12-prodprod)');
    expect(await count(page)).toBe('100 accounts, 1,500 cells of this kind');
    await page.selectOption('#region', 'eu-west-1');
    expect(await page.locator('#head tr.names th').count()).toBe(3);
  });

  test('a click opens the evidence of a cell, Escape closes it, and arrow keys go on from there', async () => {
    const { page } = await open(await pageOf(60));
    const first = page.locator('#rows button').first();
    await first.click();
    const words = (await page.textContent('#evidence-body')) ?? '';
    expect(words).toMatch(/Account\d{12}/);
    expect(words).toMatch(/Verdict/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate('document.activeElement.dataset.row')).toBe('1');
    expect(await page.evaluate('document.activeElement.dataset.column')).toBe('1');
    await page.keyboard.press('Enter');
    expect(await page.isVisible('#evidence')).toBe(true);
  });

  test('names of accounts stay text', async () => {
    const { page, asked, said } = await open(await pageOf(3, true));
    expect(await page.title()).not.toBe('owned');
    expect(await page.locator('img').count()).toBe(0);
    expect(asked).toHaveLength(1);
    expect(said).toEqual([]);
  });

  test.each([
    [1280, 'light'],
    [360, 'dark'],
    ...(BY_NIGHT
      ? ([
          [1280, 'dark'],
          [360, 'light'],
        ] as const)
      : []),
  ] as const)('%i pixels, %s: nothing stands out to the side, and axe finds nothing', async (width, colorScheme) => {
    const { page } = await open(await pageOf(12), { width, colorScheme, bypassCSP: true });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(await violationsIn(page)).toEqual([]);
    await page.locator('#rows button').first().click();
    expect(await violationsIn(page)).toEqual([]);
  });

  test('on paper the accounts are all there, and the filters are not', async () => {
    const { page } = await open(await pageOf(60));
    await page.emulateMedia({ media: 'print' });
    expect(await page.isVisible('.filters')).toBe(false);
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('#rows tr').count()).toBe(60);
  });
});
