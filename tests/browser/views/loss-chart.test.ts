import { mount, type ComponentProps } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ChartPoint } from '@lib/draw/chart.ts';
import StepChart from './StepChart.svelte';
import { expectAccessible, pointer, show, type ShownView } from './views.ts';

const steps = 386;
const stepsInAPixel = 1;
const judged = Array.from({ length: 49 }, (_, at): ChartPoint => [at * 8, 0.7 / (at + 1)]);
const batches = Array.from({ length: steps }, (_, at): ChartPoint => [at, 0.5 + 0.4 * Math.sin(at)]);
const onstep = vi.fn<(step: number) => void>();
let view: ShownView;

function open(more: Partial<ComponentProps<typeof StepChart>> = {}, widthPx = 600): void {
  const props: ComponentProps<typeof StepChart> = {
    id: 'loss',
    title: 'Loss',
    lines: [
      { label: 'held-out loss', kind: 'main', points: judged },
      { label: 'each batch', kind: 'thin', points: batches },
    ],
    steps,
    scale: 'log',
    step: 120,
    epochSteps: [193, 386],
    onstep,
    format: (value: number) => value.toFixed(3),
    ...more,
  };
  view = show((target) => mount(StepChart, { target, props }), widthPx);
}

const handle = () => page.getByRole('slider', { name: 'Loss: step' });
const surface = () => view.frame.querySelector('.surface') ?? view.frame;
const plot = () => view.frame.querySelector('.plot') ?? view.frame;
const readings = () =>
  [...view.frame.querySelectorAll('dd')].map(({ textContent }) => textContent.trim().replace(/\s+/g, ' '));
const paths = () => [...view.frame.querySelectorAll('svg svg path')].map((path) => path.getAttribute('d'));

beforeEach(() => onstep.mockClear());
afterEach(() => view.close());

