// What a page costs before its reader does anything: every request until the network is quiet, without scrolling; then, with the
// laboratory scrolled into view, what the engine fetches for its first backend.
import { gzipSync } from 'node:zlib';
import type { Browser, Page, Response } from 'playwright';

/** The kinds that budgets speak of. */
export const kinds = ['html', 'css', 'js', 'fonts', 'other'] as const;

/** Bytes by kind, as they travel: text compressed, fonts and data as they are. */
export type Load = Readonly<Record<(typeof kinds)[number], number>>;

const sizes = new Map<string, number>();
const quietMs = 600;

/**
 * Loads a page on a screen and counts what came before the reader scrolled or touched anything; with `isAwake`, also what the page
 * itself needs to bring its laboratory to life. What a worker fetches is never counted here.
 */
export async function measureFirstLoad(browser: Browser, url: string, width: number, isAwake = false): Promise<Load> {
  const page = await browser.newPage({ viewport: { width, height: 844 } });
  try {
    const seen = collect(page);
    await page.goto(url);
    await quiet(seen);
    if (isAwake) {
      await wakeLaboratory(page);
      await quiet(seen);
    }
    const byEngine = await responsesOfEngine(page, seen);
    const responses = seen.filter((response) => !byEngine.includes(response));
    const load: Record<keyof Load, number> = { html: 0, css: 0, js: 0, fonts: 0, other: 0 };
    for (const response of responses) load[kindOf(response)] += await travelled(response);
    return load;
  } finally {
    await page.close();
  }
}

/** What the engine's worker fetched until it had answered, and which backend that was. */
export async function measureEngine(browser: Browser, url: string): Promise<{ backend: string; bytes: number }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 844 } });
  try {
    const responses = collect(page);
    await page.goto(url);
    await quiet(responses);
    const backend = await wakeLaboratory(page);
    await quiet(responses);
    const bytes = await Promise.all((await responsesOfEngine(page, responses)).map(travelled));
    return { backend, bytes: bytes.reduce((sum, size) => sum + size, 0) };
  } finally {
    await page.close();
  }
}

/** Scrolls to the laboratory and waits until the engine has answered it; gives the backend that did. */
export async function wakeLaboratory(page: Page): Promise<string> {
  await page.evaluate(() => document.getElementById('kernel-lab')?.scrollIntoView({ behavior: 'instant' }));
  const backend = await page.waitForFunction(() => document.getElementById('kernel-lab')?.dataset['backend']);
  return String(await backend.jsonValue());
}

/** The script of the page's worker and everything fetched from there: what the page's own list does not have. */
async function responsesOfEngine(page: Page, responses: readonly Response[]): Promise<readonly Response[]> {
  const workers = page.workers().map((worker) => worker.url());
  if (workers.length === 0) return [];
  const byPage = new Set(await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name)));
  const isPageItself = (address: string): boolean => address === page.url().replace(/#.*/, '');
  return responses.filter((response) => {
    const address = response.url();
    return (
      workers.includes(address) || !(byPage.has(address) || isPageItself(address) || address.endsWith('favicon.svg'))
    );
  });
}

function collect(page: Page): Response[] {
  const responses: Response[] = [];
  page.on('response', (response) => responses.push(response));
  return responses;
}

/** Settles when nothing has come for a while. */
async function quiet(responses: readonly Response[]): Promise<void> {
  for (let before = -1; before !== responses.length;) {
    before = responses.length;
    await new Promise((passed) => setTimeout(passed, quietMs));
  }
}

function kindOf(response: Response): keyof Load {
  const type = response.headers()['content-type'] ?? '';
  if (type.includes('html')) return 'html';
  if (type.includes('css')) return 'css';
  if (type.includes('javascript')) return 'js';
  return type.includes('font') ? 'fonts' : 'other';
}

async function travelled(response: Response): Promise<number> {
  const known = sizes.get(response.url());
  if (known !== undefined) return known;
  const body = await response.body();
  const isCompressed = /\.(woff2|bin|png|webp)$/.test(new URL(response.url()).pathname);
  const size = isCompressed ? body.length : gzipSync(body, { level: 9 }).length;
  sizes.set(response.url(), size);
  return size;
}
