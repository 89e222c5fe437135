// The figure that fools a net: a net that is trained at the first touch, pixels changed by mouse and by keyboard, and links that open a fooled one.
import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import FoolTheNet from '@components/widgets/fool-the-net/FoolTheNet.svelte';

const home = location.href;
const trainingMs = 60_000;

function openAt(state: string) {
  dispatchEvent(new Event('pagehide'));
  history.replaceState(null, '', `${location.pathname}?backend=wasm${state === '' ? '' : `&fool-the-net=${state}`}`);
  return render(FoolTheNet, { number: 'C.10' });
}

const three = () => page.getByRole('slider', { name: 'Pixel of the three; Space changes it' });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const says = () => document.querySelector('.verdict-words')?.textContent.replace(/\s+/g, ' ').trim();
const link = () => new URLSearchParams(location.search).get('fool-the-net');

afterEach(() => history.replaceState(null, '', home));

describe('fool-the-net', () => {
  it('asks nobody before it is touched; then it is trained, and says three', { timeout: trainingMs }, async () => {
    await openAt('');
    await expect.element(three()).toHaveAttribute('aria-valuetext', 'Row 12, column 8: 0');
    expect(says()).toBe('Nobody has looked yet. No pixel changed yet.');
    await button('Train the net now').click();
    await expect.poll(says, { timeout: trainingMs }).toBe('It says three. No pixel changed yet.');
    await expect
      .poll(() => document.querySelector('[data-widget="fool-the-net"]')?.getAttribute('data-backend'), {
        timeout: trainingMs,
      })
      .toBe('wasm');
    await expect.element(page.getByText(/ms · agrees/)).toBeVisible();
  });

  it('a link to a fooled net opens one, and taking one pixel back frees it', { timeout: trainingMs }, async () => {
    await openAt('ink:9h9xa9apebf3f4f5,paper:agah,r:13,c:13');
    await expect.poll(says, { timeout: trainingMs }).toBe('It says seven. Fooled. 10 pixels changed.');
    await button('restores').click();
    three().element().focus();
    await userEvent.keyboard(' ');
    await expect.poll(says).toBe('It says three. 9 pixels changed.');
    await button('undo').click();
    await expect.poll(says).toBe('It says seven. Fooled. 10 pixels changed.');
    await button('take all back').click();
    await expect.poll(says).toBe('It says three. No pixel changed yet.');
  });

  it(
    'arrow keys move on the three, Space changes the pixel, and the link keeps it',
    { timeout: trainingMs },
    async () => {
      await openAt('');
      three().element().focus();
      await userEvent.keyboard('{ArrowLeft}{ArrowUp} {ArrowRight} ');
      await expect.element(three()).toHaveAttribute('aria-valuetext', 'Row 11, column 8: 255');
      await expect.poll(link).toBe('ink:8r8s,r:11');
      await expect.poll(says, { timeout: trainingMs }).toBe('It says three. 2 pixels changed.');
      await expect
        .element(page.getByRole('slider', { name: 'Slope at a pixel' }))
        .toHaveAttribute('aria-valuetext', expect.stringMatching(/^Row 11, column 8: slope [+−]\d/));
    },
  );

  it('a drag inks what lies on its way, as one change', async () => {
    await openAt('');
    const surface = three().element();
    const { left, top, width } = surface.getBoundingClientRect();
    const at = (row: number, col: number) => ({
      clientX: left + ((col + 0.5) / 28) * width,
      clientY: top + ((row + 0.5) / 28) * width,
      pointerId: 1,
      isPrimary: true,
      bubbles: true,
    });
    surface.setPointerCapture = () => undefined; // no real pointer is down
    surface.dispatchEvent(new PointerEvent('pointerdown', { ...at(2, 2), button: 0, buttons: 1 }));
    surface.dispatchEvent(new PointerEvent('pointermove', { ...at(2, 6), buttons: 1 }));
    surface.dispatchEvent(new PointerEvent('pointerup', at(2, 6)));
    await expect.poll(link).toBe('ink:1m1n1o1p1q,r:2,c:6');
    await button('undo').click();
    await expect.element(button('undo')).toHaveAttribute('aria-disabled', 'true');
    await expect.poll(link).toBe('r:2,c:6');
  });

  it('a tap of a finger inks one pixel; a finger that moves scrolls the page and inks none', async () => {
    await openAt('');
    const surface = three().element();
    const { left, top, width } = surface.getBoundingClientRect();
    const touch = { clientX: left + (2.5 / 28) * width, clientY: top + (2.5 / 28) * width, bubbles: true };
    const finger = { ...touch, pointerType: 'touch', pointerId: 2, isPrimary: true, button: 0 };
    expect(getComputedStyle(surface).touchAction).toBe('pan-y pinch-zoom');
    surface.dispatchEvent(new PointerEvent('pointerdown', finger));
    surface.dispatchEvent(new PointerEvent('pointercancel', finger)); // the browser took it for a scroll
    expect(document.querySelectorAll('.marks path[d=""]')).toHaveLength(2);
    surface.dispatchEvent(new PointerEvent('pointerdown', finger));
    surface.dispatchEvent(new PointerEvent('pointerup', finger));
    surface.dispatchEvent(new PointerEvent('click', { ...finger, bubbles: true }));
    await expect.poll(link).toBe('ink:1m,r:2,c:2');
  });

  it('another three begins anew', async () => {
    await openAt('ink:1m');
    await page.getByRole('button', { name: 'Held-out picture 17' }).click();
    await expect.poll(link).toBe('pic:17');
    await expect.element(page.getByText('held-out picture 17')).toBeVisible();
  });
});
