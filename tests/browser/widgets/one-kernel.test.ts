import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import OneKernel from '@components/widgets/one-kernel/OneKernel.svelte';
import '../../../src/styles/tokens.css';
import '../../../src/styles/base.css';
import '../../../src/styles/book.css';
import '../../../src/styles/figures.css';

const home = location.href;

function openAt(query: string) {
  dispatchEvent(new Event('pagehide'));
  history.replaceState(null, '', `${location.pathname}?${query}`);
  return render(OneKernel, { number: 'C.3' });
}

const figure = () => document.querySelector('[data-widget="one-kernel"]');
const stateInAddress = () => new URLSearchParams(location.search).get('one-kernel') ?? '';
const right = () => document.querySelector('.count b')?.textContent;
const counted = (count: string) => expect.poll(right, { timeout: 20_000 }).toBe(count);
const computed = () => expect.poll(() => figure()?.getAttribute('data-backend'), { timeout: 20_000 }).toMatch(/./);
const threshold = () => page.getByRole('slider', { name: 'Threshold' });
const words = () => threshold().element().getAttribute('aria-valuetext');
const weight = (row: number, col: number) => page.getByRole('textbox', { name: `Row ${row}, column ${col}` });
const picked = (group: string) =>
  [...(document.querySelector(`[aria-label="${group}"]`)?.querySelectorAll('button') ?? [])].map(
    (button) => button.getAttribute('aria-label') ?? '',
  );

afterEach(() => history.replaceState(null, '', home));

