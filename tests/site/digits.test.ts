// A file of digits that is missing, cut short or altered: the reader is told in words, can try again, and never sees another
// picture under the name of the one asked for.
import type { Page, Route } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { products, sum, windowAt } from '@lib/conv/response.ts';
import { openDigits } from '@lib/data/digits.ts';
import { signedNumber } from '@lib/text/numbers.ts';
import { siteInBrowser, soon } from './browser.ts';
import { bookBuild } from './builds.ts';
import { expectComputed, expectSum, labOf } from './kernel-lab.ts';

const site = siteInBrowser(bookBuild);
const chunk = /\/train-\d+-[0-9a-f]+\.bin$/;
const manifest = /\/manifest\.json$/;

const index = 15; // a seven
const path = `kernels/?kernel-lab=d:7,i:${index},r:8,c:13#kernel-lab`;

type Spoil = (route: Route) => Promise<void>;

/** Gives a file changed by `change`. */
const changed =
  (change: (body: Buffer) => Buffer): Spoil =>
  async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.body()) });
  };

const missing: Spoil = (route) => route.fulfill({ status: 404, contentType: 'text/html', body: '<p>Not found</p>' });

const faults: readonly (readonly [string, RegExp, Spoil, RegExp])[] = [
  ['missing', chunk, missing, /does not have the file/],
  ['out of reach', chunk, (route) => route.abort('connectionfailed'), /could not be reached/],
  ['cut short', chunk, changed((body) => body.subarray(0, body.length / 2)), /Only a part of the file/],
  [
    'altered',
    chunk,
    changed((body) => body.fill(7, body.length / 2, body.length / 2 + 20)),
    /is not the one the book was made with/,
  ],
  ['without its list', manifest, missing, /does not have the file/],
  ['with a list that is no list', manifest, changed(() => Buffer.from('[]')), /is not the one the book was made with/],
];

describe('a file of digits that is', () => {
  let expectedSum = '';

  beforeAll(async () => {
    const digits = await openDigits(`${site.url}data/threes-sevens/`);
    const { pixels } = await digits.image('train', index);
    expectedSum = signedNumber(sum(products(windowAt(pixels, [8, 13]), namedKernels.top)));
    expect(expectedSum).not.toBe('0');
  });

  /** No pixel of any picture: the sheet is bare, and so is the map. */
  async function expectBareSheet(page: Page): Promise<void> {
    await expectSum(page, '0');
    expect(await labOf(page).innerText()).toMatch(/Greatest\s+0 at .*676 places/);
    const cells = await labOf(page)
      .getByRole('group', { name: 'Window: nine pixels' })
      .getByRole('button')
      .allInnerTexts();
    expect(cells).toEqual(Array(9).fill('0'));
  }

  it.each(faults)('%s', async (_, file, spoil, words) => {
    const look = async (page: Page) => {
      const alert = labOf(page).getByRole('alert');
      await expect.poll(() => alert.textContent(), soon).toMatch(words);
      await expectComputed(page);
      await expectBareSheet(page);

      const tryAgain = alert.getByRole('button', { name: 'Try again' });
      await tryAgain.click();
      await expect.poll(() => alert.textContent(), soon).toMatch(words); // nothing has changed yet
      await expectBareSheet(page);

      await page.unroute(file);
      await tryAgain.click();
      await expectSum(page, expectedSum);
      expect(await alert.count()).toBe(0);
      expect(await labOf(page).innerText()).toContain(`MNIST training picture ${index}`);
    };
    await site.visit(path, look, { prepare: (page) => page.route(file, spoil), expected: /404|ERR_|failed: / });
  });
});
