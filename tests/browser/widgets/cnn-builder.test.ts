import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import CnnBuilder from '@components/widgets/cnn-builder/CnnBuilder.svelte';
import { download } from '@lib/export/download.ts';

vi.mock('@lib/export/download.ts', () => ({ download: vi.fn<() => void>() }));

const home = location.href;

function openAt(query: string) {
  dispatchEvent(new Event('pagehide'));
  history.replaceState(null, '', `${location.pathname}?${query}`);
  return render(CnnBuilder, { number: '8.2' });
}

const stateInAddress = () => new URLSearchParams(location.search).get('cnn-builder') ?? '';
const figure = () => document.querySelector('[data-widget="cnn-builder"]');
const computed = () => expect.poll(() => figure()?.getAttribute('data-backend'), { timeout: 20_000 }).toMatch(/./);
const rows = () =>
  page
    .getByRole('row')
    .elements()
    .map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim()));
const rowOf = (name: string) => rows().find(([head]) => head === name);
const option = (label: string, value: string) => page.getByRole('combobox', { name: label }).selectOptions(value);

afterEach(() => {
  vi.restoreAllMocks();
  vi.mocked(download).mockClear();
  history.replaceState(null, '', home);
});

describe('cnn-builder', () => {
  it('opens on the session’s net, tried on a digit by a backend that agrees', async () => {
    openAt('backend=wasm');
    expect(rowOf('Together')?.join(' ')).toMatch(/6,660 \+ 62 .*6,722 .*58,608/);
    await computed();
    expect(figure()?.getAttribute('data-backend')).toBe('wasm');
    await expect.element(page.getByText(/WASM · .* ms · agrees/)).toBeVisible();
  });

  it.each(['webgpu', 'cpu'])('runs on %s when the address forces it', async (backend) => {
    openAt(`backend=${backend}&cnn-builder=net:1-4bn-mp2-ap2s1-gap-d3`);
    await computed();
    await expect.element(page.getByText(/ms · agrees/)).toBeVisible();
  });

  it.each([
    ['net:1-30s1-1s1-maps', 'Conv 30 → 1', '64 × 1 × 28 × 28'],
    ['net:1-8k5-16-32-64-10', 'Flatten', '64 × 10'],
    ['net:1-128s1p0-maps', 'Conv 1 → 128', '64 × 128 × 26 × 26'],
    ['net:1-4-2,layout:nhwc', 'Conv 1 → 4, ReLU', '64 × 14 × 14 × 4'],
  ])('opens %s', async (state, name, shape) => {
    openAt(`cnn-builder=${state}`);
    await expect.poll(() => rowOf(name)?.[1]).toBe(shape);
    await expect.poll(stateInAddress).toBe(state);
  });

  it('changes the chosen layer, and everything behind it follows', async () => {
    openAt('');
    await page.getByRole('button', { name: 'Conv 4 → 8, ReLU' }).click();
    await option('Stride', '1');
    await expect
      .poll(() => rowOf('Conv 4 → 8, ReLU')?.slice(1, 3))
      .toEqual(['64 × 8 × 14 × 14', '14 + 2 − 3 + 1 = 14']);
    await page.getByRole('spinbutton', { name: 'Channels' }).fill('500');
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByRole('spinbutton', { name: 'Channels' })).toHaveValue(128);
    await page.getByRole('checkbox', { name: 'Normalise' }).click();
    await page.getByRole('checkbox', { name: 'ReLU' }).click();
    await option('Kernel', '5');
    await option('Padding', '0');
    await expect.poll(stateInAddress).toBe('net:1-4-128k5s1p0bnr0-16-32-2,l:1');
    await expect.poll(() => rowOf('Conv 4 → 128, norm')?.[1]).toBe('64 × 128 × 10 × 10');
  });

  it('says at the layer that does not fit why it does not', async () => {
    openAt('cnn-builder=net:1-4s3-8s3-16k7p0-2,l:2');
    await expect
      .poll(() => rowOf('Conv 8 → 16, ReLU')?.[1])
      .toBe('7 × 7 does not fit into 4 × 4, and there is no padding.');
    await expect.element(page.getByText('Nothing to compute yet')).toBeVisible();
    expect(figure()?.getAttribute('data-backend')).toBe('reference');
    await expect
      .element(page.getByRole('button', { name: 'Run a real batch' }))
      .toHaveAttribute('aria-disabled', 'true');
    await option('Kernel', '3');
    await expect.poll(() => rowOf('Conv 8 → 16, ReLU')?.[1]).toBe('64 × 16 × 1 × 1');
  });

  it('adds, moves, turns into another kind and removes layers, eight at most and one at least', async () => {
    openAt('cnn-builder=net:1-4-2');
    await page.getByRole('button', { name: 'Add one behind it' }).click();
    await option('Kind', 'max-pool');
    await expect.poll(stateInAddress).toBe('net:1-4-mp2-2,l:1');
    await page.getByRole('button', { name: 'Move it earlier' }).click();
    await expect.poll(stateInAddress).toBe('net:1-mp2-4-2');
    for (let add = 0; add < 5; add++) await page.getByRole('button', { name: 'Add one behind it' }).click();
    await expect.element(page.getByRole('group', { name: 'Layer 6 of 8' })).toBeVisible();
    await expect
      .element(page.getByRole('button', { name: 'Add one behind it' }))
      .toHaveAttribute('aria-disabled', 'true');
    for (let take = 0; take < 7; take++) await page.getByRole('button', { name: 'Remove' }).click();
    await expect.element(page.getByRole('group', { name: 'Layer 1 of 1' })).toBeVisible();
  });

  it('chooses a layer in the drawing by keyboard', async () => {
    openAt('');
    page.getByRole('button', { name: 'Conv 16 × 4 × 4' }).element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('group', { name: 'Layer 3 of 5' })).toBeVisible();
    await expect.poll(stateInAddress).toBe('l:2');
  });

  it('known networks are a press away, and marked', async () => {
    openAt('');
    await page.getByRole('button', { name: 'its broken one' }).click();
    await expect.poll(stateInAddress).toBe('net:1-30s1-1s1-maps');
    await expect.element(page.getByRole('button', { name: 'its broken one' })).toHaveAttribute('aria-pressed', 'true');
    await page.getByRole('button', { name: 'end in one row' }).click();
    await expect.poll(stateInAddress).toBe('net:1-30s1-1s1');
  });

  it('sends 64 held-out digits through, and every shape comes out as the table says', async () => {
    openAt('backend=wasm');
    await page.getByRole('button', { name: 'Run a real batch' }).click();
    await expect.element(page.getByText(/64 held-out digits went through in \d+ ms, on WASM\./)).toBeVisible();
    await expect.element(page.getByText(/Every shape came out as the table says\./)).toBeVisible();
    expect(document.querySelectorAll('.confirmed')).toHaveLength(6);
    await option('Stride', '1');
    await expect.element(page.getByText(/Every shape came out/)).not.toBeInTheDocument();
  });

  it('does not try a large network by itself, and says so', async () => {
    openAt('cnn-builder=net:1-64s1-64s1-2');
    await expect.element(page.getByText('Not tried by itself: large')).toBeVisible();
    expect(figure()?.getAttribute('data-backend')).toBe('reference');
  });

  it('shows the network in PyTorch', async () => {
    openAt('cnn-builder=net:1-4-2');
    await page.getByRole('button', { name: 'Show the code' }).click();
    await expect
      .poll(() => document.querySelector('#cnn-builder pre')?.textContent)
      .toMatch(/nn\.Conv2d\(1, 4, kernel_size=3, stride=2, padding=1\), +# 64 × 4 × 14 × 14\n +nn\.ReLU\(\),\n/);
    const code = document.querySelector('#cnn-builder pre')?.textContent ?? '';
    expect(code).toMatch(/nn\.Conv2d\(4, 2, .*\), +# 64 × 2 × 7 × 7\n/);
    expect(code).toContain('x = torch.zeros(64, 1, 28, 28)');
  });

  it('shows the session’s run in fastai, but only for a network that it could train', async () => {
    const codes = () => [...document.querySelectorAll('#cnn-builder pre')].map(({ textContent }) => textContent);
    openAt('');
    await page.getByRole('button', { name: 'Show the code' }).click();
    await expect.poll(codes).toHaveLength(2);
    expect(codes()[1]).toMatch(/conv\(1, 4\),[^]*learn\.fit_one_cycle\(\d+, 0\.01\)/);
  });

  it.each(['1-4-3', '1-30s1-1s1-maps', '1-4s3-8s3-16k7p0-2'])('shows no run for %s', async (net) => {
    openAt(`cnn-builder=net:${net}`);
    await page.getByRole('button', { name: 'Show the code' }).click();
    const codes = () => [...document.querySelectorAll('#cnn-builder pre')].map(({ textContent }) => textContent);
    await expect.poll(codes).toEqual([expect.stringMatching(/^# Prints what each layer makes/)]);
  });

  it('gives its table to take home, and a post', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('closed'));
    openAt('cnn-builder=net:1-4-2');
    await page.getByRole('button', { name: 'layers as CSV' }).click();
    await expect.element(page.getByText('layers.csv was handed to the browser.')).toBeVisible();
    const [name, content] = vi.mocked(download).mock.calls[0] ?? [];
    expect(name).toBe('layers.csv');
    expect(content).toMatch(/^layer,kind,.*\r\n1,conv,.*,1x1x28x28,1x4x14x14,40,\d+\r\n2,relu,/);
    await page.getByRole('button', { name: 'a post' }).click();
    const post = () => document.querySelector<HTMLTextAreaElement>('#cnn-builder textarea')?.value;
    await expect.poll(post).toMatch(/^## The network 1-4-2\n[^]*\n\nhttp[^\n]*cnn-builder=net:1-4-2[^\n]*\n$/);
    expect(post()).toMatch(/\| total \|/);
  });

  it('has no table to take home of a network with a gap, and says so; a post has the link all the same', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('closed'));
    openAt('cnn-builder=net:1-4s3-8s3-16k7p0-2');
    await page.getByRole('button', { name: 'layers as CSV' }).click();
    await expect.element(page.getByText(/^The table has a gap\. .*7 × 7 does not fit into 4 × 4/)).toBeVisible();
    await page.getByRole('button', { name: 'a post' }).click();
    const post = () => document.querySelector<HTMLTextAreaElement>('#cnn-builder textarea')?.value;
    await expect.poll(post).toMatch(/^## [^|]*\n\nhttp[^\n]*cnn-builder=net:1-4s3-8s3-16k7p0-2[^\n]*\n$/);
    expect(download).not.toHaveBeenCalled();
  });

  it('says what a link asked for in vain', async () => {
    openAt('cnn-builder=net:1-4-lstm-900,l:12');
    await expect.element(page.getByText(/net: “lstm” is not a layer; it was left out\. And 1 more\./)).toBeVisible();
    await expect.element(page.getByText(/l: 12 is not a whole number from 0 to 7; 7 is used/)).toBeVisible();
  });
});
