import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceTolerance } from '../../fixtures/cases.ts';
import { convTranspose2dCases } from '../../fixtures/mixed-cases.ts';
import { inner, randomTensor, seeds } from '../random-tensor.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { tensor } from '@lib/array/tensor.ts';
import { convTranspose2d, type ConvTranspose2dOptions } from '@lib/conv/conv-transpose2d.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { leftover } from '@lib/conv/output-length.ts';

// Two sums of some hundred float32 products of numbers below 1.
const roundingTolerance = 1e-4;

const grid = (height: number, width: number, ...values: number[]) => tensor([1, 1, height, width], values);

describe('convTranspose2d', () => {
  it('stamps 1 2 / 3 4 four times on ones: 1 3 2 / 4 10 6 / 3 7 4', () => {
    const output = convTranspose2d(grid(2, 2, 1, 1, 1, 1), grid(2, 2, 1, 2, 3, 4));
    expect(output.shape).toEqual([1, 1, 3, 3]);
    expect([...output.data]).toEqual([1, 3, 2, 4, 10, 6, 3, 7, 4]);
  });

  it('with stride 2 stamps side by side, times the values', () => {
    const output = convTranspose2d(grid(1, 2, 1, 10), grid(2, 2, 1, 2, 3, 4), { stride: 2 });
    expect([...output.data]).toEqual([1, 2, 10, 20, 3, 4, 30, 40]);
  });

  it.each([
    { size: 2, kernel: 3, options: {}, length: 4 },
    { size: 3, kernel: 3, options: { stride: 2, padding: 1 }, length: 5 },
    { size: 3, kernel: 3, options: { stride: 2, padding: 1, outputPadding: 1 }, length: 6 },
    { size: 4, kernel: 2, options: { stride: 3, dilation: 4 }, length: 14 },
  ])('n=$size k=$kernel $options -> $length', ({ size, kernel, options, length }) => {
    const output = convTranspose2d(
      randomTensor([1, 1, size, size], 1),
      randomTensor([1, 1, kernel, kernel], 2),
      options,
    );
    expect(output.shape).toEqual([1, 1, length, length]);
  });

  it('adds the bias everywhere, where no stamp fell too', () => {
    const output = convTranspose2d(grid(1, 2, 1, 1), grid(1, 1, 5), { stride: 2, bias: tensor([1], [100]) });
    expect([...output.data]).toEqual([105, 100, 105]);
  });

  it.each(convTranspose2dCases)('$title as in PyTorch', ({ input, weight, options, output }) => {
    const { value } = maxAbsDifference(convTranspose2d(input, weight, options), output);
    expect(value).toBeLessThanOrEqual(referenceTolerance);
  });

  it('is the adjoint of conv2d: ⟨conv2d(x), y⟩ = ⟨x, convTranspose2d(y)⟩', () => {
    const setting = fc.integer({ min: 1, max: 3 });
    fc.assert(
      fc.property(
        seeds,
        setting,
        fc.nat(2),
        setting,
        fc.constantFrom(1, 2),
        (seed, stride, padding, dilation, groups) => {
          const x = randomTensor([2, 4, 8, 9], seed);
          const weight = randomTensor([6, 4 / groups, 3, 2], seed + 1);
          const slide = { stride, padding, dilation, groups };
          const forwards = conv2d(x, weight, slide);
          const y = randomTensor(forwards.shape, seed + 2);
          const outputPadding = [leftover(8, 3, slide), leftover(9, 2, slide)] as const;
          const backwards = convTranspose2d(y, weight, { ...slide, outputPadding });
          expect(backwards.shape).toEqual(x.shape);
          expect(Math.abs(inner(forwards.data, y.data) - inner(x.data, backwards.data))).toBeLessThan(
            roundingTolerance,
          );
        },
      ),
    );
  });
});

describe('convTranspose2d refuses, and says why', () => {
  it.each<{ x?: number[]; w?: number[]; options?: ConvTranspose2dOptions; words: string }>([
    { x: [4, 3, 3], words: 'input must have 4 axes, got 3: [4, 3, 3]' },
    { w: [4, 3], words: 'weight must have 4 axes, got 2: [4, 3]' },
    { w: [6, 4, 2, 2], words: 'weight must have 4 inputs (axis 0) for an input of 4 channels, got 6' },
    { options: { groups: 3 }, words: 'input must have channels (axis 1) that split into 3 groups, got 4' },
    { options: { groups: 2, bias: tensor([6], new Float32Array(6)) }, words: 'bias must have the shape [12], got [6]' },
    {
      options: { stride: 2, outputPadding: [0, 2] },
      words: 'outputPadding[cols] must be smaller than the stride or the dilation, so at most 1, got 2',
    },
    { options: { outputPadding: -1 }, words: 'outputPadding[rows] must be a whole number of at least 0, got -1' },
    {
      options: { padding: [2, 0] },
      words: 'padding[rows] must leave something of the 4 cells of the stamped height (axis 2), got 2 at each end',
    },
    { options: { stride: [1, 2.5] }, words: 'stride[cols] must be a whole number of at least 1, got 2.5' },
  ])('$words', ({ x = [1, 4, 3, 3], w = [4, 6, 2, 2], options, words }) => {
    expect(() => convTranspose2d(randomTensor(x, 1), randomTensor(w, 2), options)).toThrow(
      new RangeError(`convTranspose2d: ${words}`),
    );
  });
});
