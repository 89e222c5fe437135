import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceTolerance } from '../../fixtures/cases.ts';
import { conv1dCases } from '../../fixtures/mixed-cases.ts';
import { randomTensor, seeds } from '../random-tensor.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { conv1d, type Conv1dOptions } from '@lib/conv/conv1d.ts';

const signal = (...values: number[]): Tensor => tensor([1, 1, values.length], values);

describe('conv1d', () => {
  it.each([
    { x: [1, 1, 1, 5, 5, 5], w: [-1, 0, 1], answer: [0, 4, 4, 0] },
    { x: [0, 3, 6, 3, 0], w: [1 / 3, 1 / 3, 1 / 3], answer: [3, 4, 3] },
    { x: [0, 0, 1, 0, 0], w: [1, 2, 3], answer: [3, 2, 1] },
    { x: [0, 0, 1, 0, 0], w: [3, 2, 1], answer: [1, 2, 3] },
  ])('x=$x w=$w -> $answer', ({ x, w, answer }) => {
    const output = conv1d(signal(...x), signal(...w));
    expect(output.shape).toEqual([1, 1, answer.length]);
    answer.forEach((value, at) => {
      expect(output.data[at]).toBeCloseTo(value, 5);
    });
  });

  it('has 8 places for 3 taps on 10 cells', () => {
    expect(conv1d(tensor([1, 1, 10], new Float32Array(10)), signal(1, 1, 1)).shape).toEqual([1, 1, 8]);
  });

  it('takes a setting as a number or as a list of one', () => {
    const answer = (options: Conv1dOptions) => [...conv1d(signal(1, 2, 3, 4, 5), signal(1, 10), options).data];
    expect(answer({ stride: 2, padding: 1, dilation: 3 })).toEqual([30, 52]);
    expect(answer({ stride: [2], padding: [1], dilation: [3] })).toEqual([30, 52]);
  });

  it.each(conv1dCases)('$title as in PyTorch', ({ input, weight, options, output }) => {
    const { value } = maxAbsDifference(conv1d(input, weight, options), output);
    expect(value).toBeLessThanOrEqual(referenceTolerance);
  });

  it('follows a shift: a signal moved round moves its answer round', () => {
    fc.assert(
      fc.property(seeds, fc.nat(8), (seed, steps) => {
        const [input, weight] = [randomTensor([1, 1, 9], seed), randomTensor([1, 1, 3], seed + 1)];
        const moved = ({ shape, data }: Tensor): Tensor =>
          tensor(
            shape,
            data.map((_, at) => data[(at + steps) % 9] ?? NaN),
          );
        const around = (one: Tensor): Tensor => conv1d(one, weight, { padding: 1, paddingMode: 'circular' });
        expect(around(moved(input))).toEqual(moved(around(input)));
      }),
    );
  });
});

describe('conv1d refuses, and says why', () => {
  it.each<{ x?: number[]; w?: number[]; options?: Conv1dOptions; words: string }>([
    { x: [4, 7], words: 'input must have 3 axes, got 2: [4, 7]' },
    { w: [2, 4, 3, 1], words: 'weight must have 3 axes, got 4: [2, 4, 3, 1]' },
    { w: [2, 3, 3], words: 'weight must have 4 channels (axis 1) for an input of 4 in 1 group, got 3' },
    { options: { groups: 3 }, words: 'input must have channels (axis 1) that split into 3 groups, got 4' },
    { options: { bias: tensor([1], [0]) }, words: 'bias must have the shape [2], got [1]' },
    { options: { stride: 0 }, words: 'stride must be a whole number of at least 1, got 0' },
    { options: { padding: [-1] }, words: 'padding must be a whole number of at least 0, got -1' },
    { options: { dilation: 1.5 }, words: 'dilation must be a whole number of at least 1, got 1.5' },
    {
      w: [2, 4, 9],
      options: { padding: 0 },
      words: 'weight must span at most the 7 cells of the padded length (axis 2), got a span of 9',
    },
    {
      options: { padding: 7, paddingMode: 'reflect' },
      words: 'padding must be at most 6 for reflect on an axis of 7, got 7',
    },
  ])('$words', ({ x = [1, 4, 7], w = [2, 4, 3], options, words }) => {
    expect(() => conv1d(randomTensor(x, 1), randomTensor(w, 2), options)).toThrow(new RangeError(`conv1d: ${words}`));
  });

  it('a list of two settings', () => {
    expect(() => Reflect.apply(conv1d, undefined, [signal(1, 2), signal(1), { stride: [1, 2] }])).toThrow(
      new RangeError('conv1d: stride must be one number or a list of 1, got 2'),
    );
  });
});
