import { describe, expect, it } from 'vitest';
import { AdamCorrections, momentRows, stepInPlace } from '@lib/nn/optimiser.ts';
import type { OptimiserName } from '@lib/nn/training-run.ts';

const float32Tolerance = 2 ** -23; // of numbers around 1

const gradients = [
  [0.5, -1, 0],
  [0.25, 2, -1e-9],
  [-4, 2, 1],
];

/** As PyTorch's Adam goes, in float64. */
const torchAdam = [
  [0.900000002, -1.9, 0.5],
  [0.80678204, -1.93661035, 0.504915493],
  [0.833433517, -1.96845518, 0.472974814],
];

/** Where [1, -2, 0.5] goes by three gradients, with the rates 0.1, 0.1 and 0.05. */
function path(name: OptimiserName): number[][] {
  const parameters = Float32Array.of(1, -2, 0.5);
  const moments = Array.from({ length: momentRows[name] }, () => new Float32Array(3));
  const corrections = new AdamCorrections();
  return gradients.map((gradient, step) => {
    const rate = step < 2 ? 0.1 : 0.05;
    const vectors = { parameters, gradient: Float32Array.from(gradient), moments };
    stepInPlace(name, vectors, rate, corrections.next(rate));
    return [...parameters];
  });
}

function expectClose(found: readonly number[][], wanted: readonly (readonly number[])[]): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((row, step) => {
    row.forEach((value, at) => {
      expect(Math.abs((found[step]?.[at] ?? NaN) - value)).toBeLessThanOrEqual(2 * float32Tolerance);
    });
  });
}

describe('stepInPlace', () => {
  it('of sgd goes down the slope, times the rate', () => {
    expectClose(path('sgd'), [
      [0.95, -1.9, 0.5],
      [0.925, -2.1, 0.5],
      [1.125, -2.2, 0.45],
    ]);
  });

  // 0.9 · 0.5 + 0.25 = 0.7; 0.9 · 0.7 - 4 = -3.37. 0.9 · -1 + 2 = 1.1; 0.9 · 1.1 + 2 = 2.99.
  it('of momentum keeps nine tenths of the step before', () => {
    expectClose(path('momentum'), [
      [0.95, -1.9, 0.5],
      [0.88, -2.01, 0.5],
      [1.0485, -2.1595, 0.45],
    ]);
  });

  // The first step of Adam is the rate in the direction of the slope, however steep it is. The rest as PyTorch computes it in float64.
  it('of adam goes as in PyTorch', () => {
    expectClose(path('adam'), torchAdam);
    expect(path('adam')[0]?.[0]).toBeCloseTo(0.9, 6);
    expect(path('adam')[0]?.[1]).toBeCloseTo(-1.9, 6);
  });

  it('of adam stands still where there never was a slope', () => {
    const parameters = Float32Array.of(3);
    const moments = [new Float32Array(1), new Float32Array(1)];
    stepInPlace('adam', { parameters, gradient: new Float32Array(1), moments }, 1, new AdamCorrections().next(1));
    expect([...parameters]).toEqual([3]);
  });
});

describe('AdamCorrections', () => {
  it('begin with a tenth and a thousandth of the way', () => {
    const { size, rootCorrection } = new AdamCorrections().next(0.3);
    expect(size).toBeCloseTo(3, 12);
    expect(rootCorrection).toBeCloseTo(Math.sqrt(0.001), 12);
  });

  it('go on after a pause as if there had been none', () => {
    const steady = new AdamCorrections();
    for (let step = 0; step < 10; step++) steady.next(0.1);
    expect(new AdamCorrections(10).next(0.1)).toEqual(steady.next(0.1));
  });

  it('fade away', () => {
    const { size, rootCorrection } = new AdamCorrections(20_000).next(0.1);
    expect(size).toBeCloseTo(0.1, 12);
    expect(rootCorrection).toBeCloseTo(1, 8);
  });
});
