import { describe, expect, it } from 'vitest';
import { fourAxes, tensor } from '@lib/array/tensor.ts';

describe('tensor', () => {
  it('copies plain numbers into float32', () => {
    const made = tensor([2, 2], [1, 2, 3, 0.1]);
    expect(made.shape).toEqual([2, 2]);
    expect([...made.data]).toEqual([1, 2, 3, Math.fround(0.1)]);
  });

  it('takes a Float32Array as it is', () => {
    const data = new Float32Array(6);
    expect(tensor([1, 2, 3], data).data).toBe(data);
  });

  it('keeps its shape when the array it was given changes', () => {
    const shape = [1, 2];
    const made = tensor(shape, [1, 2]);
    shape[0] = 9;
    expect(made.shape).toEqual([1, 2]);
  });

  it.each([
    { shape: [2, 3], data: [1, 2, 3], words: 'tensor: data must hold 6 values for [2, 3], got 3' },
    { shape: [0, 3], data: [], words: 'tensor: shape[0] must be a whole number of at least 1, got 0' },
    { shape: [2, 1.5], data: [1, 2, 3], words: 'tensor: shape[1] must be a whole number of at least 1, got 1.5' },
    { shape: [-1], data: [], words: 'tensor: shape[0] must be a whole number of at least 1, got -1' },
  ])('refuses $data.length values in $shape', ({ shape, data, words }) => {
    expect(() => tensor(shape, data)).toThrow(new RangeError(words));
  });
});

describe('fourAxes', () => {
  it('names who asked for four axes and what came', () => {
    expect(() => fourAxes([28, 28], 'conv2d', 'input')).toThrow(
      new RangeError('conv2d: input must have 4 axes, got 2: [28, 28]'),
    );
  });
});
