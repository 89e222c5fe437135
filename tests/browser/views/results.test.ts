// Views of many runs: the spread over seeds, the sweep over rates, the race of places.
import { mount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import RaceBars from '@components/views/RaceBars.svelte';
import SpreadChart from '@components/views/SpreadChart.svelte';
import SweepAtRate from './SweepAtRate.svelte';
import { expectAccessible, show, type ShownView } from './views.ts';

let view: ShownView;

afterEach(() => view.close());

describe('spread chart', () => {
  const open = (widthPx = 600, marker?: number): void => {
    const props = { values: [98.7, 99.1, 99.1, 99.4], unit: '%', format: (v: number) => v.toFixed(1), marker };
    view = show((target) => mount(SpreadChart, { target, props }), widthPx);
  };
  const words = 'Median of 4 runs: 99.1 %. Half of them lie between 99.0 and 99.2 %, all between 98.7 and 99.4 %.';

  it('has a dot a run, median and quartiles in words', async () => {
    open();
    await expect.element(page.getByRole('img', { name: `Dot plot, a dot for each run. ${words}` })).toBeVisible();
    await expect.element(page.getByText(words)).toBeVisible();
    expect(view.frame.querySelectorAll('circle')).toHaveLength(4);
    const heights = new Set([...view.frame.querySelectorAll('circle')].map((dot) => dot.getAttribute('cy')));
    expect(heights.size).toBe(2);
  });

  it('marks this run with its value, also beyond the others', () => {
    open(600, 97.5);
    const { left, width } = view.frame.querySelector('svg')?.getBoundingClientRect() ?? new DOMRect();
    const marked = view.frame.querySelector('.here')?.getBoundingClientRect().left ?? -1;
    expect(view.frame.querySelector('text')?.textContent).toBe('this run 97.5 %');
    expect(marked).toBeGreaterThanOrEqual(left);
    expect(marked).toBeLessThan(left + width / 2);
  });

  it('satisfies axe, and fits a phone', async () => {
    open(350, 99.1);
    expect(view.frame.scrollWidth).toBeLessThanOrEqual(350);
    await expectAccessible(view);
  });
});

describe('sweep chart', () => {
  const onrate = vi.fn<(rate: number) => void>();
  const points = [
    { rate: 0.001, right: [1984, 1980] },
    { rate: 0.01, right: [2022, 2012, 2019, 2021] },
    { rate: 0.1, right: [2011, 1988] },
  ];
  const open = (widthPx = 600): void => {
    onrate.mockClear();
    const props = { points, count: 2038, rate: 0.01, onrate };
    view = show((target) => mount(SweepAtRate, { target, props }), widthPx);
  };
  const handle = () => page.getByRole('slider', { name: 'Learning rate' });
  const surface = () => view.frame.querySelector('.surface') ?? view.frame;

  it('has a dot a run, and says what the runs at the rate came to', async () => {
    open();
    expect(view.frame.querySelectorAll('.run:is(circle)')).toHaveLength(8);
    const words = 'rate 0.01: median 2,020 of 2,038 right, 99.12 per cent; 4 runs, 2,012 to 2,022';
    await expect.element(handle()).toHaveAttribute('aria-valuetext', words);
    await expect.element(page.getByText(words)).toBeVisible();
  });

  it.each([
    ['{ArrowRight}', 0.0125],
    ['{ArrowUp}', 0.0125],
    ['{ArrowLeft}', 0.008],
    ['{ArrowDown}', 0.008],
    ['{PageUp}', 0.03],
    ['{PageDown}', 0.003],
    ['{Home}', 0.001],
    ['{End}', 0.1],
  ])('%s moves the rate from 0.01 to %d', async (key, to) => {
    open();
    handle().element().focus();
    await userEvent.keyboard(key);
    expect(onrate.mock.calls).toEqual([[to]]);
  });

  it('says where no run has been', async () => {
    open();
    handle().element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(handle()).toHaveAttribute('aria-valuetext', 'rate 0.0125: no run yet');
  });

  it('the handle is dragged', async () => {
    open();
    const { width } = surface().getBoundingClientRect();
    await userEvent.dragAndDrop(handle().element(), view.frame.querySelector('.plot') ?? view.frame, {
      sourcePosition: { x: 14, y: 40 },
      targetPosition: { x: width * 0.98, y: 40 },
    });
    expect(onrate.mock.lastCall).toEqual([0.1]);
  });

  it('pointing reads another rate, and moves nothing', async () => {
    open();
    const { height } = view.frame.getBoundingClientRect();
    await userEvent.hover(surface(), { position: { x: 2, y: 40 } });
    await expect.element(page.getByText(/^rate 0\.001: median 1,982 of 2,038 right/)).toBeVisible();
    expect(onrate).not.toHaveBeenCalled();
    expect(view.frame.getBoundingClientRect().height).toBe(height);
  });

  it('satisfies axe, and fits a phone', async () => {
    open(350);
    expect(view.frame.scrollWidth).toBeLessThanOrEqual(350);
    await expectAccessible(view);
  });
});

describe('race bars', () => {
  const open = (widthPx = 948): void => {
    const lanes = [
      { name: 'SIMD', done: 193, total: 386, perSecond: 98_765.4, words: 'training' },
      { name: 'CPU', done: 0, total: 386, perSecond: undefined, words: 'waiting for its turn' },
    ];
    view = show((target) => mount(RaceBars, { target, props: { lanes } }), widthPx);
  };
  const cells = () =>
    page
      .getByRole('row')
      .elements()
      .map((row) => [...row.children].map(({ textContent }) => textContent.trim().replace(/\s+/g, ' ')));

  it('is a table of a lane a row', async () => {
    open();
    await expect.element(page.getByRole('table', { name: 'The same run in several places' })).toBeVisible();
    expect(cells()).toEqual([
      ['Where', 'Steps', 'Examples per second', 'How it stands'],
      ['SIMD', '193 of 386', '98,765', 'training'],
      ['CPU', '0 of 386', '–', 'waiting for its turn'],
    ]);
  });

  it('bars are as long as what is done', () => {
    open();
    const [half, none] = [...view.frame.querySelectorAll('.fill')].map((bar) => bar.getBoundingClientRect().width);
    const whole = view.frame.querySelector('.bar')?.getBoundingClientRect().width ?? 0;
    expect(half).toBeCloseTo(whole / 2, 1);
    expect(none).toBe(0);
  });

  it('satisfies axe, wide and narrow', async () => {
    open();
    await expectAccessible(view);
    await view.close();
    open(350);
    expect(view.frame.scrollWidth).toBeLessThanOrEqual(350);
    await expectAccessible(view);
  });
});
