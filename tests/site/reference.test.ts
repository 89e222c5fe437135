// The pages to look things up in: a time finds its row, whatever form it comes in; corrections are there in the words of their lessons; terms lead to the
// sections that need them. All of it reads without script.
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { siteInBrowser, soon } from './browser.ts';
import { bookBuild, builds, rootBuild } from './builds.ts';
import { attribute, htmlPage, textOf, type HtmlElement } from './html-page.ts';

const site = siteInBrowser(rootBuild);
const book = siteInBrowser(bookBuild);

const permissions = ['clipboard-read', 'clipboard-write'];
const rowsOf = (elements: readonly HtmlElement[]) =>
  elements.filter(
    ({ tagName, attrs }) =>
      tagName === 'li' && attrs.some(({ name, value }) => name === 'class' && /\brow\b/.test(value)),
  );
const words = (element: HtmlElement) => textOf(element).replace(/\s+/g, ' ').trim();

/** The row that is marked, what it says of the time, and how far from the upper edge of the screen it is. */
async function marked(page: Page) {
  const row = page.locator('.is-marked');
  return {
    id: await row.getAttribute('id'),
    moment: await row.locator('[data-moment]').innerText(),
    top: await row.evaluate((element) => Math.round(element.getBoundingClientRect().top)),
  };
}

describe('a time of the session', () => {
  it.each([
    ['session-map/#t-00-24-40', 't-00-22-40', '00:24:40 is here'],
    ['session-map/?t=24:40', 't-00-22-40', '00:24:40 is here'],
    ['session-map/?t=1480s', 't-00-22-40', '00:24:40 is here'],
    ['s/session-map/t-00-22-40/?t=00:24:40', 't-00-22-40', '00:24:40 is here'],
    ['session-map/#t-01-10-20', 't-01-10-20', ''],
  ])('%s finds row %s and says “%s”', async (path, id, moment) => {
    const look = async (page: Page) => {
      await expect.poll(() => page.locator('.is-marked').count(), soon).toBe(1);
      const { top, ...told } = await marked(page);
      expect(told).toEqual({ id, moment });
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top).toBeLessThan(120);
      if (moment !== '') expect(await page.getByRole('textbox').inputValue()).toMatch(/24:40|1480s/);
    };
    await site.visit(path, look);
  });

  it('is typed as people quote it, and gives the place, a mark on the line, and a link with a card', async () => {
    const work = async (page: Page) => {
      const form = page.getByRole('search', { name: 'A time in the recording' });
      const field = form.getByRole('textbox');
      expect(await form.innerText()).toMatch(
        /00:24:40 is in\s+Four by four becomes two by two\s+4\.1 Why the map shrinks[^]*Nothing to correct here/,
      );
      await field.fill('46:41');
      await expect.poll(() => form.innerText(), soon).toMatch(/Corrected: E-32\s/);
      await field.fill('1:12:30');
      await expect
        .poll(() => form.innerText(), soon)
        .toMatch(/01:12:30 is in\s+How do thirty filters become one\?\s+8\.4 Thirty into one/);
      const left = await page.locator('[data-session-now]').evaluate((mark) => Number.parseFloat(mark.style.left));
      expect(left).toBeCloseTo((100 * 4350) / 4640, 3);
      await form.getByRole('button', { name: 'Copy a link' }).click();
      await expect.poll(() => form.innerText(), soon).toContain('Copied');
      const address = await page.evaluate(() => navigator.clipboard.readText());
      expect(address).toBe(`${book.url}s/session-map/t-01-12-00/?t=01:12:30`);

      await field.fill('1:17:21');
      await expect.poll(() => form.innerText(), soon).toContain('The recording is over at 01:17:20.');
      await field.fill('soon');
      await expect.poll(() => form.innerText(), soon).toContain('That is no time.');
      expect(await form.getByRole('button', { name: 'Copy a link' }).count()).toBe(0);

      await field.fill('1085 s');
      await field.press('Enter');
      await expect.poll(() => new URL(page.url()).hash, soon).toBe('#t-00-16-45');
      expect(await marked(page)).toMatchObject({ id: 't-00-16-45', moment: '00:18:05 is here' });
      expect(new URL(page.url()).search).toBe('?t=00:18:05');
      await field.fill('17.00');
      await field.press('Enter');
      await expect.poll(async () => (await marked(page)).moment, soon).toBe('00:17:00 is here');
      await page.goBack();
      await expect.poll(() => field.evaluate((input) => input === document.activeElement), soon).toBe(true);
      await expect.poll(() => field.evaluate((input) => input.getBoundingClientRect().top), soon).toBeGreaterThan(0);
      expect(await field.inputValue()).toBe('17.00');
    };
    await book.visit('session-map/', work, { permissions });
  });

  it('has a menu that fits on a phone and copies its address', async () => {
    const work = async (page: Page) => {
      const menu = page.locator('[data-link-menu][data-for="t-00-22-40"]');
      await menu.locator('summary').tap();
      const { left, right } = await menu.locator('div').evaluate((box) => box.getBoundingClientRect());
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(390);
      await menu.getByRole('button', { name: 'Copy as a forum quote' }).tap();
      await expect.poll(() => menu.getByRole('status').innerText(), soon).toBe('Copied');
      expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
        /^> \*\*Session 00\\:22\\:40: Four by four becomes two by two\*\*\n>\n> A figure from the guide.*\n\n[^\n]*\/s\/session-map\/t-00-22-40\/\n$/,
      );
    };
    await book.visit('session-map/', work, { permissions, hasTouch: true, viewport: { width: 390, height: 800 } });
  });

  it('in a lesson leads to its row', async () => {
    const look = async (page: Page) => {
      await page.locator('#e-04').getByRole('link', { name: '00:13:05' }).click();
      await expect.poll(() => page.url(), soon).toBe(`${book.url}session-map/#t-00-11-50`);
      await page.locator('#t-00-11-50').getByRole('link', { name: 'E-04' }).click();
      await expect.poll(() => page.url(), soon).toBe(`${book.url}corrections/#e-04`);
    };
    await book.visit('kernels/', look, { javaScriptEnabled: false });
  });
});

