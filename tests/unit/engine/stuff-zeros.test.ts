import { describe, expect, it } from 'vitest';
import { seededRandom } from '@lib/array/random.ts';
import { tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { stuffZeros } from '@lib/engine/stuff-zeros.ts';

describe('stuffZeros', () => {
  it('spreads the taps of every kernel', () => {
    const stuffed = stuffZeros(tensor([2, 1, 1, 2], [1, 2, 3, 4]), [2, 3]);
    expect(stuffed.shape).toEqual([2, 1, 1, 4]);
    expect([...stuffed.data]).toEqual([1, 0, 0, 2, 3, 0, 0, 4]);
  });

  it('makes of a dilated convolution one without dilation', () => {
    const rng = seededRandom(3);
    const input = tensor([1, 2, 9, 9], Float32Array.from({ length: 162 }, rng));
    const weight = tensor([3, 2, 3, 2], Float32Array.from({ length: 36 }, rng));
    expect(conv2d(input, stuffZeros(weight, [2, 3]), { stride: 2 })).toEqual(
      conv2d(input, weight, { stride: 2, dilation: [2, 3] }),
    );
  });
});
