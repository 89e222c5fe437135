import { mount, type ComponentProps } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import ConfusionTable from '@components/views/ConfusionTable.svelte';
import { expectAccessible, show, type ShownView } from './views.ts';

const digits = [...'0123456789'];
const ten = digits.map((_, actual) => digits.map((_, said) => (actual === said ? 190 : (actual + said) % 3)));
const onpick = vi.fn<(actual: number, said: number) => void>();
const onthreshold = vi.fn<(threshold: number) => void>();
let view: ShownView;

function open(more: Partial<ComponentProps<typeof ConfusionTable>> = {}, widthPx = 300): void {
  const counts = [
    [1004, 6],
    [8, 1020],
  ];
  const props = { names: ['3', '7'], counts, threshold: 0.5, onthreshold, onpick, ...more };
  view = show((target) => mount(ConfusionTable, { target, props }), widthPx);
}

const openTen = (widthPx = 600) => open({ names: digits, counts: ten }, widthPx);
const cell = (name: string) => page.getByRole('button', { name, exact: true });

afterEach(async () => {
  onpick.mockClear();
  onthreshold.mockClear();
  await view.close();
});

describe('who is taken for whom, of two', () => {
  it('is a table of four counts and a sentence', async () => {
    open();
    await expect.element(page.getByRole('table', { name: 'Who is taken for whom' })).toBeVisible();
    const rows = [...view.frame.querySelectorAll('tr')].map(({ cells }) =>
      [...cells].map(({ textContent }) => textContent.trim().replace(/\s+/g, ' ')),
    );
    expect(rows).toEqual([
      ['', 'said 3', 'said 7'],
      ['is a 3', '1,004', '6'],
      ['is a 7', '8', '1,020'],
    ]);
    await expect
      .element(page.getByText('2,024 of 2,038 are right, which is 99.31 per cent. 14 are not.'))
      .toBeVisible();
  });

  it('a kind of mistake can be picked, by tab and enter too', async () => {
    open();
    await cell('is a 3, said 7: 6').click();
    expect(onpick.mock.lastCall).toEqual([0, 1]);
    await userEvent.tab();
    await expect.element(cell('is a 7, said 3: 8')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(onpick.mock.lastCall).toEqual([1, 0]);
  });

  it('without onpick the counts are no buttons, without onthreshold there is no slider', () => {
    open({ onpick: undefined, onthreshold: undefined });
    expect(page.getByRole('button').elements()).toHaveLength(0);
    expect(page.getByRole('slider').elements()).toHaveLength(0);
  });

  it.each([
    ['{ArrowRight}', 0.51],
    ['{ArrowLeft}', 0.49],
    ['{Home}', 0],
    ['{End}', 1],
  ])('%s moves the threshold from 0.5 to %d', async (key, to) => {
    open();
    const slider = page.getByRole('slider', { name: /Say 7 from a share of/ });
    await expect.element(slider).toHaveAttribute('aria-valuetext', 'say 7 from a share of 0.50');
    slider.element().focus();
    await userEvent.keyboard(key);
    expect(onthreshold.mock.lastCall).toEqual([to]);
  });

  it('satisfies axe', async () => {
    open();
    await expectAccessible(view);
  });
});

describe('who is taken for whom, of ten', () => {
  it('names each cell, and the mistake that is most frequent', async () => {
    openTen();
    await expect.element(cell('is a 0, said 1: 1')).toBeVisible();
    await expect.element(cell('is an 8, said 1: none')).toBeVisible();
    await expect.element(page.getByText(/Most often a 0 is taken for a 2: 2 times\.$/)).toBeVisible();
  });

  it('one of ninety buttons takes the tab key; arrows skip what is right', async () => {
    openTen();
    expect(page.getByRole('button').elements()).toHaveLength(90);
    await userEvent.tab();
    await expect.element(cell('is a 0, said 1: 1')).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(cell('is a 2, said 1: none')).toHaveFocus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(cell('is a 2, said 3: 2')).toHaveFocus();
    await userEvent.keyboard('{End}');
    await expect.element(cell('is a 2, said 9: 2')).toHaveFocus();
    await userEvent.keyboard('{Home}{ArrowUp}');
    await expect.element(cell('is a 1, said 0: 1')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(onpick.mock.lastCall).toEqual([1, 0]);
    await userEvent.tab({ shift: true });
    await userEvent.tab();
    await expect.element(cell('is a 1, said 0: 1')).toHaveFocus();
  });

  it('fits a phone, with buttons of at least 24 px', () => {
    openTen(350);
    expect(view.frame.scrollWidth).toBeLessThanOrEqual(350);
    for (const button of view.frame.querySelectorAll('button')) {
      const { width, height } = button.getBoundingClientRect();
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
    }
  });

  it('has no threshold', () => {
    openTen();
    expect(page.getByRole('slider').elements()).toHaveLength(0);
  });

  it('satisfies axe, wide and narrow', async () => {
    openTen();
    await expectAccessible(view);
    await view.close();
    openTen(350);
    await expectAccessible(view);
  });
});
