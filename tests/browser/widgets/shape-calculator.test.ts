import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import ShapeCalculator from '@components/widgets/shape-calculator/ShapeCalculator.svelte';

const home = location.href;

function openAt(query: string) {
  dispatchEvent(new Event('pagehide'));
  history.replaceState(null, '', `${location.pathname}?${query}`);
  return render(ShapeCalculator, { number: '3.1' });
}

const stateInAddress = () => new URLSearchParams(location.search).get('shape-calculator') ?? '';
const figure = () => document.querySelector('[data-widget="shape-calculator"]');
const field = (name: string) => page.getByRole('spinbutton', { name, exact: true });
/** The lengths of the answers' axes, in the order in which they stand. */
const answers = () =>
  page
    .getByRole('group', { name: 'The answers that come out' })
    .getByRole('button')
    .elements()
    .map((button) => button.querySelector('.number')?.textContent);
const lit = () => [...document.querySelectorAll('.row:last-child .lit')].map(({ className }) => className);
const opened = () => document.querySelector('.opened')?.textContent.replace(/\s+/g, ' ').trim();
const check = () => page.getByRole('button', { name: 'Check with a real tensor' });

afterEach(() => history.replaceState(null, '', home));

describe('shape-calculator', () => {
  it('opens on the session’s call: 64 × 4 × 26 × 26', async () => {
    openAt('');
    expect(answers()).toEqual(['64', '4', '26', '26']);
    expect(opened()).toMatch(/^Rows 28 − 3 \+ 1 = 26 As many rows/);
    await expect.element(page.getByRole('button', { name: /Products, the batch\s*1,557,504/ })).toBeVisible();
  });

  it('the number of kernels reaches the channels and nothing else, and says what they were', async () => {
    openAt('');
    await field('Kernels').fill('128');
    expect(answers()).toEqual(['64', '128', '26', '26']);
    expect(lit()).toEqual([expect.stringContaining('axis-co')]);
    await expect.element(page.getByText('was 4', { exact: true })).toBeVisible();
    await expect.element(page.getByText('was 24,336')).toBeVisible();
    await expect.poll(stateInAddress).toBe('co:128');
  });

  it('while a number is typed, it is compared with what stood there before', async () => {
    openAt('');
    field('Kernels').element().focus();
    await userEvent.keyboard('{Control>}a{/Control}30');
    expect(answers()).toEqual(['64', '30', '26', '26']);
    await expect.element(page.getByText('was 4', { exact: true })).toBeVisible();
  });

  it('stride, padding and dilation reach rows and columns and nothing else', async () => {
    openAt('');
    for (const [name, value, side] of [
      ['Stride', '2', '13'],
      ['Padding', '1', '14'],
      ['Dilation', '2', '13'],
    ] as const) {
      await field(name).fill(value);
      expect(answers()).toEqual(['64', '4', side, side]);
      expect(lit()).toHaveLength(2);
    }
    await expect.poll(stateInAddress).toBe('s:2,p:1,d:2');
  });

  it('channels that come in change no length of what comes out', async () => {
    openAt('');
    await field('Channels of each picture').fill('3');
    expect(answers()).toEqual(['64', '4', '26', '26']);
    await page.getByRole('button', { name: /^Weights/ }).click();
    expect(opened()).toMatch(/^Weights 4 · 3 · 3 · 3 = 108/);
    await expect.poll(stateInAddress).toBe('ci:3,o:weights');
  });

  it('a field steps by arrow keys, and what lies outside its bounds is brought back', async () => {
    openAt('');
    field('Rows of a kernel').element().focus();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}');
    expect(answers()).toEqual(['64', '4', '24', '26']);
    await expect.poll(stateInAddress).toBe('k:5~3');
    await field('Stride').fill('99');
    expect(answers()).toEqual(['64', '4', '24', '26']);
    await userEvent.keyboard('{Tab}');
    await expect.element(field('Stride')).toHaveValue(16);
    await expect.poll(stateInAddress).toBe('k:5~3,s:16');
    await expect.element(page.getByText('Stride: a whole number from 1 to 16. 99 became 16.')).toBeVisible();
    await field('Stride').fill('1.5');
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByText('Stride: a whole number from 1 to 16. 1.5 became 2.')).toBeVisible();
  });

  it('shows every shape in the other order, too', async () => {
    openAt('');
    await page.getByRole('button', { name: 'N H W C, as tfjs' }).click();
    const shapes = [...document.querySelectorAll('.line .shape')].map(({ textContent }) => textContent);
    expect(shapes.map((shape) => shape.replace(/\s/g, ' '))).toEqual([
      '64 × 28 × 28 × 1',
      '3 × 3 × 1 × 4',
      '64 × 26 × 26 × 4',
    ]);
    expect(answers()).toEqual(['64', '26', '26', '4']);
  });

  it('refuses what is impossible, in words, and has nothing to check', async () => {
    openAt('shape-calculator=h:2,o:weights');
    await expect.poll(opened).toBe('This call is refused A kernel 3 rows high fits nowhere: the picture has 2.');
    expect(answers()).toEqual(['–', '–', '–', '–']);
    await expect.element(check()).toHaveAttribute('aria-disabled', 'true');
    await expect.element(page.getByText('A call that is refused has nothing to try.')).toBeVisible();
    await expect.element(page.getByRole('button', { name: /^Products, the batch\s*–$/ })).toBeVisible();
    expect(document.querySelector('.bench')?.textContent.match(/fits nowhere/g)).toHaveLength(1); // beside the tooltip of the chip
  });

  it.each(['wasm', 'webgpu'])('checks with a real tensor on %s', async (backend) => {
    openAt(`backend=${backend}&shape-calculator=n:2,ci:3,k:5,s:2,p:2,co:8`);
    expect(figure()?.getAttribute('data-backend')).toBe('reference');
    await check().click();
    await expect.element(page.getByText(/gave 2 × 8 × 14 × 14\.[^]*largest that came out is 75:/)).toBeVisible();
    await expect.element(page.getByText(/ms · shape agrees/)).toBeVisible();
    expect(figure()?.getAttribute('data-backend')).toMatch(/^(wasm|webgpu|webgl|cpu)$/);
    await field('Kernels').fill('9');
    await expect.element(page.getByText('Arithmetic, not tried yet')).toBeVisible();
  });

  it('tries one picture where the batch is too large, and none where that is', async () => {
    openAt('backend=wasm&shape-calculator=n:1024,co:128');
    await expect.element(page.getByText(/1024 pictures would be too many to try here/)).toBeVisible();
    await check().click();
    await expect.element(page.getByText(/gave 1 × 128 × 26 × 26\.\s+That is one picture/)).toBeVisible();
    await field('Rows of each picture, H').fill('1024');
    await field('Channels of each picture').fill('2048');
    await expect.element(page.getByText(/Too large to be tried here: [^]* for a single picture/)).toBeVisible();
  });

  it('shows its code, and the source that ran', async () => {
    openAt('shape-calculator=co:128');
    await page.getByRole('button', { name: 'Show the code' }).click();
    const codes = () => [...document.querySelectorAll('pre')].map(({ textContent }) => textContent);
    await expect.poll(codes).toHaveLength(2);
    expect(codes()[0]).toContain('nn.Conv2d(1, 128, kernel_size=3');
    expect(codes()[1]).toContain('export function accountOf');
  });
});
