import { describe, expect, it } from 'vitest';
import { inner, randomTensor } from '../random-tensor.ts';
import { centralDifferences, differenceTolerance } from './central-differences.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { tensor } from '@lib/array/tensor.ts';
import { dense, denseGradients } from '@lib/nn/dense.ts';

const input = tensor([2, 3], [1, 2, 3, 4, 5, 6]);
const weight = tensor([2, 3], [1, 0, -1, 10, 100, 0]);

describe('dense', () => {
  it('weighs, adds, and adds the bias', () => {
    expect(dense(input, weight)).toEqual(tensor([2, 2], [-2, 210, -2, 540]));
    expect(dense(input, weight, tensor([2], [2, 1]))).toEqual(tensor([2, 2], [0, 211, 0, 541]));
  });

  it.each([
    { weight: tensor([2, 2], [1, 2, 3, 4]), bias: undefined, words: 'weight must have 3 inputs (axis 1), got 2' },
    { weight, bias: tensor([3], [1, 2, 3]), words: 'bias must have the shape [2], got [3]' },
  ])('refuses, and says why: $words', ({ weight, bias, words }) => {
    expect(() => dense(input, weight, bias)).toThrow(new RangeError(`dense: ${words}`));
  });
});

describe('denseGradients', () => {
  it('are those of central differences', () => {
    const [x, w, b, arriving] = [[4, 5], [3, 5], [3], [4, 3]].map((shape, at) => randomTensor(shape, at));
    if (!x || !w || !b || !arriving) throw new Error('four tensors were drawn');
    const found = denseGradients(arriving, x, w);
    const answers = {
      input: centralDifferences(x, (moved) => inner(dense(moved, w, b).data, arriving.data)),
      weight: centralDifferences(w, (moved) => inner(dense(x, moved, b).data, arriving.data)),
      bias: centralDifferences(b, (moved) => inner(dense(x, w, moved).data, arriving.data)),
    };
    for (const name of ['input', 'weight', 'bias'] as const) {
      expect(maxAbsDifference(found[name], answers[name]).value).toBeLessThan(differenceTolerance);
    }
  });

  it('refuse a gradient of another shape', () => {
    expect(() => denseGradients(input, input, weight)).toThrow(
      new RangeError('denseGradients: gradient must have the shape [2, 2], got [2, 3]'),
    );
  });
});
