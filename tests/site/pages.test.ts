// Every page on a phone and on a wide screen, read to its end: it is quiet, asks nobody else for anything, fits, and axe finds
// nothing in either theme.
import axe from 'axe-core';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readThrough, siteInBrowser, type OpenPage } from './browser.ts';
import { bookBuild, differentPaths, rootBuild } from './builds.ts';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules that a theme can break: it changes colours, and nothing else. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** What axe finds in a theme, one line for each element: in the light one by all rules, in the dark one by those of colours. */
async function axeFindings(page: Page, colorScheme: 'light' | 'dark'): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme });
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const runOnly: axe.RunOnly =
    colorScheme === 'light' ? { type: 'tag', values: standards } : { type: 'rule', values: colourRules };
  return page.evaluate(async (rules) => {
    const { violations } = await window.axe.run({ runOnly: rules, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id}: ${String(target)} ${failureSummary?.replace(/\s+/g, ' ') ?? ''}`,
      ),
    );
  }, runOnly);
}

/** What sticks out of the page at a width. */
async function overflowAt(page: Page, width: number): Promise<readonly string[]> {
  await page.setViewportSize({ width, height: 900 });
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.checkVisibility() && element.closest('.katex-mathml') === null)
      .filter((element) => element.getBoundingClientRect().right > room + 0.5)
      .map(
        (element) =>
          `${element.tagName} ${element.className.toString()} by ${element.getBoundingClientRect().right - room} px`,
      );
  });
}

/** Which notes of the margin lie on each other, or on a block of the text, at a width. */
async function collisionsAt(page: Page, width: number): Promise<readonly string[]> {
  await page.setViewportSize({ width, height: 900 });
  return page.evaluate(() => {
    const tolerancePx = 0.5;
    const notes = [...document.querySelectorAll<HTMLElement>('.note')];
    const blocks = [...document.querySelectorAll<HTMLElement>('.prose > *, .prose figure, .sheet > *')].filter(
      (block) =>
        !notes.includes(block) &&
        !notes.some((note) => block.contains(note)) &&
        getComputedStyle(block).display !== 'contents',
    );
    const name = (element: HTMLElement) => `“${element.innerText.slice(0, 40).replace(/\s+/g, ' ')}”`;
    return notes.flatMap((note, at) =>
      [...notes.slice(at + 1), ...blocks]
        .filter((other) => {
          const [a, b] = [note.getBoundingClientRect(), other.getBoundingClientRect()];
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          return across > tolerancePx && down > tolerancePx;
        })
        .map((other) => `${name(note)} on ${name(other)}`),
    );
  });
}

/** Whether a box stays within the sides of the screen. */
const sideways = (box: Locator) =>
  box.evaluate((element) => {
    const { left, right } = element.getBoundingClientRect();
    return left >= 0 && right <= document.documentElement.clientWidth ? 'inside' : `from ${left} to ${right}`;
  });

const site = siteInBrowser(rootBuild);
const book = siteInBrowser(bookBuild);

/** A width on each build: how a page looks does not hang on its base path, and a base path that was forgotten shows at any width. */
const screens = [
  { width: 390, place: 'at the root of a host', on: site, fitsAt: [360, 390] },
  { width: 1280, place: 'in a folder of a host', on: book, fitsAt: [1440, 1280] },
];

describe.each(differentPaths(rootBuild))('%s', (path) => {
  describe.each(screens)('at $width px, $place', ({ width, on, fitsAt }) => {
    let opened: OpenPage;

    beforeAll(async () => {
      opened = await on.open(path, { viewport: { width, height: 900 } });
      await readThrough(opened.page);
    });
    afterAll(() => opened.close());

    it('fits, and its notes keep clear of each other', async () => {
      const { page } = opened;
      for (const at of fitsAt) {
        expect(await overflowAt(page, at)).toEqual([]);
        expect(await collisionsAt(page, at)).toEqual([]);
      }
    });

    it.each(['light', 'dark'] as const)('satisfies axe in the %s theme', async (colorScheme) => {
      expect(await axeFindings(opened.page, colorScheme)).toEqual([]);
    });

    it('has nothing to complain of', () => {
      expect(opened.complaints).toEqual([]);
    });
  });
});

describe('the kernels lesson with everything open', () => {
  let opened: OpenPage;

  beforeAll(async () => {
    opened = await site.open('kernels/?kernel-lab=zz:1&response-compare=win:1', {
      viewport: { width: 1280, height: 900 },
    });
    const { page } = opened;
    await readThrough(page);
    for (const prediction of await page.locator('.predict').all()) await prediction.getByRole('button').first().click();
    for (const exercise of await page.locator('[data-exercise]').all()) {
      if ((await exercise.getByRole('radio').count()) > 0) await exercise.getByRole('radio').first().check();
      for (const field of await exercise.getByRole('textbox', { name: /answer|top|box|slash/ }).all())
        await field.fill('5');
      await exercise.getByRole('button', { name: 'Check' }).click();
      await exercise.getByRole('button', { name: 'Hint' }).click();
    }
    await page.locator('#kernel-lab').getByRole('button', { name: 'Show the code' }).click();
    await page.locator('#kernel-lab .chip').click();
    await page.locator('#kernel-lab .code').first().waitFor();
    await page
      .locator('#kernel-lab')
      .getByRole('button', { name: /exactly 0/ })
      .click();
    await page.getByRole('link', { name: 'column 13' }).click();
    await page.locator('#kernel-lab').getByRole('button', { name: 'Put it back' }).waitFor();
  });
  afterAll(() => opened.close());

  it('is open', async () => {
    const { page } = opened;
    expect(await page.locator('.verdict.wrong').count()).toBeGreaterThan(7);
    expect(await page.locator('.told').filter({ visible: true }).count()).toBe(await page.locator('.predict').count());
  });

  it.each(['light', 'dark'] as const)('satisfies axe in the %s theme', async (colorScheme) => {
    expect(await axeFindings(opened.page, colorScheme)).toEqual([]);
  });

  it('fits at every width', async () => {
    for (const width of [360, 390, 1280]) expect(await overflowAt(opened.page, width)).toEqual([]);
  });

  it('has menus that fit on a small screen', async () => {
    const { page } = opened;
    await page.setViewportSize({ width: 360, height: 740 });
    for (const menu of await page.locator('.permalink').all()) {
      await menu.locator('summary').click();
      expect(await sideways(menu.locator('div'))).toBe('inside');
      await page.keyboard.press('Escape'); // an open menu may lie on the next one's sign
    }
  });

  it('has meanings of words that fit on a small screen', async () => {
    const { page } = opened;
    await page.setViewportSize({ width: 360, height: 740 });
    for (const term of await page.locator('.term').all()) {
      await term.click();
      expect(await sideways(page.locator('.meaning:popover-open'))).toBe('inside');
      await page.keyboard.press('Escape');
    }
  });

  it('had nothing to complain of', () => {
    expect(opened.complaints).toEqual([]);
  });
});

describe('the lesson on a first network with everything open', () => {
  let opened: OpenPage;

  beforeAll(async () => {
    opened = await site.open('simple-cnn/?cnn-builder=net:1-4s3-8bn-mp2-16k7p0-2,l:3,zz:1&channel-sum=k:turned,ch:29', {
      viewport: { width: 1280, height: 900 },
    });
    const { page } = opened;
    await readThrough(page);
    for (const prediction of await page.locator('.predict').all()) await prediction.getByRole('button').first().click();
    for (const exercise of await page.locator('[data-exercise]').all()) {
      if ((await exercise.getByRole('radio').count()) > 0) await exercise.getByRole('radio').first().check();
      for (const field of await exercise.getByRole('textbox').all()) await field.fill('5');
      await exercise.getByRole('button', { name: 'Check' }).click();
      await exercise.getByRole('button', { name: 'Hint' }).click();
    }
    const builder = page.locator('#cnn-builder');
    await builder.getByRole('button', { name: 'Show the code' }).click();
    await builder.locator('.chip').click();
    await builder.locator('.code').first().waitFor();
    await page.getByRole('link', { name: 'the underside' }).click();
    await page.locator('#channel-sum').getByRole('button', { name: 'Put it back' }).waitFor();
  }, 60_000);
  afterAll(() => opened.close());

  it('is open', async () => {
    const { page } = opened;
    expect(await page.locator('.verdict.wrong').count()).toBeGreaterThan(9);
    expect(await page.locator('#cnn-builder .why').innerText()).toContain('does not fit');
    expect(await page.locator('.told').filter({ visible: true }).count()).toBe(await page.locator('.predict').count());
  });

  it.each(['light', 'dark'] as const)('satisfies axe in the %s theme', async (colorScheme) => {
    expect(await axeFindings(opened.page, colorScheme)).toEqual([]);
  });

  it('fits at every width', async () => {
    for (const width of [360, 390, 640, 1000, 1280]) expect(await overflowAt(opened.page, width)).toEqual([]);
  });

  it('sends a batch of real digits through', async () => {
    const builder = opened.page.locator('#cnn-builder');
    await builder.getByRole('button', { name: 'Reset' }).click();
    await builder.getByRole('button', { name: 'Run a real batch' }).click();
    await builder.getByText(/Every shape came out as the table says/).waitFor();
  });

  it('had nothing to complain of', () => {
    expect(opened.complaints).toEqual([]);
  });
});

describe('an address that leads nowhere', () => {
  it.each([
    ['kernel/', /Did you mean lesson 2, Kernels/],
    ['deep/er/crditz/', /Did you mean Credits/],
  ])('%s gets a page that helps', async (path, words) => {
    const look = async (page: Page) => {
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('There is no such page');
      expect(await page.locator('main').innerText()).toMatch(words);
      await page.getByRole('link', { name: 'The contents' }).click();
      expect(page.url()).toBe(book.url);
    };
    await book.visit(path, look, { expected: /404/ });
  });
});
