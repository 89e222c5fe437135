import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceTolerance } from '../../fixtures/cases.ts';
import { conv2dGradientCases } from '../../fixtures/mixed-cases.ts';
import { inner, randomTensor, seeds } from '../random-tensor.ts';
import { centralDifferences, differenceTolerance } from './central-differences.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { fourAxes, tensor, type Tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { paddingModes } from '@lib/conv/pad.ts';
import {
  conv2dBiasGradient,
  conv2dGradients,
  conv2dInputGradient,
  conv2dWeightGradient,
} from '@lib/nn/conv2d-gradients.ts';

// Two ways to add some dozen products of numbers below 1.
const roundingTolerance = 1e-5;

const nine = tensor([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
const four = tensor([1, 1, 2, 2], [1, 2, 3, 4]);
const ones = tensor([1, 1, 2, 2], [1, 1, 1, 1]);

describe('the gradients of a convolution', () => {
  it('of 2×2 on 1…9: each weight collects its four pixels, each pixel its weights', () => {
    const { input, weight, bias } = conv2dGradients(ones, nine, four);
    expect([...weight.data]).toEqual([1 + 2 + 4 + 5, 2 + 3 + 5 + 6, 4 + 5 + 7 + 8, 5 + 6 + 8 + 9]);
    expect([...input.data]).toEqual([1, 3, 2, 4, 10, 6, 3, 7, 4]);
    expect([...bias.data]).toEqual([4]);
  });

  it('is 0 for pixels that no window covers, and for weights that lie on padding only', () => {
    expect([...conv2dInputGradient(tensor([1, 1, 1, 1], [1]), nine, four, { stride: 2 }).data]).toEqual([
      1, 2, 0, 3, 4, 0, 0, 0, 0,
    ]);
    const pixel = tensor([1, 1, 1, 1], [5]);
    expect([...conv2dWeightGradient(pixel, tensor([1, 1, 1, 1], [2]), nine, { padding: 1 }).data]).toEqual([
      0, 0, 0, 0, 10, 0, 0, 0, 0,
    ]);
  });

  it.each(conv2dGradientCases)('$title as in PyTorch', (one) => {
    const { input, weight, options, gradient } = one;
    expect(maxAbsDifference(conv2d(input, weight, options), one.output).value).toBeLessThanOrEqual(referenceTolerance);
    const found = conv2dGradients(gradient, input, weight, options);
    for (const [mine, theirs] of [
      [found.input, one.inputGradient],
      [found.weight, one.weightGradient],
      [found.bias, one.biasGradient ?? found.bias],
    ] as const) {
      expect(maxAbsDifference(mine, theirs).value).toBeLessThanOrEqual(referenceTolerance);
    }
  });

  it('are those of central differences, whatever the setting', () => {
    const small = fc.integer({ min: 1, max: 2 });
    const modes = fc.constantFrom(...paddingModes);
    fc.assert(
      fc.property(seeds, small, small, fc.nat(2), modes, (seed, stride, groups, padding, paddingMode) => {
        const [x, weight] = [randomTensor([1, 2, 5, 4], seed), randomTensor([2, 2 / groups, 2, 3], seed + 1)];
        const options = {
          bias: randomTensor([2], seed + 2),
          stride,
          padding,
          paddingMode,
          dilation: [2, 1],
          groups,
        } as const;
        const gradient = randomTensor(conv2d(x, weight, options).shape, seed + 3);
        const found = conv2dGradients(gradient, x, weight, options);
        const loss = (one: Tensor) => inner(one.data, gradient.data);
        const slopes = {
          input: centralDifferences(x, (moved) => loss(conv2d(moved, weight, options))),
          weight: centralDifferences(weight, (moved) => loss(conv2d(x, moved, options))),
          bias: centralDifferences(options.bias, (bias) => loss(conv2d(x, weight, { ...options, bias }))),
        };
        for (const name of ['input', 'weight', 'bias'] as const) {
          expect(maxAbsDifference(found[name], slopes[name]).value).toBeLessThan(differenceTolerance);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('to the weights is a convolution: input by gradient, channels as images, stride and dilation exchanged', () => {
    const channelsAsImages = (one: Tensor): Tensor => {
      const [images, channels, height, width] = fourAxes(one.shape, 'test', 'one');
      const plane = height * width;
      const turned = one.data.map((_, at) => {
        const [channel, image] = [Math.floor(at / (images * plane)), Math.floor(at / plane) % images];
        return one.data[(image * channels + channel) * plane + (at % plane)] ?? NaN;
      });
      return tensor([channels, images, height, width], turned);
    };
    fc.assert(
      fc.property(seeds, fc.constantFrom(1, 2, 3), fc.constantFrom(1, 2), (seed, stride, dilation) => {
        // Three places each way, and no cell left over, so the answer has the size of the kernel.
        const size = 2 * dilation + 1 + 2 * stride;
        const [x, weight] = [randomTensor([3, 2, size, size], seed), randomTensor([4, 2, 3, 3], seed + 1)];
        const gradient = randomTensor([3, 4, 3, 3], seed + 2);
        const kernels = channelsAsImages(gradient);
        const answer = conv2d(channelsAsImages(x), kernels, { stride: dilation, dilation: stride });
        const found = conv2dWeightGradient(gradient, x, weight, { stride, dilation });
        expect(maxAbsDifference(channelsAsImages(answer), found).value).toBeLessThan(roundingTolerance);
      }),
    );
  });

  it('refuse a gradient of another shape', () => {
    const words = 'gradient must have the shape [1, 1, 2, 2], got [1, 1, 3, 3]';
    expect(() => conv2dInputGradient(nine, nine, four)).toThrow(new RangeError(`conv2dInputGradient: ${words}`));
    expect(() => conv2dWeightGradient(nine, nine, four)).toThrow(new RangeError(`conv2dWeightGradient: ${words}`));
    expect(() => conv2dBiasGradient(tensor([2], [1, 2]))).toThrow(
      new RangeError('conv2dBiasGradient: gradient must have 4 axes, got 1: [2]'),
    );
    expect(() => conv2dInputGradient(ones, nine, four, { dilation: 3 })).toThrow(
      new RangeError(
        'conv2dInputGradient: weight must span at most the 3 cells of the padded height (axis 2), got a span of 4',
      ),
    );
  });
});
