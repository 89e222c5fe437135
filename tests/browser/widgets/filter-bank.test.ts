import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import FilterBank from '@components/widgets/filter-bank/FilterBank.svelte';
import '../../../src/styles/tokens.css';
import '../../../src/styles/base.css';
import '../../../src/styles/book.css';
import '../../../src/styles/figures.css';

const home = location.href;

function openAt(query: string) {
  dispatchEvent(new Event('pagehide'));
  history.replaceState(null, '', `${location.pathname}?${query}`);
  return render(FilterBank, { number: '3.1' });
}

const stateInAddress = () => new URLSearchParams(location.search).get('filter-bank') ?? '';
const figure = () => document.querySelector('[data-widget="filter-bank"]');
const computed = () => expect.poll(() => figure()?.getAttribute('data-backend'), { timeout: 20_000 }).toMatch(/./);
const stack = () => page.getByRole('slider', { name: 'Map shown large' });
const shapes = () =>
  [...document.querySelectorAll('.shapes .shape')].map(({ textContent }) => textContent.replace(/\s/g, ' '));
const total = () => document.querySelector('.total b')?.textContent;
const field = (name: string) => page.getByRole('spinbutton', { name, exact: true });
const compareButton = () => page.getByRole('button', { name: 'Do it one by one' });

afterEach(() => history.replaceState(null, '', home));

