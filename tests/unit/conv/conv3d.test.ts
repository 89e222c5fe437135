import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceTolerance } from '../../fixtures/cases.ts';
import { conv3dCases } from '../../fixtures/mixed-cases.ts';
import { randomTensor, seeds } from '../random-tensor.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { reshaped, tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { conv3d, type Conv3dOptions } from '@lib/conv/conv3d.ts';

describe('conv3d', () => {
  it('adds up eight cells of two slices', () => {
    const volume = tensor([1, 1, 2, 2, 3], [1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60]);
    const output = conv3d(volume, tensor([1, 1, 2, 2, 2], [1, 0, 0, 0, 0, 0, 0, 1]));
    expect(output.shape).toEqual([1, 1, 1, 1, 2]);
    expect([...output.data]).toEqual([51, 62]);
  });

  it('answers a 6×8×8 volume under a 3×3×3 kernel with 4×6×6 cells', () => {
    expect(conv3d(randomTensor([1, 1, 6, 8, 8], 1), randomTensor([1, 1, 3, 3, 3], 2)).shape).toEqual([1, 1, 4, 6, 6]);
  });

  it('keeps images, channels and depths apart', () => {
    const input = tensor([2, 2, 2, 1, 1], [1, 2, 3, 4, 5, 6, 7, 8]);
    const output = conv3d(input, tensor([2, 2, 1, 1, 1], [1, 0, 0, 10]));
    expect(output.shape).toEqual([2, 2, 2, 1, 1]);
    expect([...output.data]).toEqual([1, 2, 30, 40, 5, 6, 70, 80]);
  });

  it.each(conv3dCases)('$title as in PyTorch', ({ input, weight, options, output }) => {
    const { value } = maxAbsDifference(conv3d(input, weight, options), output);
    expect(value).toBeLessThanOrEqual(referenceTolerance);
  });

  it('on a colour picture as a volume three deep is the 2-D convolution: there is nowhere to slide', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const [picture, kernels] = [randomTensor([2, 3, 6, 5], seed), randomTensor([4, 3, 3, 3], seed + 1)];
        const volume = conv3d(reshaped(picture, [2, 1, 3, 6, 5]), reshaped(kernels, [4, 1, 3, 3, 3]));
        expect(volume).toEqual(reshaped(conv2d(picture, kernels), volume.shape));
      }),
    );
  });
});

describe('conv3d refuses, and says why', () => {
  it.each<{ x?: number[]; w?: number[]; options?: Conv3dOptions; words: string }>([
    { x: [2, 4, 5, 6], words: 'input must have 5 axes, got 4: [2, 4, 5, 6]' },
    { w: [2, 2, 3, 3], words: 'weight must have 5 axes, got 4: [2, 2, 3, 3]' },
    { w: [3, 1, 2, 2, 2], words: 'weight must have 2 channels (axis 1) for an input of 2 in 1 group, got 1' },
    { options: { stride: [0, 1, 1] }, words: 'stride[depth] must be a whole number of at least 1, got 0' },
    { options: { padding: [0, 0, -1] }, words: 'padding[cols] must be a whole number of at least 0, got -1' },
    {
      w: [2, 2, 5, 1, 1],
      words: 'weight must span at most the 4 cells of the padded depth (axis 2), got a span of 5',
    },
    {
      options: { dilation: [1, 5, 1] },
      words: 'weight must span at most the 5 cells of the padded height (axis 3), got a span of 6',
    },
    {
      options: { dilation: [1, 1, 6], padding: [0, 0, 0] },
      words: 'weight must span at most the 6 cells of the padded width (axis 4), got a span of 7',
    },
    {
      options: { padding: [5, 0, 0], paddingMode: 'circular' },
      words: 'padding must be at most 4 for circular on an axis of 4, got 5',
    },
  ])('$words', ({ x = [1, 2, 4, 5, 6], w = [2, 2, 2, 2, 2], options, words }) => {
    expect(() => conv3d(randomTensor(x, 1), randomTensor(w, 2), options)).toThrow(new RangeError(`conv3d: ${words}`));
  });
});
