// The theme: the system's unless the reader chose one; a choice is in force before the first paint and is kept.
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { siteInBrowser, soon } from './browser.ts';
import { differentPaths, rootBuild } from './builds.ts';

const site = siteInBrowser(rootBuild);

/** Notes what the theme is at the first moment something could be painted: when the body begins. */
function noteFirstTheme(): void {
  const note = (key: string) => {
    const root = document.documentElement;
    sessionStorage.setItem(
      key,
      `${root.dataset['theme'] ?? 'system'} ${getComputedStyle(document.body).backgroundColor}`,
    );
  };
  new MutationObserver((_, observer) => {
    if (document.body === null) return;
    observer.disconnect();
    note('first');
  }).observe(document, { childList: true, subtree: true });
  addEventListener('DOMContentLoaded', () => note('loaded'));
}

/** A page that is left does not wait for what it asked for. */
const leftBehind = /ERR_ABORTED/;

const noted = (page: Page, key: string) => page.evaluate((name) => sessionStorage.getItem(name) ?? '', key);
const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const isDark = (colour: string) => Math.max(...(colour.match(/[\d.]+/g) ?? ['255']).slice(0, 3).map(Number)) < 90;

const themeButton = (page: Page) => page.getByRole('button', { name: /^Theme/ });

describe('the theme', () => {
  it.each(['light', 'dark'] as const)('follows a system that is %s', async (colorScheme) => {
    const look = async (page: Page) => {
      expect(isDark(await background(page))).toBe(colorScheme === 'dark');
      expect(await page.locator('html[data-theme]').count()).toBe(0);
    };
    await site.visit('', look, { colorScheme });
  });

  it('that a reader chose holds against the system, on every kind of page, before anything is painted', async () => {
    const look = async (page: Page) => {
      await themeButton(page).click();
      expect(await themeButton(page).innerText()).toMatch(/dark/); // the first press shows: it leads to the other theme
      await expect.poll(async () => isDark(await background(page)), soon).toBe(true);
      for (const path of differentPaths(rootBuild)) {
        await page.goto(site.url + path);
        const colour = await background(page);
        expect(isDark(colour)).toBe(true);
        expect(await noted(page, 'first')).toMatch(/^dark /);
        expect(await noted(page, 'loaded')).toBe(`dark ${colour}`);
      }
    };
    await site.visit('', look, { colorScheme: 'light', before: noteFirstTheme, expected: leftBehind });
  });

  it('is the system’s again after a third press, also after a reload', async () => {
    const look = async (page: Page) => {
      for (let press = 0; press < 3; press++) await themeButton(page).click();
      await page.reload();
      expect(await page.locator('html[data-theme]').count()).toBe(0);
      expect(isDark(await background(page))).toBe(false);
    };
    await site.visit('kernels/', look, { colorScheme: 'light' });
  });

  it('can be chosen where storage is closed', async () => {
    const before = () => {
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('closed', 'SecurityError');
        },
      });
    };
    const look = async (page: Page) => {
      await themeButton(page).click();
      await expect.poll(async () => isDark(await background(page)), soon).toBe(true);
    };
    await site.visit('', look, { colorScheme: 'light', before });
  });
});
