import { describe, expect, it } from 'vitest';
import { tensor } from '@lib/array/tensor.ts';
import { relu, reluGradient } from '@lib/nn/relu.ts';

const five = tensor([5], [-2, -0.5, 0, 0.5, 2]);

describe('relu', () => {
  it('keeps what is above 0', () => {
    expect(relu(five)).toEqual(tensor([5], [0, 0, 0, 0.5, 2]));
  });

  it('does not hide a NaN', () => {
    expect(relu(tensor([1], [NaN])).data[0]).toBeNaN();
  });
});

describe('reluGradient', () => {
  it('passes where the input was above 0', () => {
    expect(reluGradient(tensor([5], [1, 2, 3, 4, 5]), five)).toEqual(tensor([5], [0, 0, 0, 4, 5]));
  });

  it('refuses a gradient of another shape', () => {
    expect(() => reluGradient(tensor([1, 5], five.data), five)).toThrow(
      new RangeError('reluGradient: gradient must have the shape [5], got [1, 5]'),
    );
  });
});
