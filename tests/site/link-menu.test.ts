// One menu for everything with an address: what it copies, by mouse, keyboard and touch, and where the clipboard is closed.
import type { Page } from 'playwright';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { siteInBrowser, soon } from './browser.ts';
import { bookBuild } from './builds.ts';
import { expectComputed } from './kernel-lab.ts';

const book = siteInBrowser(bookBuild);

const permissions = ['clipboard-read', 'clipboard-write'];
const menuOf = (page: Page, id: string) => page.locator(`[data-link-menu][data-for="${id}"]`);

async function copied(page: Page, id: string, words: string): Promise<string> {
  const menu = menuOf(page, id);
  if ((await menu.getAttribute('open')) === null) await menu.locator('summary').click();
  await page.evaluate(() => navigator.clipboard.writeText('nothing'));
  await menu.getByRole('button', { name: words }).click();
  await expect.poll(() => menu.getByRole('status').innerText(), soon).toMatch(/^Copied/);
  return page.evaluate(() => navigator.clipboard.readText());
}

describe('a link menu', () => {
  it('copies final addresses of sections, exercises and corrections, with a quote that stands by itself', async () => {
    const work = async (page: Page) => {
      expect(await copied(page, 'sign', 'Copy link to this section')).toBe(`${book.url}s/kernels/sign/`);
      expect(await copied(page, 'sign', 'Copy as Markdown')).toBe(
        `[The sign is a direction](${book.url}s/kernels/sign/)`,
      );
      const quote = await copied(page, 'k-3', 'Copy as a forum quote');
      expect(quote).toMatch(/^> \*\*Exercise 2\.3: even ink\*\*\n>\n> All nine pixels of a window are 77\./);
      expect(quote.endsWith(`\n\n${book.url}s/kernels/k-3/\n`)).toBe(true);
      expect(await copied(page, 'figure-2.1', 'Copy as a forum quote')).toMatch(
        /^> \*\*Figure 2\.1: The same three under three kernels\*\*\n>\n> The same three .*\n\n[^\n]*\/s\/kernels\/figure-2\.1\/\n$/,
      );
      expect(await copied(page, 'e-04', 'Copy link to this correction')).toBe(`${book.url}s/kernels/e-04/`);
      expect(await page.locator('[data-link-menu][open]').count()).toBe(1);
    };
    await book.visit('kernels/', work, { permissions });
  });

  it('copies a figure in its state: with a card of its own where there is one, as a quote, and as code to embed', async () => {
    const work = async (page: Page) => {
      await expectComputed(page);
      const lab = page.locator('#kernel-lab');
      await lab.getByRole('button', { name: 'Copy link to this state' }).click();
      await expect.poll(() => lab.innerText(), soon).toContain('Link copied');
      const address = await page.evaluate(() => navigator.clipboard.readText());
      expect(address).toBe(`${book.url}w/kernel-lab/r-8_c-18/`);
      expect(await copied(page, 'kernel-lab', 'Copy link to its place')).toBe(
        `${book.url}s/kernels/kernel-lab/?kernel-lab=r:8,c:18`,
      );
      expect(await copied(page, 'kernel-lab', 'Copy as a forum quote')).toContain(`\n\n${address}\n`);
      const code = await copied(page, 'kernel-lab', 'Copy code to embed');
      expect(code).toMatch(
        /^<iframe src="[^"]*\/book\/embed\/kernel-lab\/\?kernel-lab=r:8,c:18" title="[^"]+" width="100%" height="\d{3,4}"/,
      );
      const way = menuOf(page, 'kernel-lab').getByRole('link', { name: 'a few lines of script' });
      expect(await way.getAttribute('href')).toBe('/book/for-forums/#embedding');
    };
    await book.visit('kernels/?kernel-lab=r:8,c:18#kernel-lab', work, { permissions });
  });

  it('copies what is looked at in a run under the path of the run, whose card is true of it', async () => {
    const work = async (page: Page) => {
      await expect.poll(() => page.locator('#cnn-trainer').innerText(), soon).toMatch(/step 9/);
      const lab = page.locator('#cnn-trainer');
      await lab.getByRole('button', { name: 'Copy link to this state' }).click();
      await expect.poll(() => lab.innerText(), soon).toContain('Link copied');
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
        `${book.url}w/cnn-trainer/seed-2/?cnn-trainer=seed:2,step:9`,
      );
    };
    const expected = /No available adapters/;
    await book.visit('simple-cnn/?cnn-trainer=seed:2,step:9#cnn-trainer', work, { permissions, expected });
  });

  it('posts a state: its link, what it shows, and the picture that the book has of it, or one to be saved', async () => {
    const work = async (page: Page) => {
      await expectComputed(page);
      const post = await copied(page, 'kernel-lab', 'Copy a post');
      const [title, line, picture] = post.trim().split('\n\n');
      const shown = /^## \[(.*−29.*)\]\(.*\/w\/kernel-lab\/r-8_c-18\/\)$/.exec(title ?? '')?.[1];
      expect(line).toContain('their sum is −29');
      expect(picture).toBe(`![${shown ?? ''}](${book.url}card/w/kernel-lab/r-8_c-18.png)`);
      expect((await page.request.get(`${book.url}card/w/kernel-lab/r-8_c-18.png`)).status()).toBe(200);

      await page.locator('#kernel-lab').getByRole('button', { name: 'One step forward' }).click();
      const saved = page.waitForEvent('download');
      await menuOf(page, 'kernel-lab').locator('summary').click();
      await menuOf(page, 'kernel-lab').getByRole('button', { name: 'Save a picture' }).click();
      const path = await (await saved).path();
      const { width, height } = await sharp(path).metadata();
      expect([width, height]).toEqual([1200, 630]);
      const other = await copied(page, 'kernel-lab', 'Copy a post');
      expect(other).toMatch(/\n\n[^\n]*\/s\/kernels\/kernel-lab\/\?kernel-lab=r:8,c:19\n$/);
      expect(other).toContain('*Drag kernel-lab.png in here');
    };
    await book.visit('kernels/?kernel-lab=r:8,c:18#kernel-lab', work, { permissions });
  });

  it('posts an answer, covered, and a prompt with the figure as it was set', async () => {
    const work = async (page: Page) => {
      const exercise = page.locator('#k-3');
      await exercise.scrollIntoViewIfNeeded();
      await expect.poll(() => exercise.locator('astro-island[ssr]').count(), soon).toBe(0);
      await exercise.getByRole('textbox').first().fill('5');
      await exercise.getByRole('button', { name: 'Check' }).click();
      await exercise.getByRole('button', { name: 'Copy my answer' }).click();
      await expect.poll(() => exercise.innerText(), soon).toContain('Copied, with the answer covered.');
      expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
        /^\*\*Exercise 2\.3: even ink\*\*\n\n[^\n]*\/s\/kernels\/k-3\/\n\nMy answer:\n\n\[spoiler\]\n\n- .*\*\*5\*\* \(not right yet\)/,
      );
      await page.getByRole('button', { name: 'Copy this with a link to my figure' }).first().click();
      await expect.poll(() => page.locator('.forum .said').first().innerText(), soon).toBe('Copied');
      expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
        /^> What is the strangest kernel .*\n\n[^\n]*\/s\/kernels\/kernel-lab\/\?kernel-lab=k:box,r:3,c:3\n$/,
      );
    };
    await book.visit('kernels/?kernel-lab=k:box,r:3,c:3', work, { permissions });
  });

  it('works by keyboard, and closes by Escape with the focus where it was', async () => {
    const work = async (page: Page) => {
      const menu = menuOf(page, 'flip');
      await menu.locator('summary').focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Copy link to this section');
      await page.keyboard.press('Enter');
      await expect
        .poll(() => page.evaluate(() => navigator.clipboard.readText()), soon)
        .toBe(`${book.url}s/kernels/flip/`);
      await page.keyboard.press('Escape');
      expect(await menu.getAttribute('open')).toBeNull();
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
        'Link to this section',
      );
    };
    await book.visit('kernels/', work, { permissions });
  });

  it('fits on a phone, and shows the text selected where the clipboard is closed', async () => {
    const work = async (page: Page) => {
      await expectComputed(page);
      for (const id of ['kernel-lab', 'figure-2.1', 'k-1', 'e-04']) {
        const menu = menuOf(page, id);
        await menu.locator('summary').tap();
        const { left, right } = await menu.locator('div').evaluate((box) => box.getBoundingClientRect());
        expect(left, id).toBeGreaterThanOrEqual(0);
        expect(right, id).toBeLessThanOrEqual(390);
      }
      await menuOf(page, 'e-04').getByRole('button', { name: 'Copy link' }).tap();
      const field = page.getByRole('textbox', { name: 'Text to copy' });
      expect(await field.inputValue()).toBe(`${book.url}s/kernels/e-04/`);
      expect(
        await field.evaluate((area) => (area instanceof HTMLTextAreaElement ? area.selectionEnd : 0)),
      ).toBeGreaterThan(20);
    };
    const before = () => Object.defineProperty(navigator, 'clipboard', { value: undefined });
    await book.visit('kernels/#kernel-lab', work, { before, hasTouch: true, viewport: { width: 390, height: 800 } });
  });
});

describe('marked words', () => {
  it('get a link that leads to them', async () => {
    const work = async (page: Page) => {
      await page.evaluate(() => {
        const paragraph = document.querySelector('.section-head:has(#sign) + p');
        if (paragraph !== null) getSelection()?.selectAllChildren(paragraph);
      });
      await page.getByRole('button', { name: 'Copy a link to these words' }).click();
      const address = await page.evaluate(() => navigator.clipboard.readText());
      expect(address).toMatch(/kernels\/#sign:~:text=You%20have%20seen%20a%20large,.*[A-Za-z0-9]$/);
    };
    await book.visit('kernels/', work, { permissions });
  });
});
