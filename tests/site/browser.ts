// How these tests open pages: one browser for a file, a fresh context for a visit, and an ear for everything a page complains of.
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';
import { afterAll, beforeAll, expect } from 'vitest';
import { findChromium, plainFlags } from '../../scripts/find-chromium.ts';
import { serveSite, type ServedSite } from '../../scripts/static-server.ts';
import { rootBuild, type Build } from './builds.ts';

/** How long a page may take for anything it is asked for. */
const patienceMs = 15_000;

/** For `expect.poll`: asks often, since most answers come within a frame. */
export const soon = { timeout: patienceMs, interval: 20 };

/** How a page is visited. */
export interface VisitOptions extends BrowserContextOptions {
  /** Runs in the page before its own scripts. */
  readonly before?: (() => void) | undefined;
  /** Complaints that belong to what is tested. */
  readonly expected?: RegExp;
  /** Called before the address is opened, to change what the network gives. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** A page that is open, with everything it complained of so far. */
export interface OpenPage {
  readonly page: Page;
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** A build, served, with a browser to look at it. */
export interface SiteInBrowser {
  /** Address of the home page. */
  readonly url: string;
  /** Opens a path after the base path; the caller closes it. */
  open(path: string, options?: VisitOptions): Promise<OpenPage>;
  /** Opens a path, does something there, and makes sure that the page had nothing to complain of. */
  visit(path: string, work: (page: Page) => Promise<void>, options?: VisitOptions): Promise<void>;
}

/** Serves a build and starts a browser for the tests of a file. */
export function siteInBrowser(build: Build = rootBuild, args: readonly string[] = plainFlags): SiteInBrowser {
  let served: ServedSite;
  let browser: Browser;

  beforeAll(async () => {
    served = await serveSite(build.folder, { base: build.base });
    browser = await chromium.launch({ executablePath: findChromium(), args: [...args] });
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  async function open(path: string, { before, expected, prepare, ...context }: VisitOptions = {}): Promise<OpenPage> {
    const fresh = await browser.newContext({ reducedMotion: 'reduce', ...context });
    fresh.setDefaultTimeout(patienceMs);
    if (before !== undefined) await fresh.addInitScript(before);
    const page = await fresh.newPage();
    const complaints = listen(page, served.url, expected);
    await prepare?.(page);
    await page.goto(served.url + path);
    return { page, complaints, close: () => fresh.close() };
  }

  return {
    get url() {
      return served.url;
    },
    open,
    async visit(path, work, options) {
      const { page, complaints, close } = await open(path, options);
      try {
        await work(page);
        expect(complaints).toEqual([]);
      } finally {
        await close();
      }
    },
  };
}

function listen(page: Page, url: string, expected: RegExp | undefined): readonly string[] {
  const complaints: string[] = [];
  const complain = (words: string) => {
    if (expected?.test(words) !== true) complaints.push(words);
  };
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complain(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complain(`error: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // what the browser itself gave up, as it does when a page is left before all of it has come, is no fault of the page
    if (reason !== 'net::ERR_ABORTED') complain(`failed: ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complain(`status ${response.status()}: ${response.url()}`);
  });
  page.on('request', (request) => {
    const asked = request.url();
    if (!asked.startsWith(url) && !/^(data|blob):/.test(asked)) complain(`outside: ${asked}`);
  });
  return complaints;
}

/** Reads through the whole page, so that its live parts wake, and waits until all of them stand. */
export async function readThrough(page: Page): Promise<void> {
  const start = page.locator('[data-start]:visible');
  if ((await start.count()) > 0) await start.click(); // an embedded figure waits for a touch
  await page.evaluate(async () => {
    const frame = () => new Promise((seen) => requestAnimationFrame(seen));
    for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight * 0.8) {
      scrollTo({ top, behavior: 'instant' });
      await frame();
      await frame();
    }
  });
  await page.waitForFunction(() => {
    const figures = [...document.querySelectorAll<HTMLElement>('[data-widget], .home-plate')];
    return document.querySelector('astro-island[ssr]') === null && figures.every(({ dataset }) => 'backend' in dataset);
  });
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
}