describe('filter-bank', () => {
  it('opens on the three under the session’s four, and the engine agrees', async () => {
    openAt('backend=wasm');
    expect(shapes()).toEqual(['1 × 1 × 28 × 28', '4 × 1 × 3 × 3', '1 × 4 × 26 × 26']);
    expect(total()).toBe('+762');
    await computed();
    await expect.element(page.getByText(/WASM · .* ms · agrees/)).toBeVisible();
    await expect
      .element(stack())
      .toHaveAttribute('aria-valuetext', 'Picture 0, channel 1: a three, image 12, under kernel 1, top');
  });

  it.each(['webgpu', 'cpu'])('convolves a batch on %s when the address forces it', async (backend) => {
    openAt(`backend=${backend}&filter-bank=n:9,b:5`);
    await computed();
    await expect.element(page.getByText(/ms · agrees/)).toBeVisible();
    expect(shapes()[2]).toBe('5 × 9 × 26 × 26');
  });

  it('64 pictures under 128 kernels: 8,192 maps, of which the one taken apart is checked', async () => {
    openAt('backend=wasm&filter-bank=n:128,b:64,sel:63~127,r:14,c:14');
    await expect.poll(() => shapes()[2]).toBe('64 × 128 × 26 × 26');
    await computed();
    await expect
      .element(page.getByText(/1,152 weights, 778,752 products a picture,\s+49,840,128 in all/))
      .toBeVisible();
    await expect.element(page.getByText(/^WASM · \d+(\.\d)? ms · spot check agrees$/)).toBeVisible();
  });

  it('goes from map to map by arrow keys, and keeps the choice in the address', async () => {
    openAt('filter-bank=b:3');
    stack().element().focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{ArrowDown}');
    await expect
      .element(stack())
      .toHaveAttribute('aria-valuetext', expect.stringMatching(/^Picture 1, channel 3: a seven, image 15,/));
    await expect.poll(stateInAddress).toBe('b:3,sel:1~3');
    await userEvent.keyboard('{Home}{PageDown}');
    await expect.poll(stateInAddress).toBe('b:3,sel:2~0');
  });

  it('pointing shows a map for as long as it lasts, a press chooses it', async () => {
    openAt('');
    await computed();
    const { width, height } = stack().element().getBoundingClientRect();
    const last = { x: width - 20, y: height - 20 };
    await stack().hover({ position: last });
    await expect.element(page.getByText('slash', { exact: false }).first()).toBeVisible();
    await expect.element(stack()).toHaveAttribute('aria-valuenow', '3');
    expect(stateInAddress()).toBe('');
    await page.getByRole('button', { name: 'Reset' }).hover();
    await expect.element(stack()).toHaveAttribute('aria-valuenow', '1');
    await stack().click({ position: last });
    await expect.poll(stateInAddress).toBe('sel:0~3');
  });

  it('takes any window of the map apart', async () => {
    openAt('');
    page.getByRole('slider', { name: 'Answer on the map' }).element().focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}{ArrowRight}');
    await expect.poll(total).toBe('−762');
    const onMap = page.getByRole('slider', { name: 'Answer on the map' });
    await expect.element(onMap).toHaveAttribute('aria-valuetext', 'Row 6, column 8: −762'); // a map has no rim
    const onPicture = page.getByRole('slider', { name: 'Window on the picture' });
    await expect.element(onPicture).toHaveAttribute('aria-valuetext', 'Row 7, column 9: −762');
    await expect.poll(stateInAddress).toBe('r:7,c:9');
  });

  it('the number of kernels and of pictures can be typed or slid, another seed draws other kernels', async () => {
    openAt('');
    await field('Kernels').fill('6');
    await field('Pictures').fill('2');
    expect(shapes()[2]).toBe('2 × 6 × 26 × 26');
    await page.getByRole('button', { name: 'Other random kernels' }).click();
    await expect.poll(stateInAddress).toBe('n:6,b:2,seed:2');
    page.getByRole('slider', { name: 'Kernels, by sliding' }).element().focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(shapes()[2]).toBe('2 × 7 × 26 × 26');
    await page.getByRole('button', { name: 'N H W C, as tfjs' }).click();
    expect(shapes()).toEqual(['2 × 28 × 28 × 1', '3 × 3 × 1 × 7', '2 × 26 × 26 × 7']);
  });

  it('does the same work one by one, with the same numbers, and says what both took', async () => {
    // enough maps for the one call to take longer than the clock of a worker can tell
    openAt('backend=wasm&filter-bank=n:32,b:8');
    await computed();
    await compareButton().click();
    await expect.element(page.getByText(/256 calls, \d/)).toBeVisible();
    await expect
      .element(
        page.getByText(
          /On WASM, here and now, one by one takes\s+[^]*the computing alone takes[^]*The numbers are the same/,
        ),
      )
      .toBeVisible();
    await expect
      .element(page.getByText(/1 call, [\d.]+ ms, the middle of 9 runs, [\d.]+ ms to [\d.]+ ms/))
      .toBeVisible();
    await field('Kernels').fill('6');
    await expect.element(page.getByText('Nothing has been timed yet.')).toBeVisible();
  });

  it('can be stopped, and keeps what there is', async () => {
    openAt('backend=wasm&filter-bank=n:128,b:64');
    await computed();
    compareButton().element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText(/\d+ of 8,192 maps …/)).toBeVisible();
    expect(document.activeElement?.textContent).toBe('Stop');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => document.activeElement?.textContent).toBe('Do it one by one');
    await expect
      .element(page.getByText(/Stopped after [\d,]+ of 8,192 maps, all\s+of them the same so far/))
      .toBeVisible();
  });

  it('says what became of a number that could not be taken', async () => {
    openAt('');
    await field('Pictures').fill('99');
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByText('Pictures: a whole number from 1 to 64. 99 became 64.')).toBeVisible();
    await field('Kernels').fill('5');
    await expect.element(page.getByText(/became/)).not.toBeInTheDocument();
  });

  it('offers other random kernels only where there are some', async () => {
    openAt('');
    const others = page.getByRole('button', { name: 'Other random kernels' });
    await expect.element(others).toHaveAttribute('aria-disabled', 'true');
    await others.click({ force: true });
    await field('Kernels').fill('5');
    await others.click();
    await expect.poll(stateInAddress).toBe('n:5,seed:2');
  });

  it('brings a choice beyond the batch back into it', async () => {
    openAt('filter-bank=sel:40~90');
    await expect.element(stack()).toHaveAttribute('aria-valuetext', expect.stringMatching(/^Picture 0, channel 3:/));
  });

  it('shows its code for the digits that are shown, and the source that ran', async () => {
    openAt('filter-bank=b:2');
    await expect.poll(() => figure()?.getAttribute('data-backend'), { timeout: 20_000 }).toMatch(/./);
    await page.getByRole('button', { name: 'Show the code' }).click();
    const codes = () => [...document.querySelectorAll('pre')].map(({ textContent }) => textContent);
    await expect.poll(codes).toHaveLength(2);
    expect(codes()[0]).toContain("'train-images-idx3-ubyte')[[12, 15]]");
    expect(codes()[1]).toContain('export function conv2d');
  });
});
