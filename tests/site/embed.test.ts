// Figures inside a page of someone else: a page of another origin frames them as a teacher would. They are printed at once, compute when touched, tell
// their height, keep their state, hide what they are asked to, and lead to the lesson. On WebGPU too.
import { createServer, type Server } from 'node:http';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webgpuFlags } from '../../scripts/find-chromium.ts';
import { heightListener } from '@lib/site/embedding.ts';
import { siteInBrowser, soon } from './browser.ts';
import { bookBuild, rootBuild } from './builds.ts';

const site = siteInBrowser(rootBuild);
const book = siteInBrowser(bookBuild, webgpuFlags);

/** The page of a host: a frame, and the few lines of the page for forums that fit it to its figure. */
const hostPage = (src: string) => `<!doctype html><html lang="en"><title>A host</title><style>body{margin:0}</style>
<iframe src="${src}" title="A figure" width="100%" height="300" style="border:0" allow="clipboard-write; fullscreen"></iframe>
<script>${heightListener}</script></html>`;

let host: Server;
let hostUrl: string;

beforeAll(async () => {
  host = createServer((request, response) => {
    const src = new URL(request.url ?? '/', 'http://host').searchParams.get('src') ?? '';
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(hostPage(src.replaceAll('"', '')));
  });
  await new Promise<void>((ready) => host.listen(0, '127.0.0.1', ready));
  const address = host.address();
  hostUrl = `http://localhost:${typeof address === 'object' ? address?.port : ''}/`;
});
afterAll(() => new Promise((ended) => host.close(ended)));

/** Another name for this machine is another site: the frame is a stranger to the page around it. */
async function framed(page: Page, src: string) {
  await page.goto(`${hostUrl}?src=${encodeURIComponent(src)}`);
  const frame = page.frameLocator('iframe');
  await frame.locator('[data-widget]').waitFor();
  const height = () => page.locator('iframe').evaluate((element) => element.getBoundingClientRect().height);
  return { frame, height };
}

/** What no figure loads before it is touched: tfjs and whoever else computes, each in a worker. */
const large = /tfjs|\.wasm|\/worker-|\/webgpu-|\/webgl-/;

/** The host is outside, has no icon, and is what the first page is left for; pages that lead on are left while they load. */
const expected = /outside: http:\/\/localhost|favicon|404|ERR_ABORTED/;

