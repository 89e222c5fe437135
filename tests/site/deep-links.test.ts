// Every state is a link: the ones the syllabus names open what they say, a hostile one does no harm, and reload, back, copied
// links and links in the prose all come to the same states.
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { siteInBrowser, soon } from './browser.ts';
import { bookBuild, rootBuild } from './builds.ts';
import { expectComputed, expectStateInAddress, expectSum, labOf, pictureOf, typeWeight } from './kernel-lab.ts';

const site = siteInBrowser(rootBuild);
const book = siteInBrowser(bookBuild);

/** How much a place of reading may move on the screen when the page around it changed and changed back. */
const mostDriftPx = 40;

const named = [
  ['k:top,r:5,c:7', '+762'],
  ['k:-1~-1~-1~0~0~0~1~1~1,r:5,c:7', '+762'],
  ['k:top,r:8,c:18', '−29'],
  ['k:top,r:7,c:9', '−762'],
  ['k:diag1,r:17,c:20', '+254'],
  ['d:flat,k:session-blur', '−60'],
  ['d:flat,k:box', '+100'],
] as const;

describe('a deep link', () => {
  it.each(named)('%s shows %s', async (state, sum) => {
    await site.visit(`kernels/?kernel-lab=${state}#kernel-lab`, async (page) => {
      await expectSum(page, sum);
      await expectComputed(page);
      expect(await labOf(page).locator('.notes').count()).toBe(0);
      expect(await labOf(page).locator('.chip').innerText()).toMatch(/agrees/);
    });
  });

  it('scrolls to the section it names and sets the figure all the same', async () => {
    const path = 'kernels/?kernel-lab=k:top,r:8,c:18#top-edge';
    await book.visit(path, async (page) => {
      const top = () => page.locator('#top-edge').evaluate((heading) => heading.getBoundingClientRect().top);
      await expect.poll(top, soon).toBeLessThan(120);
      expect(await top()).toBeGreaterThanOrEqual(0);
      // the laboratory has its own place in another section: it comes to where this one talks of it
      expect(
        await page.locator('.prose > :has(h2#top-edge) ~ .full:has(~ :has(h2#patch-arithmetic)) #kernel-lab').count(),
      ).toBe(1);
      await page.locator('#kernel-lab').scrollIntoViewIfNeeded();
      await expectSum(page, '−29');
    });
  });

  it('to a figure leaves it in its own place', async () => {
    await site.visit('kernels/?kernel-lab=k:top,r:8,c:18#kernel-lab', async (page) => {
      await expectSum(page, '−29');
      expect(await page.locator('.figure-away').count()).toBe(0);
    });
  });

  it('shows neither the figure that it leads to nor what follows it before the figure stands in its state', async () => {
    const seen = (page: Page) =>
      page.evaluate(() =>
        ['#kernel-lab > .body', '.full:has(#kernel-lab) + *', '#response-compare > .body', '.promise'].map((place) => {
          const element = document.querySelector(place);
          return element === null ? 'none' : getComputedStyle(element).visibility;
        }),
      );
    const address = 'kernels/?kernel-lab=k:diag1,r:8,c:18&response-compare=win:1#kernel-lab';
    await site.visit(address, async (page) => {
      await expectSum(page, '+71');
      expect((await seen(page)).slice(0, 2)).toEqual(['visible', 'visible']);
      expect(await page.evaluate(() => document.documentElement.dataset['opens'] ?? '')).not.toContain('kernel-lab');
    });
    // where no script comes, what was printed is shown after a while
    const unopened = async (page: Page) => {
      expect(await seen(page)).toEqual(['hidden', 'hidden', 'hidden', 'visible']);
      await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
      expect(await seen(page)).toEqual(['visible', 'visible', 'visible', 'visible']);
    };
    const prepare = (page: Page) => page.route('**/*.js', (route) => route.abort());
    await site.visit(address, unopened, { expected: /.*/, prepare });
  });

  it('with hostile and unknown parts is clamped, and the page says what it ignored', async () => {
    await site.visit('kernels/?kernel-lab=k:%3Cscript%3E,r:1e9,c:99,zz:1#kernel-lab', async (page) => {
      await expectComputed(page);
      const notes = await labOf(page).locator('.notes li').allInnerTexts();
      expect(notes).toHaveLength(4);
      expect(notes.join(' ')).toMatch(/<script>.*1e9.*99.*zz/);
      await expectSum(page, '0'); // row 5, column 26: paper
      expect(await page.locator('#kernel-lab script').count()).toBe(0);
    });
  });

  it.each([
    ['half an escape', '%E0%A4%A'],
    ['far too many letters', 'k:'.repeat(2000)],
    ['weights that are no numbers', 'k:NaN~Infinity~1~1~1~1~1~1~1,pad:p99999'],
  ])('with %s breaks nothing', async (_, state) => {
    await site.visit(`kernels/?kernel-lab=${state}#kernel-lab`, async (page) => {
      await expectComputed(page);
      expect(await labOf(page).locator('.sum button').innerText()).toMatch(/^[+−]?[\d.]+$/);
    });
  });

  it('that asks for a backend there is not says so', async () => {
    await site.visit('kernels/?backend=abacus#kernel-lab', async (page) => {
      await expectComputed(page);
      expect(await labOf(page).locator('.notes').innerText()).toContain('abacus');
    });
  });
});

