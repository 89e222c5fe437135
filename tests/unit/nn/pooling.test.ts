import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceTolerance } from '../../fixtures/cases.ts';
import { pool2dCases } from '../../fixtures/mixed-cases.ts';
import { inner, randomTensor, seeds } from '../random-tensor.ts';
import { centralDifferences, differenceTolerance } from './central-differences.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { tensor } from '@lib/array/tensor.ts';
import type { Pair } from '@lib/conv/conv2d-plan.ts';
import {
  avgPool2d,
  avgPool2dGradient,
  globalAvgPool2d,
  maxPool2d,
  maxPool2dGradient,
  planPool2d,
  type Pool2dOptions,
} from '@lib/nn/pooling.ts';

const sixteen = tensor([1, 1, 4, 4], [1, 2, 5, 6, 3, 4, 7, 8, -1, -2, 0, 0, -3, -4, 0, 8]);

describe('pooling', () => {
  it('answers each 2×2 with its largest or its mean', () => {
    expect(maxPool2d(sixteen, 2)).toEqual(tensor([1, 1, 2, 2], [4, 8, -1, 8]));
    expect(avgPool2d(sixteen, 2)).toEqual(tensor([1, 1, 2, 2], [2.5, 6.5, -2.5, 2]));
  });

  it('never lets padding win, but counts it in a mean', () => {
    const negative = tensor([1, 1, 1, 2], [-4, -8]);
    expect([...maxPool2d(negative, [1, 2], { stride: 1, padding: [0, 1] }).data]).toEqual([-4, -4, -8]);
    expect([...avgPool2d(negative, [1, 2], { stride: 1, padding: [0, 1] }).data]).toEqual([-2, -6, -4]);
  });

  it('of whole grids leaves one number per channel', () => {
    expect(globalAvgPool2d(tensor([2, 2, 1, 2], [1, 3, 5, 5, 0, 8, 2, 4]))).toEqual(tensor([2, 2, 1, 1], [2, 5, 4, 3]));
  });

  it.each([
    { n: 4, kernel: 2, options: {}, length: 2 },
    { n: 112, kernel: 3, options: { stride: 2, padding: 1 }, length: 56 },
    { n: 1080, kernel: 3, options: { stride: 2, padding: 1 }, length: 540 },
    { n: 5, kernel: 2, options: {}, length: 2 },
  ])('n=$n k=$kernel $options -> $length', ({ n, kernel, options, length }) => {
    expect(planPool2d({ shape: [1, 1, n, n] }, kernel, options).outputShape).toEqual([1, 1, length, length]);
  });

  it.each(pool2dCases)('$title as in PyTorch, and its gradient', (one) => {
    const { isMax, input, kernel, options, gradient } = one;
    const output = (isMax ? maxPool2d : avgPool2d)(input, kernel, options);
    const back = (isMax ? maxPool2dGradient : avgPool2dGradient)(gradient, input, kernel, options);
    expect(maxAbsDifference(output, one.output).value).toBeLessThanOrEqual(referenceTolerance);
    expect(maxAbsDifference(back, one.inputGradient).value).toBeLessThanOrEqual(referenceTolerance);
  });

  it('gives the gradient to the first of equal cells', () => {
    const equal = tensor([1, 1, 1, 3], [7, 7, 7]);
    expect([...maxPool2dGradient(tensor([1, 1, 1, 1], [5]), equal, [1, 3]).data]).toEqual([5, 0, 0]);
  });

  it('lets a NaN win, and blames it', () => {
    const broken = tensor([1, 1, 1, 3], [1, NaN, 3]);
    expect(maxPool2d(broken, [1, 3]).data[0]).toBeNaN();
    expect([...maxPool2dGradient(tensor([1, 1, 1, 1], [5]), broken, [1, 3]).data]).toEqual([0, 5, 0]);
  });

  it('has the gradients of central differences', () => {
    const setting = fc.integer({ min: 1, max: 3 });
    fc.assert(
      fc.property(seeds, setting, fc.nat(1), (seed, stride, padding) => {
        const options = { stride, padding };
        // Well apart from each other, so that no small change makes another cell the largest.
        const order = Array.from(randomTensor([1, 2, 5, 4], seed).data, (value, at) => ({ value, at }));
        const ranks = order.toSorted((a, b) => a.value - b.value);
        const input = tensor(
          [1, 2, 5, 4],
          order.map((one) => ranks.indexOf(one) / 8),
        );
        const gradient = randomTensor(maxPool2d(input, [3, 2], options).shape, seed + 1);
        for (const [pool, back] of [
          [maxPool2d, maxPool2dGradient],
          [avgPool2d, avgPool2dGradient],
        ] as const) {
          const slopes = centralDifferences(input, (moved) => inner(pool(moved, [3, 2], options).data, gradient.data));
          const found = back(gradient, input, [3, 2], options);
          expect(maxAbsDifference(found, slopes).value).toBeLessThan(differenceTolerance);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('pooling refuses, and says why', () => {
  it.each<{ kernel?: Pair; options?: Pool2dOptions; words: string }>([
    { kernel: [5, 1], words: 'kernel must span at most the 4 cells of the padded height (axis 2), got a span of 5' },
    { kernel: [1, 5], words: 'kernel must span at most the 4 cells of the padded width (axis 3), got a span of 5' },
    { kernel: 0, words: 'kernel[rows] must be a whole number of at least 1, got 0' },
    { options: { padding: [0, 2] }, words: 'padding[cols] must be at most half the kernel of 2, got 2' },
    { options: { stride: 0 }, words: 'stride[rows] must be a whole number of at least 1, got 0' },
  ])('$words', ({ kernel = 2, options = {}, words }) => {
    expect(() => maxPool2d(sixteen, kernel, options)).toThrow(new RangeError(`maxPool2d: ${words}`));
    expect(() => avgPool2d(sixteen, kernel, options)).toThrow(new RangeError(`avgPool2d: ${words}`));
  });

  it('a picture without channels, and a gradient of another shape', () => {
    expect(() => globalAvgPool2d(tensor([2], [1, 2]))).toThrow(
      new RangeError('globalAvgPool2d: input must have 4 axes, got 1: [2]'),
    );
    expect(() => maxPool2dGradient(sixteen, sixteen, 2)).toThrow(
      new RangeError('maxPool2dGradient: gradient must have the shape [1, 1, 2, 2], got [1, 1, 4, 4]'),
    );
    expect(() => avgPool2dGradient(sixteen, sixteen, 2)).toThrow(
      new RangeError('avgPool2dGradient: gradient must have the shape [1, 1, 2, 2], got [1, 1, 4, 4]'),
    );
  });
});