describe('one-kernel', () => {
  it('counts what top tells right, and the engine agrees on every picture', async () => {
    openAt('backend=wasm');
    await counted('1,639');
    await expect.element(page.getByText('of 2,038 right, 80.4 %')).toBeVisible();
    await expect.element(page.getByText('94 more for bronze')).toBeVisible();
    await expect.element(page.getByText(/Threes.*799 of 1,010 right/)).toBeVisible();
    await expect.element(page.getByText(/Sevens.*840 of 1,028 right/)).toBeVisible();
    await computed();
    await expect.element(page.getByText(/^WASM · .* ms · agrees$/)).toBeVisible();
    expect(stateInAddress()).toBe('');
  });

  it('counts weights of four decimals, up to gold, and the engine agrees there, too', async () => {
    openAt('one-kernel=k:-1.0372~-0.7761~1.7619~0.1532~1.4401~-1.2906~-1.4553~-3.1117~-0.7724');
    await counted('1,945');
    await computed();
    await expect.element(page.getByText(/ ms · agrees$/)).toBeVisible();
    await expect.element(page.getByText('That is gold. There is no more to win.')).toBeVisible();
    expect(document.querySelectorAll('ol .reached')).toHaveLength(3);
  });

  it('a weight is typed, stepped by keys or by the buttons, and everything is counted anew', async () => {
    openAt('');
    await counted('1,639');
    await weight(1, 1).fill('1');
    await expect.poll(stateInAddress).toBe('k:-1~-1~-1~0~1~0~1~1~1');
    const first = right();
    expect(first).not.toBe('1,639');
    weight(0, 2).element().focus();
    await userEvent.keyboard('{PageUp}{PageUp}');
    await expect.poll(stateInAddress).toBe('k:-1~-1~1~0~1~0~1~1~1');
    expect(right()).not.toBe(first);
    await page.getByRole('button', { name: '−0.1 to the weight at row 0, column 2' }).click();
    await expect.poll(stateInAddress).toBe('k:-1~-1~0.9~0~1~0~1~1~1');
    await page.getByRole('button', { name: 'bottom', exact: true }).click();
    await counted('1,672');
    await expect.poll(stateInAddress).toBe('k:bottom');
  });

  it('the best threshold follows the weights until it is moved, and comes back on a press', async () => {
    openAt('');
    await counted('1,639');
    expect(words()).toMatch(/^More than 52\.\d+: a three\. 1,639 of 2,038 right$/);
    threshold().element().focus();
    await userEvent.keyboard('{ArrowRight}{PageDown}');
    await expect.poll(stateInAddress).toMatch(/^t:5\d(\.\d)?$/);
    const moved = words();
    expect(moved).not.toMatch(/1,639/);
    await page.getByRole('button', { name: 'turn 90°' }).click();
    await expect.poll(stateInAddress).toMatch(/^k:right-prewitt,t:5/);
    await page.getByRole('button', { name: 'Best threshold' }).click();
    await expect.poll(stateInAddress).toBe('k:right-prewitt');
    await page.getByRole('button', { name: 'Reset' }).click();
    await counted('1,639');
  });

  it('is dragged in the histograms, and turned over: which side is which', async () => {
    openAt('');
    await counted('1,639');
    const plot = document.querySelector('.plot .surface');
    if (!(plot instanceof HTMLElement)) throw new Error('there must be a plot');
    await userEvent.click(plot, { position: { x: plot.clientWidth / 2, y: 40 } });
    await expect.poll(stateInAddress).toMatch(/^t:\d+(\.\d)?$/);
    const before = Number(right()?.replace(',', ''));
    await page
      .getByRole('group', { name: /above the threshold/ })
      .getByRole('button', { name: 'a seven' })
      .click();
    await expect.poll(stateInAddress).toMatch(/^t:[\d.]+,above:7$/);
    expect(Number(right()?.replace(',', ''))).toBe(2038 - before);
    expect(words()).toMatch(/: a seven\./);
  });

  it('shows the pictures next to the threshold and the worst mistakes, and takes the one apart that is pressed', async () => {
    openAt('one-kernel=k:diag2,stat:max');
    await counted('1,635');
    const nearest = picked('Pictures nearest the threshold');
    expect(nearest).toHaveLength(10);
    const numbers = nearest.map((label) => Number(/: ([\d.]+)$/.exec(label)?.[1]));
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    expect(picked('The worst mistakes: threes').every((label) => label.includes('a three, taken for a seven'))).toBe(
      true,
    );
    const [worst = ''] = picked('The worst mistakes: sevens');
    await page.getByRole('button', { name: worst }).click();
    await expect.poll(stateInAddress).toMatch(/^k:diag2,stat:max,pic:\d+$/);
    expect(stateInAddress()).toContain(`pic:${/Picture (\d+)/.exec(worst)?.[1]}`);
    await expect
      .element(page.getByText(/The greatest of 676 answers is \d+, first at .* so it is taken for a three, wrongly\./))
      .toBeVisible();
  });

  it('goes along a row of pictures by arrow keys', async () => {
    openAt('');
    await counted('1,639');
    const row = document.querySelector('[aria-label="The worst mistakes: threes"]');
    row?.querySelector('button')?.focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{Enter}');
    await expect.poll(stateInAddress).toMatch(/^pic:\d+$/);
    expect(row?.querySelectorAll('[aria-pressed="true"]')).toHaveLength(1);
    await userEvent.keyboard('{Home}');
    expect(document.activeElement).toBe(row?.querySelector('button'));
  });

  it('shows its code with the threshold that is in use', async () => {
    openAt('one-kernel=k:laplace');
    await counted('1,685');
    await page.getByRole('button', { name: 'Show the code' }).click();
    const codes = () => [...document.querySelectorAll('pre')].map(({ textContent }) => textContent);
    await expect.poll(codes).toHaveLength(2);
    expect(codes()[0]).toMatch(/THRESHOLD = 24\.\d+ {2}# more is taken for a 3/);
    expect(codes()[1]).toContain('export function pictureNumbers');
  });

  it('on a phone keeps the count in sight of the weights, and the words off the bars', async () => {
    await page.viewport(390, 700);
    openAt('');
    await counted('1,639');
    const box = (part: string) => document.querySelector(part)?.getBoundingClientRect() ?? new DOMRect();
    const grid = weight(1, 1).element();
    grid.scrollIntoView({ block: 'center' });
    await expect.poll(() => Math.round(box('.told').top)).toBeGreaterThanOrEqual(0);
    expect(box('.told').bottom).toBeLessThan(grid.getBoundingClientRect().top);
    expect(document.querySelector('.told')?.textContent).toMatch(/1,639[^]*94 more for bronze/);
    expect(box('.plot .name').bottom).toBeLessThanOrEqual(box('.plot svg').top);
    expect(box('.plot .name.below').top).toBeGreaterThanOrEqual(box('.plot svg').bottom);
    await page.viewport(1280, 800);
  });
});
