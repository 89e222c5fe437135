import { describe, expect, it } from 'vitest';
import { lossPoints, rightEnds } from '@components/widgets/cnn-trainer/curves.svelte.ts';
import { nearestStop, rateStops } from '@components/widgets/cnn-trainer/rate-scale.ts';
import { netPresets, withClasses } from '@components/widgets/cnn-trainer/presets.ts';
import { layersOf } from '@lib/nn/architecture.ts';
import { checkRun, sessionRun } from '@lib/nn/training-run.ts';
import { architectureOf, printArchitecture } from '@lib/state/architecture-field.ts';
import { clampRate } from '@lib/state/training-run-field.ts';

describe('points of the noisy line', () => {
  it('are the losses themselves where they are few', () =>
    expect(lossPoints([0.7, 0.5, 0.6])).toEqual([
      [0, 0.7],
      [1, 0.5],
      [2, 0.6],
    ]));
  it('are the least and the greatest of every few where they are many', () =>
    expect(lossPoints([1, 2, 3, 9, 8, 7, 0, 5], 4)).toEqual([
      [0, 1],
      [3, 9],
      [4, 8],
      [6, 0],
    ]));
  it('keep their number below the bound and both extremes in', () => {
    const losses = Array.from({ length: 20_000 }, (_, step) => Math.cos(step) / (1 + step));
    const points = lossPoints(losses, 800);
    expect(points.length).toBeLessThanOrEqual(800);
    const values = points.map(([, value]) => value);
    expect(Math.max(...values)).toBe(Math.max(...losses));
    expect(Math.min(...values)).toBe(Math.min(...losses));
  });
  it('keep a loss that is no number', () =>
    expect(lossPoints([1, 2, 3, NaN, 1, 1, 1, 1], 4).some(([, value]) => Number.isNaN(value))).toBe(true));
});

describe('the axis of right answers', () => {
  const curve = (...values: number[]) => ({ points: values.map((value, step) => [step, value] as const) });
  it.each([
    ['a usual run', [curve(50.4, 98, 99.2)], 90],
    ['one that ends lower', [curve(50.4, 85, 91.5)], 60],
    ['one that got there and lost it', [curve(50.4, 94, 50.4)], 40],
    ['two, of which one ends low', [curve(50.4, 99), curve(50.4, 50.4)], 40],
    ['ten digits, nothing learned', [curve(9.8, 9.8)], 0],
    ['none yet', [], 90],
  ])('%s', (_case, curves, floor) => expect(rightEnds(curves)).toEqual([floor, 100]));
});

describe('the slider of rates', () => {
  it('goes up, and stops only where a link can', () => {
    expect(rateStops).toEqual([...new Set(rateStops)].toSorted((a, b) => a - b));
    expect(rateStops.map(clampRate)).toEqual(rateStops);
    expect([rateStops[0], rateStops.at(-1)]).toEqual([0.0001, 10]);
  });
  it.each([
    [0.01, 0.01],
    [0.0104, 0.01],
    [55, 10],
    [0.0001, 0.0001],
  ])('stands for %d at %d', (rate, stop) => expect(rateStops[nearestStop(rate)]).toBe(stop));
});

describe('networks by name', () => {
  it.each([2, 3, 10])('all can be trained with %i classes', (classes) => {
    const digits = Array.from({ length: classes }, (_, digit) => digit);
    for (const { net } of netPresets(classes)) {
      expect(() => checkRun({ ...sessionRun, digits, layers: layersOf(net) })).not.toThrow();
    }
  });
  it('a network follows the number of classes at its end only', () =>
    expect(printArchitecture(withClasses(architectureOf('1-4-8-2-gap'), 10))).toBe('1-4-8-10-gap'));
});
