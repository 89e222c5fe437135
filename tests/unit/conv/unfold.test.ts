import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unfoldCases } from '../../fixtures/mixed-cases.ts';
import { randomTensor, seeds } from '../random-tensor.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { matMul } from '@lib/array/mat-mul.ts';
import { reshaped, tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { unfold, type UnfoldOptions } from '@lib/conv/unfold.ts';

// Two ways to add the same 18 products.
const roundingTolerance = 1e-6;

describe('unfold', () => {
  it('lays the four windows of 1…9 out as columns', () => {
    const columns = unfold(tensor([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]), 2);
    expect(columns.shape).toEqual([1, 4, 4]);
    expect([...columns.data]).toEqual([1, 2, 4, 5, 2, 3, 5, 6, 4, 5, 7, 8, 5, 6, 8, 9]);
  });

  it.each([
    { x: [1, 1, 28, 28], kernel: 3, options: {}, shape: [1, 9, 676] },
    { x: [1, 3, 227, 227], kernel: 11, options: { stride: 4 }, shape: [1, 363, 3025] },
  ])('x=$x k=$kernel $options -> $shape', ({ x, kernel, options, shape }) => {
    expect(unfold(randomTensor(x, 1), kernel, options).shape).toEqual(shape);
  });

  it.each(unfoldCases)('$title as in PyTorch', ({ input, kernel, options, output }) => {
    expect(unfold(input, kernel, options)).toEqual(output);
  });

  it('makes a convolution one product of matrices', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 3 }), fc.nat(2), (seed, stride, padding) => {
        const [input, weight] = [randomTensor([1, 2, 6, 7], seed), randomTensor([3, 2, 3, 3], seed + 1)];
        const columns = unfold(input, 3, { stride, padding });
        const [, taps = 0, places = 0] = columns.shape;
        const product = matMul(reshaped(weight, [3, taps]), reshaped(columns, [taps, places]));
        const output = conv2d(input, weight, { stride, padding });
        expect(maxAbsDifference(reshaped(product, output.shape), output).value).toBeLessThan(roundingTolerance);
      }),
    );
  });

  it.each<{ x?: number[]; kernel?: number | [number, number]; options?: UnfoldOptions; words: string }>([
    { x: [3, 3], words: 'input must have 4 axes, got 2: [3, 3]' },
    { kernel: [2, 0], words: 'kernel[cols] must be a whole number of at least 1, got 0' },
    {
      kernel: 4,
      words: 'kernel must span at most the 3 cells of the padded height (axis 2), got a span of 4',
    },
    {
      options: { dilation: [1, 4] },
      words: 'kernel must span at most the 4 cells of the padded width (axis 3), got a span of 5',
    },
  ])('refuses, and says why: $words', ({ x = [1, 1, 3, 4], kernel = 2, options, words }) => {
    expect(() => unfold(randomTensor(x, 1), kernel, options)).toThrow(new RangeError(`unfold: ${words}`));
  });
});
