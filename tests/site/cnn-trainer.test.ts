// The training laboratory on its built page: what is printed, what a link opens, what a visit leaves behind, and what is said when the digits
// cannot be had.
import type { Locator, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { siteInBrowser, soon } from './browser.ts';
import { rootBuild } from './builds.ts';

const site = siteInBrowser(rootBuild);
const patience = { ...soon, timeout: 45_000 };

/** Parts of the screen that may move while a figure wakes and trains, weighed by how far; browsers call less than 0.1 good. */
const mostShift = 0.01;

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Room that the wall of mistakes may take before there are any. */
const mostEmptyPx = 140;

const lab = (page: Page) => page.locator('#cnn-trainer');
const words = async (page: Page) => (await lab(page).locator('.status[role=status]').textContent()) ?? '';
const now = async (page: Page) => (await lab(page).locator('.now').textContent())?.trim() ?? '';
const expectWords = (page: Page, pattern: RegExp) => expect.poll(() => words(page), patience).toMatch(pattern);
const stateInAddress = (page: Page) => new URL(page.url()).searchParams.get('cnn-trainer') ?? '';

/** What browsers grumble when they are asked for a graphics card and there is none. */
const noGraphics = /No available adapters/;

/** Brings the laboratory to the screen, and waits until it is alive. */
async function wake(page: Page): Promise<void> {
  await lab(page).evaluate((figure) => figure.scrollIntoView({ block: 'start', behavior: 'instant' }));
  await expect
    .poll(() => lab(page).evaluate((figure) => figure.closest('astro-island')?.hasAttribute('ssr')), soon)
    .toBe(false);
}

describe('without script', () => {
  it('the network before its first step is printed, numbers and all', async () => {
    await site.visit(
      'simple-cnn/',
      async (page) => {
        expect(await lab(page).getAttribute('data-backend')).toBe('reference');
        expect(await lab(page).locator('.learned li').count()).toBe(4);
        expect(await words(page)).toMatch(/Not trained yet/);
      },
      { javaScriptEnabled: false },
    );
  });

  it('the page of a run shows the picture of what it comes to', async () => {
    const work = async (page: Page) => {
      const picture = page.getByRole('img', {
        name: /^What the run of this link comes to.* ends with 1,028 of 2,038 right$/,
      });
      expect(await picture.getAttribute('src')).toBe('/card/w/cnn-trainer/lr-1.png');
      expect(await picture.isVisible()).toBe(true);
    };
    await site.visit('w/cnn-trainer/lr-1/', work, { javaScriptEnabled: false });
  });
});

describe('a link to a run', () => {
  it('promises on its card what the run comes to', async () => {
    await site.visit(
      'w/cnn-trainer/step-end/?backend=simd',
      async (page) => {
        const promise = await page.locator('meta[property="og:title"]').getAttribute('content');
        const right = / ends with ([\d,]+ of 2,038 right)$/.exec(promise ?? '')?.[1];
        expect(right).toMatch(/^2,0\d\d of/);
        await expectWords(page, /Finished at step 386/);
        await expect.poll(() => now(page), patience).toContain(`At step 386: ${right}`);
      },
      { expected: noGraphics },
    );
  });
});

describe('alive', () => {
  it('a link trains its run when it is seen, stands at its step, and a reload does the same', async () => {
    await site.visit(
      'simple-cnn/?cnn-trainer=n:120,lr:0.02,step:77',
      async (page) => {
        await wake(page);
        await expectWords(page, /Finished at step 120/);
        await expect.poll(() => now(page), patience).toMatch(/^At step 77: /);
        const said = await now(page);
        await page.reload();
        await wake(page);
        await expectWords(page, /Finished at step 120/);
        await expect.poll(() => now(page), patience).toBe(said);
        expect(stateInAddress(page)).toBe('n:120,lr:0.02,step:77');
      },
      { expected: noGraphics },
    );
  });

  it.each([
    ['a wide screen', {}],
    ['a phone', phone],
  ])('nothing on the page moves while it wakes and trains, on %s', async (_, screen) => {
    await site.visit(
      'simple-cnn/',
      async (page) => {
        await page.evaluate(() => {
          const shifts: number[] = [];
          Object.assign(window, { shifts });
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) if ('value' in entry) shifts.push(Number(entry.value));
          }).observe({ type: 'layout-shift', buffered: true });
        });
        await wake(page);
        await lab(page).getByRole('button', { name: 'Train', exact: true }).click();
        await expectWords(page, /Finished/);
        const shifts = await page.evaluate(() =>
          'shifts' in window && Array.isArray(window.shifts) ? window.shifts : [NaN],
        );
        expect(shifts.reduce((sum: number, shift) => sum + Number(shift), 0)).toBeLessThan(mostShift);
      },
      { ...screen, expected: noGraphics },
    );
  });

  it('the last run survives a visit, and is brought back on a press', async () => {
    await site.visit(
      'simple-cnn/?cnn-trainer=lr:0.02,n:60',
      async (page) => {
        await wake(page);
        await expectWords(page, /Finished at step 60/);
        const said = await now(page);
        await page.goto(`${site.url}simple-cnn/`);
        await wake(page);
        await lab(page)
          .getByText(/Your last run, threes and sevens at rate 0.02/)
          .waitFor();
        await lab(page).getByRole('button', { name: 'Bring it back' }).click();
        await expectWords(page, /Finished at step 60/);
        await expect.poll(() => now(page), patience).toBe(said);
        await expect.poll(() => stateInAddress(page), soon).toBe('n:60,lr:0.02,step:60');
      },
      { expected: noGraphics },
    );
  });

  it('digits that cannot be had are missed in words, and a press tries again', async () => {
    await site.visit(
      'simple-cnn/',
      async (page) => {
        await wake(page);
        await page.context().route('**/data/**', (route) => route.abort());
        await lab(page).getByRole('button', { name: 'Train', exact: true }).click();
        await expectWords(page, /Could not go on\. The digits could not be reached/);
        await page.context().unroute('**/data/**');
        await lab(page).getByRole('button', { name: 'Try again' }).first().click();
        await expectWords(page, /Finished at step 386/);
      },
      { expected: /ERR_FAILED|failed: .*\/data\/|No available adapters/ },
    );
  });

  it('fits on a phone, and trains by a tap', async () => {
    await site.visit(
      'simple-cnn/',
      async (page) => {
        await wake(page);
        const train = lab(page).getByRole('button', { name: 'Train', exact: true });
        const placeOf = async (of: Locator) => (await of.boundingBox()) ?? { y: NaN, height: NaN };
        const [button, curve] = [await placeOf(train), await placeOf(lab(page).locator('#cnn-trainer-loss .plot'))];
        expect(button.y).toBeGreaterThan(0);
        expect(curve.y + curve.height).toBeLessThan(phone.viewport.height);
        const wall = lab(page).locator('[aria-label="Mistakes"]');
        expect((await placeOf(wall)).height).toBeLessThan(mostEmptyPx);
        await train.tap();
        await expectWords(page, /Finished/);
        await wall.getByRole('button').first().waitFor();
        const hung = wall.getByRole('group', { name: 'Pictures taken for another' });
        expect(
          await hung.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight),
        ).toBeLessThanOrEqual(0);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      },
      { ...phone, expected: noGraphics },
    );
  });
});