describe('a state', () => {
  it('is kept in the address and comes back by reload', async () => {
    await site.visit('kernels/#kernel-lab', async (page) => {
      await expectComputed(page);
      await typeWeight(page, 4, '2');
      await pictureOf(page).focus();
      await page.keyboard.press('ArrowRight');
      await expectStateInAddress(page, 'k:-1~-1~-1~0~2~0~1~1~1,c:8');
      expect(new URL(page.url()).hash).toBe('#kernel-lab');
      const sum = await labOf(page).locator('.sum button').innerText();
      await page.reload();
      await expectSum(page, sum);
      await expectComputed(page);
      await expectStateInAddress(page, 'k:-1~-1~-1~0~2~0~1~1~1,c:8');
    });
  });

  it('is set by a link in the prose without a load, marked there, and left again by back and forward', async () => {
    await site.visit('kernels/', async (page) => {
      await page.evaluate(() => document.body.setAttribute('data-not-loaded-anew', ''));
      await page.locator('#p-underside').evaluate((prediction) => prediction.scrollIntoView({ behavior: 'instant' }));
      const link = page.getByRole('link', { name: 'Look at it' });
      await page.locator('#p-underside astro-island:not([ssr])').waitFor({ state: 'attached' });
      await page.getByRole('button', { name: 'A large negative number' }).click();
      await link.click();
      expect(new URL(page.url()).search).toBe('?kernel-lab=k:top,r:7,c:9');
      await expectSum(page, '−762');
      await expectComputed(page);
      await expect.poll(() => link.getAttribute('class'), soon).toContain('is-shown');
      expect(await link.evaluate((there) => document.activeElement === there)).toBe(true);
      expect(await page.locator('#p-underside + .full #kernel-lab').count()).toBe(1);
      expect(await labOf(page).evaluate((figure) => figure.getBoundingClientRect().top < innerHeight / 2)).toBe(true);
      expect(await page.locator('.figure-away').innerText()).toMatch(/Figure 2\.3 stands in section 2\.4 now/);
      await labOf(page).getByRole('button', { name: 'Put it back' }).click();
      expect(await page.locator('#p-underside + .full #kernel-lab').count()).toBe(0);
      expect(await link.evaluate((there) => document.activeElement === there)).toBe(true);

      await page.goBack();
      await expectSum(page, '+762');
      await expect.poll(() => link.getAttribute('class'), soon).not.toContain('is-shown');
      await page.goForward();
      await expectSum(page, '−762');
      expect(await page.locator('body[data-not-loaded-anew]').count()).toBe(1);
    });
  });

  it('and the place of its figure are kept by reload, and return with the place of reading by back', async () => {
    await site.visit('strides-padding/', async (page) => {
      const link = page.getByRole('link', { name: 'stride 2', exact: true });
      const follow = async (words: string) => {
        await page
          .getByRole('link', { name: words })
          .evaluate((there) => there.scrollIntoView({ block: 'center', behavior: 'instant' }));
        await page.getByRole('link', { name: words }).press('Enter');
      };
      const top = () => link.evaluate((there) => Math.round(there.getBoundingClientRect().top));
      const below = (id: string) => page.locator(`.prose > :has(h2#${id}) ~ .full #slide-stepper`).count();
      await link.evaluate((there) => there.scrollIntoView({ block: 'center', behavior: 'instant' }));
      const read = await top();
      await link.press('Enter');
      await page.locator('[data-widget="slide-stepper"][data-backend]').waitFor();
      expect([await below('stride'), await below('formula')]).toEqual([1, 0]);
      expect(await top()).toBeGreaterThan(0);
      await page.reload();
      await page.locator('[data-widget="slide-stepper"][data-backend]').waitFor();
      expect(await page.locator('.prose > :has(> a[data-scene]) + .full #slide-stepper').count()).toBe(1);
      await follow('Nine numbers then cover');
      expect(await below('dilation')).toBe(1);
      await page.goBack();
      await expect.poll(() => below('dilation'), soon).toBe(0);
      expect(await below('stride')).toBe(1);
      await page.goBack();
      await expect.poll(() => below('stride'), soon).toBe(0);
      await expect.poll(async () => Math.abs((await top()) - read), soon).toBeLessThan(mostDriftPx);
    });
  });

  it('opens in another window from a copied link, and sends that window to the figure', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    await book.visit(
      'kernels/?response-compare=win:1#kernel-lab',
      async (page) => {
        await expectComputed(page);
        await labOf(page).getByRole('button', { name: 'slash /', exact: true }).click();
        await labOf(page).getByLabel('Keep only positive answers').check();
        await labOf(page).getByRole('button', { name: 'Copy link to this state' }).click();
        await expect.poll(() => labOf(page).innerText(), soon).toContain('Link copied');
        const address = await page.evaluate(() => navigator.clipboard.readText());
        expect(address).toBe(`${book.url}s/kernels/kernel-lab/?kernel-lab=k:diag1,relu:1`);
        const sum = await labOf(page).locator('.sum button').innerText();

        const isLeft = { expected: /ERR_ABORTED/ }; // the page in between is left while it loads
        const arrive = async (other: Page) => {
          await expect.poll(() => other.url(), soon).toBe(`${book.url}kernels/?kernel-lab=k:diag1,relu:1#kernel-lab`);
          await expectSum(other, sum);
          await expectComputed(other);
          expect(
            await labOf(other).getByRole('button', { name: 'slash /', exact: true }).getAttribute('aria-pressed'),
          ).toBe('true');
          expect(await labOf(other).getByLabel('Keep only positive answers').isChecked()).toBe(true);
          expect(await labOf(other).evaluate((figure) => figure.getBoundingClientRect().top < innerHeight)).toBe(true);
        };
        await book.visit(address.slice(book.url.length), arrive, isLeft);
      },
      { permissions },
    );
  });

  it('of the comparison stands in the address beside that of the laboratory', async () => {
    await site.visit('kernels/?kernel-lab=k:diag1&response-compare=win:1,r:17,c:20#response-compare', async (page) => {
      const compare = page.locator('#response-compare');
      await expect.poll(() => compare.getAttribute('data-backend'), soon).not.toBeNull();
      expect(await compare.locator('.winners').count()).toBe(1);
      expect(await compare.innerText()).toContain('(17, 20)');
      await page.getByRole('link', { name: 'the head' }).click();
      await expect.poll(() => new URL(page.url()).search, soon).toContain('response-compare=');
      expect(new URL(page.url()).searchParams.get('kernel-lab')).toBe('k:diag1');
    });
  });
});