describe('a figure in a page of another origin', () => {
  it('shows the state of its address at once, starts its engine on a touch, and fits its box', async () => {
    const work = async (page: Page) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      const { frame, height } = await framed(page, `${site.url}embed/kernel-lab/?kernel-lab=k:box,r:9,c:14`);
      const lab = frame.locator('#kernel-lab');
      await expect.poll(height, soon).toBeGreaterThan(600);
      expect(await frame.locator('header, footer').count()).toBe(0);
      await expect.poll(() => frame.locator('.sum').innerText(), soon).toContain('+137');
      expect(await frame.locator('.state').innerText()).toBe('?kernel-lab=k:box,r:9,c:14');
      expect(await lab.getAttribute('data-backend')).toBeNull();
      expect(asked.filter((address) => large.test(address))).toEqual([]);

      await frame.getByRole('button', { name: 'Start' }).click();
      await expect.poll(() => lab.getAttribute('data-backend'), soon).toMatch(/./);
      expect(asked.filter((address) => large.test(address))).not.toEqual([]);
      expect(await frame.locator('.sum button').innerText()).toBe('+137');
      const inner = await frame
        .locator('.embed')
        .evaluate((element) => Math.ceil(element.getBoundingClientRect().height));
      // never too low; a little too high moves nothing
      await expect.poll(async () => (await height()) - inner, soon).toBeGreaterThanOrEqual(0);
      expect((await height()) - inner).toBeLessThan(9);
      const sideways = await lab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(sideways).toBeLessThanOrEqual(0);

      const way = frame.locator('[data-in-lesson]');
      await way.focus();
      expect(await way.getAttribute('href')).toBe('/kernels/?kernel-lab=k:box,r:9,c:14#kernel-lab');
    };
    await site.visit('404.html', work, { expected, viewport: { width: 720, height: 900 } });
  });

  it('says of a run what a touch will do, and trains it then', async () => {
    const work = async (page: Page) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      const { frame } = await framed(page, `${site.url}embed/cnn-trainer/?cnn-trainer=n:20&backend=simd`);
      const run = frame.locator('.run');
      await expect.poll(() => run.innerText(), soon).toContain('a run of 20 steps. Start it, and it is trained here');
      expect(asked.filter((address) => large.test(address) || address.includes('/data/'))).toEqual([]);
      await frame.getByRole('button', { name: 'Train this run' }).click();
      await expect.poll(() => run.innerText(), soon).toContain('Finished at step 20.');
    };
    await site.visit('404.html', work, { expected, viewport: { width: 720, height: 900 } });
  });

  it.each([
    { at: 'in its first state', query: '' },
    { at: 'in the state of its address', query: '?kernel-lab=r:9,c:14' },
  ])('does what the first tap was meant to do, $at', async ({ query }) => {
    const work = async (page: Page) => {
      const { frame } = await framed(page, `${site.url}embed/kernel-lab/${query}`);
      if (query !== '') await expect.poll(() => frame.locator('.state').innerText(), soon).toBe(query);
      const [button, title] = [frame.getByRole('button', { name: 'Start' }), frame.locator('.fig-title')];
      const below = (await button.boundingBox()) ?? { y: 0, height: Infinity };
      expect((await title.boundingBox())?.y).toBeGreaterThanOrEqual(below.y + below.height);
      await frame.locator('.presets').getByRole('button', { name: 'bottom' }).tap();
      await expect.poll(() => frame.locator('.state').innerText(), soon).toContain('k:bottom');
      await expect.poll(() => frame.locator('#kernel-lab').getAttribute('data-backend'), soon).toMatch(/./);
      expect(await button.isVisible()).toBe(false);
    };
    await site.visit('404.html', work, { expected, viewport: { width: 390, height: 800 }, hasTouch: true });
  });

  it('does what the first key was meant to do, in its sleep too', async () => {
    const work = async (page: Page) => {
      const { frame } = await framed(page, `${site.url}embed/kernel-lab/`);
      const window = frame.getByRole('slider', { name: /window/i }).first();
      await window.press('ArrowRight');
      const first = await frame.locator('.state').innerText();
      await expect.poll(() => frame.locator('.state').innerText(), soon).not.toBe(first);
    };
    await site.visit('404.html', work, { expected, viewport: { width: 720, height: 900 } });
  });

  it('wakes under the keyboard too', async () => {
    const work = async (page: Page) => {
      const { frame } = await framed(page, `${site.url}embed/kernel-lab/?kernel-lab=k:box`);
      await expect.poll(() => frame.locator('.state').innerText(), soon).toBe('?kernel-lab=k:box');
      await frame
        .getByRole('slider', { name: /window/i })
        .first()
        .press('ArrowRight');
      await expect.poll(() => frame.locator('#kernel-lab').getAttribute('data-backend'), soon).toMatch(/./);
      expect(await frame.locator('[data-start]').isVisible()).toBe(false);
    };
    await site.visit('404.html', work, { expected, viewport: { width: 720, height: 900 } });
  });

  it('hides what it is asked to, on a phone, and says what it cannot hide', async () => {
    const work = async (page: Page) => {
      const { frame } = await framed(page, `${site.url}embed/kernel-lab/?hide=presets,knobs,code,hat`);
      await frame.getByRole('button', { name: 'Start' }).click();
      await expect.poll(() => frame.locator('#kernel-lab').getAttribute('data-backend'), soon).toMatch(/./);
      for (const part of ['.presets', '.knobs', '[data-part=code]'])
        expect(await frame.locator(part).first().isVisible()).toBe(false);
      expect(await frame.getByRole('button', { name: 'Copy link to this state' }).isVisible()).toBe(true);
      expect(await frame.locator('.unknown').innerText()).toContain('hat');
    };
    await site.visit('404.html', work, { expected, viewport: { width: 390, height: 800 } });
  });

  it('computes on WebGPU', async () => {
    const work = async (page: Page) => {
      const { frame } = await framed(page, `${book.url}embed/kernel-lab/?backend=webgpu`);
      await frame.getByRole('button', { name: 'Start' }).click();
      await expect.poll(() => frame.locator('#kernel-lab').getAttribute('data-backend'), soon).toBe('webgpu');
      expect(await frame.locator('.chip').first().innerText()).toMatch(/agrees/);
    };
    await book.visit('404.html', work, { expected, viewport: { width: 900, height: 900 } });
  });

  it('without script shows its first state and the way to the lesson', async () => {
    const work = async (page: Page) => {
      await page.goto(`${site.url}embed/kernel-lab/`);
      expect(await page.locator('.sum').innerText()).toContain('+762');
      expect(await page.locator('[data-start]').isVisible()).toBe(false);
      expect(await page.locator('[data-in-lesson]').getAttribute('href')).toBe('/kernels/#kernel-lab');
    };
    await site.visit('404.html', work, { expected, javaScriptEnabled: false });
  });
});

