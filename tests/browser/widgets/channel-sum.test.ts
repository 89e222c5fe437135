import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import ChannelSum from '@components/widgets/channel-sum/ChannelSum.svelte';

const home = location.href;

function openAt(query: string) {
  dispatchEvent(new Event('pagehide'));
  history.replaceState(null, '', `${location.pathname}?${query}`);
  return render(ChannelSum, { number: '8.3' });
}

const stateInAddress = () => new URLSearchParams(location.search).get('channel-sum') ?? '';
const figure = () => document.querySelector('[data-widget="channel-sum"]');
const output = () => page.getByRole('slider', { name: 'Answer on the map that comes out' });
const channel = (at: number) => page.getByRole('radio', { name: new RegExp(`^Channel ${at}:`) });
const number = (text: string | null | undefined) => Number((text ?? '').replace('−', '-'));
/** What the channels add, as their names say it. */
const partialSums = () =>
  page
    .getByRole('radio')
    .elements()
    .map((radio) => number(/: ([+−]?[\d.]+),/.exec(radio.getAttribute('aria-label') ?? '')?.[1]));

afterEach(() => history.replaceState(null, '', home));

describe('channel-sum', () => {
  it('thirty partial sums and the bias make the answer, and the engine agrees', async () => {
    openAt('backend=wasm');
    const sums = partialSums();
    expect(sums).toHaveLength(30);
    const words = document.querySelector('.total')?.textContent.replace(/\s+/g, ' ') ?? '';
    const [, together, bias, answer] = /together (\S+), and the bias (\S+) make (\S+)/.exec(words) ?? [];
    const rounding = 0.0005 * 31;
    expect(Math.abs(sums.reduce((total, part) => total + part, 0) - number(together))).toBeLessThan(rounding);
    expect(number(together) + number(bias)).toBeCloseTo(number(answer), 2);
    expect(output().element().getAttribute('aria-valuetext')).toBe(`Row 17, column 20: ${answer}`);
    await expect.poll(() => figure()?.getAttribute('data-backend')).toBe('wasm');
    await expect.element(page.getByText(/WASM · .* ms · agrees/)).toBeVisible();
  });

  it.each(['webgpu', 'cpu'])('runs on %s when the address forces it', async (backend) => {
    openAt(`backend=${backend}&channel-sum=k:turned,d:7`);
    await expect.poll(() => figure()?.getAttribute('data-backend'), { timeout: 20_000 }).toMatch(/./);
    await expect.element(page.getByText(/ms · agrees/)).toBeVisible();
  });

  it('moves the place by arrow keys and by mouse, and keeps it in the address', async () => {
    openAt('');
    output().element().focus();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}{ArrowLeft}');
    await expect.element(output()).toHaveAttribute('aria-valuetext', expect.stringMatching(/^Row 15, column 19: /));
    await expect.poll(stateInAddress).toBe('r:15,c:19');
    await page.getByRole('slider', { name: 'Place on the picture' }).click({ position: { x: 2, y: 2 } });
    await expect.poll(stateInAddress).toBe('r:0,c:0');
  });

  it('a channel opens into its nine products, by keyboard and by a press on its bar', async () => {
    openAt('');
    channel(6).element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(channel(7)).toBeChecked();
    await expect.element(page.getByRole('group', { name: 'Nine weights of slice 7' })).toBeVisible();
    await expect.poll(stateInAddress).toBe('ch:7');
    document.querySelector<HTMLElement>('label[for="channel-sum-channel-29"]')?.click();
    await expect.element(channel(29)).toBeChecked();
    await expect.element(page.getByText(/the bar of channel 29\.\s+Up to here the total is/)).toBeVisible();
  });

  it('the nine products of the open channel sum to its bar', async () => {
    openAt('channel-sum=ch:29');
    await expect.element(page.getByRole('group', { name: 'Nine products' })).toBeVisible();
    await expect.poll(() => document.querySelector('.opened .sum b')?.textContent).toBe('+0.192');
    const products = [...(figure()?.querySelectorAll('[aria-label="Nine products"] span') ?? [])].map((cell) =>
      number(cell.textContent),
    );
    expect(products).toHaveLength(9);
    const rounding = 0.0005 * 9;
    expect(Math.abs(products.reduce((total, part) => total + part, 0) - 0.192)).toBeLessThan(rounding);
  });

  it('turned edges are silent on bare paper, and there the bias is the answer', async () => {
    openAt('channel-sum=k:turned,r:2,c:2');
    await expect.poll(() => partialSums().filter((part) => part !== 0)).toEqual([]);
    await expect.element(page.getByText(/together 0, and the bias\s+0\.023 make/)).toBeVisible();
  });

  it('another seed is another network, and the same seed the same', async () => {
    openAt('');
    const before = partialSums();
    await page.getByRole('button', { name: 'Another seed' }).click();
    await expect.poll(stateInAddress).toBe('seed:4');
    expect(partialSums()).not.toEqual(before);
    await page.getByRole('spinbutton', { name: 'Seed' }).fill('3');
    await userEvent.keyboard('{Tab}');
    await expect.poll(partialSums).toEqual(before);
  });

  it('says what a link asked for in vain', async () => {
    openAt('channel-sum=mode:rgb,r:40,d:pad');
    await expect.element(page.getByText(/mode: “rgb” is not one of 30; 30 is used/)).toBeVisible();
    await expect.element(page.getByText(/r: 40 is not a whole number from 0 to 27/)).toBeVisible();
    await expect.element(page.getByText(/this figure has no sheet to draw on/)).toBeVisible();
  });
});
