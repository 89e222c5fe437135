import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import ResponseCompare from '@components/widgets/response-compare/ResponseCompare.svelte';

const home = location.href;

function openAt(query: string) {
  dispatchEvent(new Event('pagehide'));
  history.replaceState(null, '', `${location.pathname}?${query}`);
  return render(ResponseCompare, { number: '2.6' });
}

const picture = () => page.getByRole('slider', { name: 'Window on the picture' });

afterEach(() => history.replaceState(null, '', home));

describe('response-compare', () => {
  it('shows the four answers of the session’s kernels at one place', async () => {
    openAt('backend=wasm');
    await expect
      .element(picture())
      .toHaveAttribute('aria-valuetext', 'Row 5, column 7: left +13, top +762, slash / +267, backslash \\ +163');
    await expect
      .poll(() => document.querySelector('[data-widget="response-compare"]')?.getAttribute('data-backend'))
      .toBe('wasm');
    await expect.element(page.getByText(/ms · agrees/)).toBeVisible();
  });

  it('a window on one map is a window on all, by keyboard too', async () => {
    openAt('response-compare=r:8,c:17');
    page.getByRole('slider', { name: 'Answers of the kernel top' }).element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect
      .element(picture())
      .toHaveAttribute('aria-valuetext', 'Row 8, column 18: left −474, top −29, slash / +71, backslash \\ +332');
  });

  it('says which kernel answers most', async () => {
    openAt('');
    await page.getByRole('checkbox', { name: 'Show which kernel answers most' }).click();
    await expect.element(page.getByText('At (5, 7): top.')).toBeVisible();
    await expect.poll(() => new URLSearchParams(location.search).get('response-compare')).toBe('win:1');
  });

  it('has no sheet to draw on, and says so to a link that asks for one', async () => {
    openAt('response-compare=d:pad');
    await expect.element(page.getByText(/this figure has no sheet to draw on/)).toBeVisible();
  });
});
