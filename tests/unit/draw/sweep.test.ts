import { describe, expect, it } from 'vitest';
import { sheetSize } from '@lib/draw/chart.ts';
import { nearestRate, rateAt, sweepFrame, sweepMedians } from '@lib/draw/sweep.ts';

const count = 2000;
const points = [
  { rate: 0.001, right: [1800, 1900] },
  { rate: 0.1, right: [1990, 1000, 1980] },
];

describe('the axes of a sweep', () => {
  const { x, y, rateTicks, rightTicks, rates } = sweepFrame(points, count);
  it('equal factors of the rate are equal widths', () =>
    expect([0.001, 0.01, 0.1].map((rate) => Math.round(x(rate)))).toEqual([0, 500, 1000]));
  it('half as many wrong is as much higher everywhere: 50 -> 75 as 99 -> 99.5 per cent', () =>
    expect(y(1000) - y(1500)).toBeCloseTo(y(1980) - y(1990), 6));
  it('none wrong has a place', () => expect(y(count)).toBe(0));
  it('ticks of what is right are round', () =>
    expect(rightTicks.map(({ value }) => value)).toEqual([99.5, 99, 98, 95, 90, 80, 50]));
  it('ticks of rates are 1, 3, 10', () =>
    expect(rateTicks.map(({ value }) => value)).toEqual([0.001, 0.003, 0.01, 0.03, 0.1]));
  it('rates to choose from are round, and begin and end with the runs', () => {
    expect([rates[0], rates.at(-1)]).toEqual([0.001, 0.1]);
    expect(rates).toContain(0.025);
    expect(rates.toSorted((a, b) => a - b)).toEqual(rates);
  });
  it('a rate that is not round can be chosen where there are runs at it', () =>
    expect(sweepFrame([...points, { rate: 0.0137, right: [5] }], count).rates).toContain(0.0137));
  it('without runs, or with one rate alone, there is an axis', () => {
    expect(sweepFrame([], count).rates[0]).toBe(0.0001);
    const { x: place, rates: few } = sweepFrame([{ rate: 0.02, right: [1900] }], count);
    expect(place(0.02)).toBeGreaterThan(0);
    expect(place(0.02)).toBeLessThan(sheetSize);
    expect([few[0], few.at(-1)]).toEqual([0.01, 0.1]);
  });
});

describe('medians', () => {
  it('one a rate, ascending, none where there is no run', () =>
    expect(sweepMedians([...points.toReversed(), { rate: 1, right: [] }])).toEqual([
      [0.001, 1850],
      [0.1, 1980],
    ]));
});

describe('rates', () => {
  const rates = [0.001, 0.01, 0.1];
  it('the nearest is so in proportion: 0.002 -> 0.001, 0.005 -> 0.01', () =>
    expect([nearestRate(rates, 0.002), nearestRate(rates, 0.005), nearestRate(rates, 9)]).toEqual([0, 1, 2]));
  it('are found by their place', () => {
    const frame = sweepFrame(points, count);
    expect([0, 0.5, 1].map((share) => frame.rates[rateAt(frame.rates, share, frame)])).toEqual(rates);
  });
});