describe('loss chart', () => {
  it('is a picture with a text, and a slider that says where it stands', async () => {
    open();
    await expect.element(page.getByRole('img', { name: /^Loss\. held-out loss: from 0\.700 at step 0/ })).toBeVisible();
    await expect.element(handle()).toHaveAttribute('aria-valuenow', '120');
    await expect.element(handle()).toHaveAttribute('aria-valuemax', '386');
    await expect.element(handle()).toHaveAttribute('aria-valuetext', 'step 120 of 386, held-out loss 0.044');
    expect(readings()).toEqual(['120 of 386', '0.044', `${(batches[120]?.[1] ?? 0).toFixed(3)}`]);
  });

  it.each([
    ['{ArrowRight}', 121],
    ['{ArrowUp}', 121],
    ['{ArrowLeft}', 119],
    ['{ArrowDown}', 119],
    ['{PageUp}', 139],
    ['{PageDown}', 101],
    ['{Home}', 0],
    ['{End}', 386],
  ])('%s moves the handle from 120 to %i', async (key, to) => {
    open();
    handle().element().focus();
    await userEvent.keyboard(key);
    expect(onstep.mock.calls).toEqual([[to]]);
    await expect.element(handle()).toHaveAttribute('aria-valuenow', String(to));
  });

  it('the handle is dragged from where it was taken hold of, and lets go', async () => {
    open();
    const { width } = surface().getBoundingClientRect();
    await userEvent.dragAndDrop(handle().element(), plot(), {
      sourcePosition: { x: 4, y: 40 }, // 10 px left of its middle
      targetPosition: { x: width * 0.75 - 10, y: 40 },
    });
    expect(Math.abs((onstep.mock.lastCall?.[0] ?? 0) - steps * 0.75)).toBeLessThanOrEqual(stepsInAPixel);
    onstep.mockClear();
    await userEvent.hover(plot(), { position: { x: 100, y: 60 } });
    expect(onstep).not.toHaveBeenCalled();
  });

  it('a press on the plot takes the handle there, and it can be dragged on, beyond the end too', async () => {
    open();
    const { width } = surface().getBoundingClientRect();
    await userEvent.dragAndDrop(plot(), view.frame, {
      sourcePosition: { x: width / 2, y: 40 },
      targetPosition: { x: 598, y: 40 },
    });
    expect(onstep.mock.calls[0]).toEqual([193]);
    expect(onstep.mock.lastCall).toEqual([386]);
    await expect.element(handle()).toHaveFocus();
  });

  it('a touch on the plot moves nothing unless it ends as a tap; on the handle it never scrolls', () => {
    open();
    pointer('pointerdown', surface(), 0.5, { pointerType: 'touch' });
    pointer('pointermove', surface(), 0.9, { pointerType: 'touch', buttons: 1 });
    expect(onstep).not.toHaveBeenCalled();
    pointer('click', surface(), 0.5, { pointerType: 'touch' });
    expect(onstep.mock.lastCall).toEqual([193]);
    expect(getComputedStyle(handle().element()).touchAction).toBe('none');
    expect(getComputedStyle(surface()).touchAction).toBe('pan-y pinch-zoom');
  });

  it('pointing reads the exact values, and moves neither handle nor layout', async () => {
    open();
    const before = view.frame.getBoundingClientRect().height;
    const { width } = surface().getBoundingClientRect();
    await userEvent.hover(surface(), { position: { x: width / 2, y: 40 } });
    await expect.poll(readings).toEqual(['193 of 386', '0.028 at step 192', (batches[193]?.[1] ?? 0).toFixed(3)]);
    expect(view.frame.getBoundingClientRect().height).toBe(before);
    expect(onstep).not.toHaveBeenCalled();
    await userEvent.unhover(surface());
    await expect.poll(() => readings()[0]).toBe('120 of 386');
  });

  it('moving the handle redraws no line', async () => {
    open();
    const before = paths();
    handle().element().focus();
    await userEvent.keyboard('{End}');
    await expect.element(handle()).toHaveAttribute('aria-valuenow', '386');
    expect(paths()).toEqual(before);
  });

  it('400 steps are one path a line, and no element a point', () => {
    open();
    expect(paths()).toHaveLength(2);
    expect(paths().at(0)?.match(/L/g)).toHaveLength(steps - 1);
    expect(view.frame.querySelectorAll('*').length).toBeLessThan(80);
  });

  it('where numbers end a line ends, with a mark and words', async () => {
    open({
      lines: [
        {
          label: 'held-out loss',
          kind: 'main',
          points: [
            [0, 0.7],
            [8, 9],
            [16, NaN],
            [24, 1],
          ],
        },
      ],
    });
    expect([...view.frame.querySelectorAll('svg text')].map(({ textContent }) => textContent)).toContain('no number');
    expect(view.frame.querySelectorAll('.broken')).toHaveLength(1);
    expect(paths().at(0)?.match(/L/g)).toHaveLength(1);
    await expect.element(handle()).toHaveAttribute('aria-valuetext', 'step 120 of 386, held-out loss 1.000 at step 24');
    handle().element().focus();
    await userEvent.keyboard('{Home}{PageUp}{ArrowDown}{ArrowDown}');
    await expect.poll(() => readings()[1]).toBe('no number at step 16');
  });

  it('names lines at their ends where there is room, above the plot where there is not', async () => {
    open();
    await expect.element(page.getByText('each batch').first()).not.toBeVisible();
    expect(getComputedStyle(view.frame.querySelector('text.at-end') ?? view.frame).display).not.toBe('none');
    await view.close();
    open({}, 350);
    await expect.element(page.getByText('each batch').first()).toBeVisible();
    expect(getComputedStyle(view.frame.querySelector('text.at-end') ?? view.frame).display).toBe('none');
    expect(view.frame.scrollWidth).toBeLessThanOrEqual(350);
  });

  it('draws other runs as a band and the worth of an image as a rim, and reads both', async () => {
    const band = judged.map(([step, value]) => ({ step, low: value / 2, high: value * 2 }));
    open({ band, bandLabel: 'five seeds', oneImage: 0.1, scale: 'linear', unit: 'nats' });
    expect(view.frame.querySelectorAll('path.band, path.one-image')).toHaveLength(2);
    await expect.element(page.getByText('one picture more or less', { exact: true })).toBeVisible();
    expect(readings().at(-1)).toBe('0.022 to 0.087 nats');
  });

  it('satisfies axe, wide and narrow', async () => {
    open({ band: [{ step: 0, low: 0.1, high: 0.2 }], oneImage: 0.01 });
    await expectAccessible(view);
    await view.close();
    open({}, 350);
    await expectAccessible(view);
  });
});
