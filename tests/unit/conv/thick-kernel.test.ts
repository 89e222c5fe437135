import { describe, expect, it } from 'vitest';
import { tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { mapIndex } from '@lib/conv/response.ts';
import { thickAnswer } from '@lib/conv/thick-kernel.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';

const halved = Uint8Array.from(sessionDigit, (ink) => Math.round(ink / 2));
const channels = [sessionDigit, halved];
const slices = [namedKernels.top, namedKernels.left];

describe('thickAnswer', () => {
  const { slices: answers, answer, map } = thickAnswer(channels, slices, [5, 7]);

  it('is the convolution of all channels at once', () => {
    const picture = tensor([1, 2, 28, 28], [...sessionDigit, ...halved]);
    const kernel = tensor([1, 2, 3, 3], slices.flat());
    expect(map).toEqual(conv2d(picture, kernel).data);
    expect(map[mapIndex([5, 7])]).toBe(answer);
  });

  it('is the sum of its partial sums, and each of them the known answer of its channel', () => {
    expect(answers[0]?.partial).toBe(762);
    expect(answers.map(({ products }) => products.length)).toEqual([9, 9]);
    expect(answer).toBe((answers[0]?.partial ?? NaN) + (answers[1]?.partial ?? NaN));
  });

  it('refuses a kernel of another thickness', () =>
    expect(() => thickAnswer(channels, [namedKernels.top], [5, 7])).toThrow(
      'thickAnswer: slices must be as many as channels, 2, got 1',
    ));
});
