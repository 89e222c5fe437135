import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inner, randomTensor, seeds } from '../random-tensor.ts';
import { centralDifferences, differenceTolerance } from './central-differences.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { averagesAfter, batchNorm, batchNormGradients, channelStatistics } from '@lib/nn/batch-norm.ts';

// Channel 0 holds 1 3 5 7, channel 1 holds 10 10 20 20.
const input = tensor([2, 2, 1, 2], [1, 3, 10, 10, 5, 7, 20, 20]);
const plain = { weight: tensor([2], [1, 1]), bias: tensor([2], [0, 0]) };

describe('channelStatistics', () => {
  it('are the mean and the mean square distance of each channel', () => {
    const { mean, variance, count } = channelStatistics(input);
    expect([...mean]).toEqual([4, 15]);
    expect([...variance]).toEqual([5, 25]);
    expect(count).toBe(4);
  });

  it('keep the variance of large numbers', () => {
    const { variance } = channelStatistics(tensor([4, 1], [1e6, 1e6 + 2, 1e6, 1e6 + 2]));
    expect(variance[0]).toBeCloseTo(1, 9);
  });

  it.each([
    { shape: [1, 2, 1, 1], words: 'input must have at least 2 numbers per channel, got 1' },
    { shape: [3], words: 'input must have channels (axis 1), got the shape [3]' },
  ])('refuse $shape, and say why', ({ shape, words }) => {
    expect(() => channelStatistics(randomTensor(shape, 1))).toThrow(new RangeError(`channelStatistics: ${words}`));
  });
});

describe('batchNorm', () => {
  it('brings every channel to mean 0 and variance 1, then scales and shifts', () => {
    const learned = { weight: tensor([2], [1, 3]), bias: tensor([2], [0, 100]) };
    const output = batchNorm(input, learned, channelStatistics(input), 1e-12);
    [-3, -1, 97, 97, 1, 3, 103, 103].forEach((value, at) => {
      expect(output.data[at]).toBeCloseTo(at % 4 < 2 ? value / Math.sqrt(5) : value, 5);
    });
  });

  it('undoes any scale and shift of its input', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 9 }), fc.integer({ min: -9, max: 9 }), (seed, scale, shift) => {
        const one = randomTensor([3, 2, 2, 2], seed);
        const other = tensor(
          one.shape,
          one.data.map((value) => scale * value + shift),
        );
        const normal = (x: Tensor) => batchNorm(x, plain, channelStatistics(x), 1e-9);
        expect(maxAbsDifference(normal(other), normal(one)).value).toBeLessThan(1e-4);
      }),
    );
  });

  it('refuses an epsilon of 0 and a weight too many', () => {
    expect(() => batchNorm(input, plain, channelStatistics(input), 0)).toThrow(
      new RangeError('batchNorm: epsilon must be above 0, got 0'),
    );
    expect(() => batchNorm(input, { ...plain, bias: tensor([1], [0]) }, channelStatistics(input))).toThrow(
      new RangeError('batchNorm: bias must have the shape [2], got [1]'),
    );
  });
});

describe('batchNormGradients', () => {
  it.each([true, false])('are those of central differences (in training: %s)', (isTraining) => {
    const [weight, bias] = [randomTensor([2], 1), randomTensor([2], 2)];
    const [x, gradient] = [randomTensor([3, 2, 2, 2], 3), randomTensor([3, 2, 2, 2], 4)];
    const remembered = { mean: Float64Array.of(0.5, -0.5), variance: Float64Array.of(2, 0.5) };
    const statisticsOf = (one: Tensor) => (isTraining ? channelStatistics(one) : remembered);
    const loss = (one: Tensor, learned: { weight: Tensor; bias: Tensor }) =>
      inner(batchNorm(one, learned, statisticsOf(one)).data, gradient.data);
    const found = batchNormGradients(gradient, { input: x, weight, statistics: statisticsOf(x), isTraining });
    const slopes = {
      input: centralDifferences(x, (moved) => loss(moved, { weight, bias })),
      weight: centralDifferences(weight, (moved) => loss(x, { weight: moved, bias })),
      bias: centralDifferences(bias, (moved) => loss(x, { weight, bias: moved })),
    };
    for (const name of ['input', 'weight', 'bias'] as const) {
      expect(maxAbsDifference(found[name], slopes[name]).value).toBeLessThan(differenceTolerance);
    }
  });
});

describe('averagesAfter', () => {
  const averages = { runningMean: tensor([2], [0, 5]), runningVariance: tensor([2], [1, 1]) };

  it('move towards the batch by the momentum; the variance towards the one that divides by one less', () => {
    const after = averagesAfter(averages, channelStatistics(input), 0.5);
    expect([...after.runningMean.data]).toEqual([2, 10]);
    expect([...after.runningVariance.data]).toEqual([(1 + 20 / 3) / 2, (1 + 100 / 3) / 2].map(Math.fround));
  });

  it('refuse a momentum above 1 and averages of other channels', () => {
    expect(() => averagesAfter(averages, channelStatistics(input), 1.5)).toThrow(
      new RangeError('averagesAfter: momentum must be from 0 to 1, got 1.5'),
    );
    expect(() => averagesAfter({ ...averages, runningMean: tensor([1], [0]) }, channelStatistics(input))).toThrow(
      new RangeError('averagesAfter: runningMean must have the shape [2], got [1]'),
    );
  });
});