describe('a figure on a page of its own', () => {
  it.each([true, false])('opens in the state that its path names, with script: %s', async (javaScriptEnabled) => {
    const work = async (page: Page) => {
      await expect.poll(() => page.locator('.sum').innerText(), soon).toContain('−29');
      if (!javaScriptEnabled) return;
      await page.locator('[data-widget][data-backend]').waitFor();
      const path = () => page.url().slice(book.url.length);
      const promise = page.locator('h1');
      expect([path(), await promise.isVisible()]).toEqual(['w/kernel-lab/r-8_c-18/', true]);
      await page.getByRole('button', { name: 'One step forward' }).click();
      await expect.poll(path, soon).toBe('w/kernel-lab/?kernel-lab=r:8,c:19');
      expect(await promise.isVisible()).toBe(false);
      await page.reload();
      await expect.poll(() => page.locator('.fig .foot').innerText(), soon).toContain('r:8,c:19');
      await page.getByRole('button', { name: 'One step back' }).click();
      await expect.poll(path, soon).toBe('w/kernel-lab/r-8_c-18/');
      await page.getByRole('button', { name: 'Reset' }).click();
      await expect.poll(path, soon).toBe('w/kernel-lab/#kernel-lab');
      await page.goBack();
      await expect.poll(path, soon).toBe('w/kernel-lab/r-8_c-18/');
      await expect.poll(() => page.locator('.sum').innerText(), soon).toContain('−29');
      await page.reload();
      await expect.poll(() => page.locator('.sum').innerText(), soon).toContain('−29');
      expect(await promise.isVisible()).toBe(true);
    };
    await book.visit('w/kernel-lab/r-8_c-18/', work, {
      expected,
      javaScriptEnabled,
      viewport: { width: 390, height: 800 },
    });
  });

  it('shows no other state before that of its address', async () => {
    const work = async (page: Page) => {
      await expect.poll(() => page.locator('.sum').innerText(), soon).toContain('+137');
      expect(await page.evaluate(() => document.documentElement.dataset['opens'])).toBeUndefined();
      await expect
        .poll(() => page.locator('.fig .body').evaluate((body) => getComputedStyle(body).visibility))
        .toBe('visible');
    };
    // where no script comes, what was printed is shown after a while
    const hidden = async (page: Page) => {
      const body = page.locator('.fig .body');
      expect(await body.evaluate((element) => getComputedStyle(element).visibility)).toBe('hidden');
      await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
      expect(await body.evaluate((element) => getComputedStyle(element).visibility)).toBe('visible');
    };
    const address = 'w/kernel-lab/?kernel-lab=k:box,r:9,c:14';
    await site.visit(address, work, { expected });
    await site.visit(address, hidden, {
      expected: /.*/,
      prepare: (page) => page.route('**/*.js', (route) => route.abort()),
    });
  });

  it.each([true, false])(
    'a section by its path takes a reader there at once, with script: %s',
    async (javaScriptEnabled) => {
      const query = javaScriptEnabled ? '?kernel-lab=k:box' : '';
      const work = async (page: Page) => {
        await expect.poll(() => page.url(), soon).toBe(`${book.url}kernels/${query}#sign`);
      };
      await book.visit(`s/kernels/sign/${query}`, work, { expected, javaScriptEnabled });
    },
  );
});
