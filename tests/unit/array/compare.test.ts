import { describe, expect, it } from 'vitest';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { tensor } from '@lib/array/tensor.ts';

const row = (...values: number[]) => tensor([values.length], values);

describe('maxAbsDifference', () => {
  it('finds the largest difference and the first place of it', () => {
    expect(maxAbsDifference(row(1, 2, 3, 4), row(1, 5, 3, 1))).toEqual({ value: 3, index: 1 });
  });

  it('is 0 for the same values', () => {
    expect(maxAbsDifference(row(1, -0, Infinity, NaN), row(1, 0, Infinity, NaN))).toEqual({ value: 0, index: 0 });
  });

  it('counts a NaN on one side as infinitely far', () => {
    expect(maxAbsDifference(row(1, NaN), row(1, 2))).toEqual({ value: Infinity, index: 1 });
  });

  it('refuses different shapes of the same length', () => {
    expect(() => maxAbsDifference(tensor([2, 3], new Float32Array(6)), tensor([3, 2], new Float32Array(6)))).toThrow(
      new RangeError('maxAbsDifference: b must have the shape [2, 3], got [3, 2]'),
    );
  });
});