describe.each(builds)('the pages to look things up in, for $base,', (build) => {
  it('list every stretch of the session, every correction and every term, each with a menu and a way on', () => {
    for (const [path, count, prefix] of [
      ['session-map/', 36, /\/s\/session-map\/$/],
      ['corrections/', 38, /\/s\/(?:[a-z-]+)\/[eb]-\d\db?\/$/],
      ['glossary/', 60, /\/s\/glossary\/$/],
    ] as const) {
      const page = htmlPage(build, path);
      const rows = rowsOf(page.elements);
      expect(rows.length, path).toBe(count);
      const menus = page.elements.filter((element) =>
        /^(?:time|term|correction)$/.test(attribute(element, 'data-link-menu') ?? ''),
      );
      expect(menus.map((menu) => attribute(menu, 'data-for'))).toEqual(rows.map((row) => attribute(row, 'id')));
      for (const menu of menus) {
        const address = attribute(menu, 'data-address') ?? `${build.base}s/${path}`;
        expect(address).toMatch(prefix);
      }
      const lost = rows.filter((row) => !/\d\.\d|Lesson \d+/.test(words(row))).map((row) => attribute(row, 'id'));
      expect(lost, path).toEqual([]);
    }
  });

  it('say what is right in the words of the lesson, with its numbers and its links', () => {
    const listed = rowsOf(htmlPage(build, 'corrections/').elements);
    for (const path of ['kernels/', 'strides-padding/', 'simple-cnn/']) {
      const notes = htmlPage(build, path).elements.filter((element) =>
        /\berratum\b/.test(attribute(element, 'class') ?? ''),
      );
      expect(notes.length).toBeGreaterThan(6);
      for (const note of notes) {
        const id = attribute(note, 'id') ?? '';
        if (path === 'strides-padding/' && ['e-25', 'e-26'].includes(id)) continue; // an earlier lesson has them too, in other words
        const row = listed.find((candidate) => attribute(candidate, 'id') === id);
        const last =
          words(note)
            .split(/(?<=[.?!]) /)
            .at(-1) ?? '';
        expect(row === undefined ? '' : words(row), id).toContain(last);
      }
    }
    const fifth = listed.find((row) => attribute(row, 'id') === 'e-05');
    expect(fifth === undefined ? '' : words(fifth)).toContain('But 164 are negative, and 12 of them are −762');
  });

  it('name a lesson that is not written instead of leading there', () => {
    const page = htmlPage(build, 'session-map/');
    const planned = page.elements.filter((element) => /\bplanned\b/.test(attribute(element, 'class') ?? '')).map(words);
    const written = new Set(page.elements.map((element) => attribute(element, 'href')).filter(Boolean));
    for (const text of planned) expect(text).toMatch(/^Lesson \d+ .* \(not written yet\)$/);
    expect(written.has(`${build.base}strides-padding/#why-it-shrinks`)).toBe(true);
  });

  it('are reached from home and from the foot of every page', () => {
    for (const path of ['', 'kernels/', '404.html']) {
      const links = new Set(htmlPage(build, path).elements.map((element) => attribute(element, 'href')));
      for (const id of ['session-map', 'corrections', 'glossary'])
        expect(links.has(`${build.base}${id}/`), path).toBe(true);
    }
  });
});

describe('the glossary', () => {
  it('is where the meaning of a word leads, and leads back to the section that needs it', async () => {
    const work = async (page: Page) => {
      await page.getByRole('button', { name: 'ReLU' }).first().click();
      await page.locator('.meaning:popover-open').getByRole('link', { name: 'In the glossary' }).click();
      await expect.poll(() => page.url(), soon).toBe(`${book.url}glossary/#relu`);
      const row = page.locator('#relu');
      expect(await row.innerText()).toContain('Keeps what is above 0');
      await row.getByRole('link', { name: /^2\.\d/ }).click();
      await expect.poll(() => page.url(), soon).toMatch(/\/book\/kernels\/#[a-z-]+$/);
    };
    await book.visit('kernels/', work);
  });

  it('tells machines its terms', () => {
    const page = htmlPage(rootBuild, 'glossary/');
    const json = /<script type="application\/ld\+json">([^<]+)<\/script>/.exec(page.source)?.[1] ?? '{}';
    const told: { '@type'?: string; hasDefinedTerm?: readonly { name: string; url: string }[] } = JSON.parse(json);
    expect(told['@type']).toBe('DefinedTermSet');
    expect(told.hasDefinedTerm?.length).toBe(60);
    for (const { url } of told.hasDefinedTerm ?? []) expect(page.ids).toContain(new URL(url).hash.slice(1));
  });
});

describe('without JavaScript', () => {
  it('the session map is whole, and shows no form that does nothing', async () => {
    const look = async (page: Page) => {
      // the page that leads here is left while this one still arrives
      await expect.poll(() => page.locator('.row').filter({ visible: true }).count(), soon).toBe(36);
      await page.waitForLoadState();
      expect(await page.getByRole('search').count()).toBe(0);
      expect(await page.locator('#q-5').innerText()).toContain('red, green and blue');
      const top = await page.locator('#t-00-22-40').evaluate((row) => row.getBoundingClientRect().top);
      expect(Math.abs(top)).toBeLessThan(60);
    };
    await site.visit('s/session-map/t-00-22-40/', look, { javaScriptEnabled: false });
  });
});
