// A reader with a finger: taps and drags move the window, strokes draw and never scroll the page, and everywhere else a swipe does
// scroll.
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { siteInBrowser, soon, type VisitOptions } from './browser.ts';
import { rootBuild } from './builds.ts';
import { expectComputed, expectStateInAddress, expectSum, labOf, pictureOf } from './kernel-lab.ts';

const site = siteInBrowser(rootBuild);
const phone: VisitOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};

type Point = readonly [x: number, y: number];

/** Where the centre of a cell of the picture is on the screen. */
async function cellOnScreen(page: Page, row: number, col: number): Promise<Point> {
  const box = await pictureOf(page).boundingBox();
  if (box === null) throw new Error('the picture is not shown');
  return [box.x + ((col + 0.5) / 28) * box.width, box.y + ((row + 0.5) / 28) * box.height];
}

/** Drags a finger along some points. */
async function drag(page: Page, points: readonly Point[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const [at, [x, y]] of points.entries()) {
    const type = at === 0 ? 'touchStart' : 'touchMove';
    await session.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y }] });
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await session.detach();
}

/** Points from one to the other. */
function line([fromX, fromY]: Point, [toX, toY]: Point, steps = 12): readonly Point[] {
  return Array.from({ length: steps + 1 }, (_, at) => [
    fromX + ((toX - fromX) * at) / steps,
    fromY + ((toY - fromY) * at) / steps,
  ]);
}

const scrolled = (page: Page) => page.evaluate(() => Math.round(scrollY));

/** Puts the picture in the middle of the screen. */
async function showPicture(page: Page): Promise<void> {
  await expectComputed(page);
  await pictureOf(page).evaluate((surface) => surface.scrollIntoView({ block: 'center', behavior: 'instant' }));
}

describe('by touch', () => {
  it('a tap moves the window', async () => {
    const look = async (page: Page) => {
      await showPicture(page);
      const [x, y] = await cellOnScreen(page, 8, 18);
      await page.touchscreen.tap(x, y);
      await expectSum(page, '−29');
      await expectStateInAddress(page, 'r:8,c:18');
    };
    await site.visit('kernels/#kernel-lab', look, phone);
  });

  it('the window is dragged in any direction without scrolling', async () => {
    const look = async (page: Page) => {
      await showPicture(page);
      const before = await scrolled(page);
      await drag(page, line(await cellOnScreen(page, 5, 7), await cellOnScreen(page, 17, 20)));
      await expectStateInAddress(page, 'r:17,c:20');
      await expectSum(page, '0');
      expect(await scrolled(page)).toBe(before);
    };
    await site.visit('kernels/#kernel-lab', look, phone);
  });

  it('a stroke on the sheet draws and never scrolls the page', async () => {
    const look = async (page: Page) => {
      await showPicture(page);
      const before = await scrolled(page);
      await expectSum(page, '0');
      await drag(page, line(await cellOnScreen(page, 24, 14), await cellOnScreen(page, 3, 14)));
      await drag(page, line(await cellOnScreen(page, 3, 8), await cellOnScreen(page, 26, 20)));
      await expect.poll(() => new URL(page.url()).search, soon).toMatch(/pad:[a-p0-9]{20}/);
      expect(await labOf(page).innerText()).toMatch(/Greatest\s+\+\d{3}/);
      expect(await scrolled(page)).toBe(before);
    };
    await site.visit('kernels/?kernel-lab=d:pad#kernel-lab', look, phone);
  });

  it('a swipe over the text scrolls, so that the tests above can fail', async () => {
    const look = async (page: Page) => {
      await page
        .locator('#top-edge')
        .evaluate((heading) => heading.scrollIntoView({ block: 'end', behavior: 'instant' }));
      const before = await scrolled(page);
      await drag(page, line([200, 700], [200, 300]));
      await expect.poll(() => scrolled(page), soon).toBeGreaterThan(before + 200);
    };
    await site.visit('kernels/', look, phone);
  });

  it('a tap on a link in the text brings its figure to just below, asleep or not, and shows the part spoken of', async () => {
    const look = async (page: Page) => {
      const link = page.getByRole('link', { name: 'break the sharing' });
      await link.evaluate((there) => there.scrollIntoView({ block: 'end', behavior: 'instant' }));
      await link.tap();
      const figure = page.locator('#matmul-builder');
      await expect.poll(() => figure.getAttribute('data-backend'), soon).not.toBeNull();
      expect(await page.locator('p:has(> a[data-scene]) + .wide #matmul-builder').count()).toBe(1);
      const seen = () =>
        page.evaluate(() => {
          const main = document.querySelector('#matmul-builder [data-main]')?.getBoundingClientRect();
          return [(main?.top ?? 0) > 42, (main?.bottom ?? Infinity) < innerHeight];
        });
      await expect.poll(seen, soon).toEqual([true, true]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    };
    await site.visit('conv-as-matmul/', look, phone);
  });

  it('every control of the laboratory is large enough for a finger', async () => {
    const look = async (page: Page) => {
      await showPicture(page);
      const small = await labOf(page).evaluate((figure) =>
        [...figure.querySelectorAll('button, input, select, summary')]
          .filter((control) => control.checkVisibility())
          .map((control) => ({
            words: control.textContent?.trim() || control.getAttribute('aria-label'),
            box: (control.closest('label') ?? control).getBoundingClientRect(),
          }))
          .filter(({ box }) => box.width < 24 || box.height < 24)
          .map(({ words, box }) => `${words}: ${Math.round(box.width)} × ${Math.round(box.height)}`),
      );
      expect(small).toEqual([]);
    };
    await site.visit('kernels/#kernel-lab', look, phone);
  });
});
