import { flushSync, mount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { levelColour, topLevel } from '@lib/draw/ramps.ts';
import { rgb } from '@lib/draw/oklab.ts';
import ChangingWall from './ChangingWall.svelte';
import { expectAccessible, show, type ShownView } from './views.ts';

const mistakes = (count: number, ink = 255) =>
  Array.from({ length: count }, (_, at) => ({
    place: 100 + at,
    pixels: new Uint8Array(784).fill(ink, 0, 28 * (at + 1)),
    actual: '3',
    said: '7',
    share: 0.978 - at / 1000,
  }));
const onpick = vi.fn<(place: number) => void>();
let view: ShownView;
let change: (next: ReturnType<typeof mistakes>) => void;

function open(count: number, { total = count, chosen = -1, widthPx = 600 } = {}): void {
  view = show((target) => {
    const wall = mount(ChangingWall, { target, props: { mistakes: mistakes(count), total, chosen, onpick } });
    change = (next) => flushSync(() => wall.change(next));
    return wall;
  }, widthPx);
}

const buttons = () => page.getByRole('button');
const focusedAt = () =>
  buttons()
    .elements()
    .findIndex((button) => button === document.activeElement);
const canvases = () => [...view.frame.querySelectorAll('canvas')];
const cornerOf = (canvas: HTMLCanvasElement | undefined) =>
  [...(canvas?.getContext('2d')?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3);

afterEach(async () => {
  onpick.mockClear();
  await view.close();
});

describe('mistake wall', () => {
  it('a picture has what it is, what was said and how surely', async () => {
    open(14, { chosen: 101 });
    await expect.element(page.getByRole('button', { name: '3, said 7, 0.978' })).toBeVisible();
    await expect.element(page.getByRole('button', { pressed: true })).toHaveTextContent('3, said 7, 0.977');
    await expect.element(page.getByText('14 in all.')).toBeVisible();
    await page.getByRole('button', { name: '3, said 7, 0.976' }).click();
    expect(onpick.mock.calls).toEqual([[102]]);
  });

  it('pictures are in the inks of the book', () => {
    open(1);
    const [ink, paper] = [topLevel, 0].map((level) => [...rgb(levelColour('ink', level, 'light').fill)]);
    document.documentElement.dataset['theme'] = 'light';
    flushSync();
    expect(cornerOf(canvases()[0])).toEqual(ink);
    change(mistakes(1, 0));
    expect(cornerOf(canvases()[0])).toEqual(paper);
    delete document.documentElement.dataset['theme'];
  });

  it.each([
    ['{ArrowRight}', 1],
    ['{ArrowDown}', 7],
    ['{End}', 13],
    ['{End}{ArrowLeft}', 12],
    ['{End}{ArrowUp}', 6],
    ['{End}{Home}', 0],
    ['{ArrowUp}', 0],
  ])('%s moves the focus from the first of 14, seven in a row, to %i', async (keys, to) => {
    open(14);
    await userEvent.tab();
    await userEvent.keyboard(keys);
    expect(focusedAt()).toBe(to);
    await userEvent.keyboard('{Enter}');
    expect(onpick.mock.calls).toEqual([[100 + to]]);
  });

  it('takes one stop of the tab key, even after mistakes have gone', async () => {
    open(14);
    await userEvent.tab();
    await userEvent.keyboard('{End}');
    change(mistakes(3));
    expect(
      buttons()
        .elements()
        .map((button) => button.getAttribute('tabindex')),
    ).toEqual(['-1', '-1', '0']);
  });

  it('shows three whole rows, and what is behind them a press away', async () => {
    open(50, { total: 134 });
    expect(buttons().elements().length).toBe(21 + 2);
    const wall = page.getByRole('group', { name: 'Pictures taken for another' }).element();
    expect(wall.scrollHeight).toBeLessThanOrEqual(wall.clientHeight);
    await expect.element(page.getByText('1 to 21 of 134')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'before' })).toHaveAttribute('aria-disabled', 'true');
    await page.getByRole('button', { name: 'next' }).click();
    await page.getByRole('button', { name: 'next' }).click();
    await expect.element(page.getByText('43 to 50 of 134')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'next' })).toHaveAttribute('aria-disabled', 'true');
    await page.getByRole('button', { name: '3, said 7, 0.936' }).click();
    expect(onpick.mock.calls).toEqual([[142]]);
    change(mistakes(30));
    await expect.element(page.getByText('22 to 30 of 134')).toBeVisible();
  });

  it('keeps its height and its canvases while mistakes come and go', () => {
    open(21);
    const { height } = view.frame.getBoundingClientRect();
    const before = canvases();
    change(mistakes(12, 128));
    expect(canvases()).toEqual(before.slice(0, 12));
    expect(view.frame.getBoundingClientRect().height).toBe(height);
    change([]);
    expect(view.frame.getBoundingClientRect().height).toBe(height);
  });

  it('says when there are none', async () => {
    open(0);
    await expect.element(page.getByText('No mistakes.')).toBeVisible();
  });

  it('on a phone four stand in a row', async () => {
    open(14, { widthPx: 350 });
    expect(view.frame.scrollWidth).toBeLessThanOrEqual(350);
    await userEvent.tab();
    await userEvent.keyboard('{ArrowDown}');
    expect(focusedAt()).toBe(4);
    await view.close();
    open(20, { widthPx: 350 });
    await expect.element(page.getByText('1 to 16 of 20')).toBeVisible();
    const wall = page.getByRole('group', { name: 'Pictures taken for another' }).element();
    expect(wall.scrollHeight).toBeLessThanOrEqual(wall.clientHeight);
  });

  it('satisfies axe, wide and narrow', async () => {
    open(60, { chosen: 101 });
    await expectAccessible(view);
    await view.close();
    open(60, { widthPx: 350 });
    await expectAccessible(view);
  });
});
