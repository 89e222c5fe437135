// A reader without JavaScript: the whole text, the printed first frames, the answers to the exercises, and word that script is off.
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { siteInBrowser } from './browser.ts';
import { bookBuild, lessonPaths, rootBuild } from './builds.ts';

const site = siteInBrowser(rootBuild);
const book = siteInBrowser(bookBuild);
const withoutScript = { javaScriptEnabled: false };

const isShown = (page: Page, text: string) => page.getByText(text).first().isVisible();

describe('without JavaScript', () => {
  it.each(lessonPaths)('%s says so', async (path) => {
    const look = async (page: Page) => {
      expect(
        await page
          .getByText(/JavaScript/)
          .filter({ visible: true })
          .count(),
      ).toBeGreaterThan(0);
    };
    await site.visit(path, look, withoutScript);
  });

  it('the kernels lesson is there from its first sentence to its last, with what predictions hide', async () => {
    const look = async (page: Page) => {
      expect(await isShown(page, 'Three things to know')).toBe(true);
      expect(await isShown(page, 'Post it, or the reason why there is none')).toBe(true);
      expect(await isShown(page, 'This is no silence')).toBe(true);
      expect(await page.locator('.predict .told').filter({ visible: true }).count()).toBe(
        await page.locator('.predict').count(),
      );
      expect(await page.locator('.predict button').filter({ visible: true }).count()).toBe(0);
    };
    await site.visit('kernels/', look, withoutScript);
  });

  it('the figures are printed in their first state', async () => {
    const look = async (page: Page) => {
      const lab = page.locator('#kernel-lab');
      expect(await lab.locator('.sum').innerText()).toContain('+762');
      expect(await lab.locator('svg text', { hasText: /^762$/ }).count()).toBeGreaterThan(5);
      expect(await lab.locator('svg text', { hasText: /^762$/ }).first().isVisible()).toBe(true);
      const pictures = page.locator('#kernel-lab .cells svg, #response-compare .cells svg, .map-figure .map svg');
      expect(await pictures.filter({ visible: true }).count()).toBeGreaterThan(10);
      expect(await page.locator('.window-figure .total').allInnerTexts()).toHaveLength(5);
    };
    await site.visit('kernels/', look, withoutScript);
  });

  it('each exercise can be read, with its answer behind a fold, and shows no field that does nothing', async () => {
    const look = async (page: Page) => {
      const exercises = page.locator('[data-exercise]');
      expect(await exercises.count()).toBe(7);
      for (const exercise of await exercises.all()) {
        expect(await exercise.locator('form').isVisible()).toBe(false);
        const answer = exercise.locator('details', { hasText: 'The answer' });
        await answer.locator('summary').click();
        expect((await answer.innerText()).length).toBeGreaterThan(40);
      }
      expect(await page.locator('[data-exercise="K-1"] details:not([data-link-menu])').innerText()).toContain('762');
      expect(await page.locator('[data-exercise="K-4"] details:not([data-link-menu])').innerText()).toMatch(
        /1.*1.*1.*0.*0.*0.*−1.*−1.*−1/s,
      );
    };
    await site.visit('kernels/', look, withoutScript);
  });

  it('the lesson on a first network shows its figures, its table, and an answer for each exercise', async () => {
    const look = async (page: Page) => {
      expect(await isShown(page, 'So 50 % is not a pass')).toBe(true);
      expect(await page.locator('#cnn-builder table').innerText()).toContain('58,608');
      expect(await page.locator('[id="table-8.1"]').innerText()).toMatch(/64 × 32 × 2 × 2[^]*6,722/);
      expect(await page.locator('#channel-sum .map svg').filter({ visible: true }).count()).toBe(30);
      expect(await page.locator('#channel-sum p.total').innerText()).toContain('−0.064');
      const exercises = page.locator('[data-exercise]');
      expect(await exercises.count()).toBe(9);
      for (const exercise of await exercises.all()) {
        expect(await exercise.locator('form').isVisible()).toBe(false);
        const answer = exercise.locator('details', { hasText: 'The answer' });
        await answer.locator('summary').click();
        expect((await answer.innerText()).length).toBeGreaterThan(40);
      }
      expect(await page.locator('[data-exercise="SC-1"] details:not([data-link-menu])').innerText()).toContain(
        'Conv 8 → 16: 64 × 16 × 4 × 4',
      );
    };
    await site.visit('simple-cnn/', look, withoutScript);
  });

  it('links into the figures lead to them, and contents to the sections', async () => {
    const look = async (page: Page) => {
      await page.getByRole('navigation', { name: 'In this lesson' }).getByRole('link').last().click();
      expect(page.url()).toMatch(/#flip$/);
      await page.getByRole('link', { name: 'column 13' }).click();
      expect(page.url()).toBe(`${book.url}kernels/?kernel-lab=k:top,r:5,c:13#kernel-lab`);
      const top = await page.locator('#kernel-lab').evaluate((figure) => figure.getBoundingClientRect().top);
      expect(Math.abs(top)).toBeLessThan(60);
    };
    await book.visit('kernels/', look, withoutScript);
  });

  it('home shows its plates and leads on', async () => {
    const look = async (page: Page) => {
      expect(await page.locator('.home-plate .cells svg').isVisible()).toBe(true);
      await page.getByRole('link', { name: 'Begin with kernels' }).click();
      expect(page.url()).toBe(`${book.url}kernels/`);
    };
    await book.visit('', look, withoutScript);
  });
});
