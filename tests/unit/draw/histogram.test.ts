import { describe, expect, it } from 'vitest';
import { axisStep, barCount, barsPath, twoHistograms } from '@lib/draw/histogram.ts';

const pictures = {
  numbers: Float64Array.of(0, 10, 10, 99.9, 100),
  classes: Uint8Array.of(0, 0, 1, 1, 1),
};

describe('twoHistograms', () => {
  const { low, high, ticks, bars, tallest } = twoHistograms(pictures, { threshold: 50, above: 1 });
  it('has round ends around all numbers, and ticks on the sheet', () => {
    expect([low, high]).toEqual([0, 100]);
    expect(ticks.map(({ value, at }) => [value, at])).toContainEqual([20, 200]);
  });
  it('counts every picture once, the greatest number in the last bar', () => {
    expect(bars.map((of) => of.reduce((sum, { right, wrong }) => sum + right + wrong, 0))).toEqual([2, 3]);
    expect(bars[1].at(-1)).toEqual({ right: 2, wrong: 0 });
    expect(bars[1][Math.floor(barCount / 10)]).toEqual({ right: 0, wrong: 1 });
    expect(tallest).toBe(2);
  });
  it('divides the bar in which the threshold lies', () => {
    const parted = twoHistograms(pictures, { threshold: 99.95, above: 1 });
    expect(parted.bars[1].at(-1)).toEqual({ right: 1, wrong: 1 });
  });
  it('of equal numbers has room on both sides', () => {
    const equal = twoHistograms(
      { numbers: Float64Array.of(0, 0), classes: Uint8Array.of(0, 1) },
      { threshold: 0, above: 0 },
    );
    expect([equal.low, equal.high]).toEqual([-1, 1]);
  });
  it('has a round step, about a five-hundredth of the axis', () => {
    expect(axisStep({ low: 0, high: 100 })).toBe(0.2);
    expect(axisStep({ low: -2, high: 2 })).toBe(0.01);
  });
});

describe('barsPath', () => {
  const bars = [
    { right: 2, wrong: 0 },
    { right: 1, wrong: 1 },
  ];
  it('upwards: what is wrong next to the axis, what is right on it', () => {
    expect(barsPath(bars, 'wrong', { tallest: 2, isDown: false })).toBe('M500 500h500v-215h-500z');
    expect(barsPath(bars, 'right', { tallest: 2, isDown: false })).toBe('M0 500h500v-430h-500zM500 285h500v-215h-500z');
  });
  it('downwards', () =>
    expect(barsPath(bars, 'right', { tallest: 2, isDown: true })).toBe('M0 500h500v430h-500zM500 715h500v215h-500z'));
});
