import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';

/** The browser of this machine, the lightest first; undefined where there is none. */
export const CHROMIUM = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']
  .map((name) => `/usr/bin/${name}`)
  .find((path) => spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0);

/** Starts it. */
export const launch = (): Promise<Browser> =>
  chromium.launch({ ...(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM }), args: ['--no-sandbox'] });

/** A page, and what it asked of the network and said on its console since it was opened. */
export interface Opened {
  readonly page: Page;
  readonly asked: readonly string[];
  readonly said: readonly string[];
}

/** Opens an address in a page of its own. */
export async function openPage(
  browser: Browser,
  url: string,
  {
    width,
    height = 900,
    ...options
  }: { width: number; height?: number; colorScheme?: 'light' | 'dark'; bypassCSP?: boolean },
): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width, height }, ...options });
  const asked: string[] = [];
  const said: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  await page.goto(url);
  return { page, asked, said };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong in a page: the rule and the elements, shortened. */
export async function violationsIn(page: Page): Promise<unknown> {
  await page.evaluate(AXE);
  return page.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))]))',
  );
}
