import '@tensorflow/tfjs-backend-cpu';
import { conv2d as tfConv2d, env, setBackend, tensor4d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { namedKernels } from '@lib/conv/named-kernels.ts';
import { kernelTensor } from '@lib/conv/response.ts';
import { conv2dSame, padEnds } from '@lib/conv/same-conv2d.ts';

const counted = (rows: number, cols: number): Tensor =>
  tensor(
    [1, 1, rows, cols],
    Array.from({ length: rows * cols }, (_, at) => at),
  );
const identity = kernelTensor(namedKernels.identity);

describe('conv2dSame', () => {
  beforeAll(() => {
    env().set('PROD', true); // or it recommends another backend on the console
    return setBackend('cpu');
  });

  it.each([28, 14, 7, 4, 2])('is what tfjs computes for a side of %i, stride 2', async (side) => {
    const input = counted(side, side);
    const kernel = kernelTensor([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const theirs = tfConv2d(tensor4d(input.data, [1, side, side, 1]), tensor4d(kernel.data, [3, 3, 1, 1]), 2, 'same');
    expect([...conv2dSame(input, kernel, 2).data]).toEqual([...(await theirs.data())]);
  });

  it('the probe: identity answers 29 first with same, 0 with padding 1', () => {
    expect(conv2dSame(counted(28, 28), identity, 2).data[0]).toBe(29);
    expect(conv2d(counted(28, 28), identity, { stride: 2, padding: 1 }).data[0]).toBe(0);
    expect(conv2dSame(counted(7, 7), identity, 2)).toEqual(conv2d(counted(7, 7), identity, { stride: 2, padding: 1 }));
  });
});

describe('padEnds', () => {
  it('puts zeros where it is told, around every plane', () => {
    const padded = padEnds(tensor([1, 2, 1, 2], [1, 2, 3, 4]), { before: 0, after: 1 }, { before: 1, after: 0 });
    expect(padded.shape).toEqual([1, 2, 2, 3]);
    expect([...padded.data]).toEqual([0, 1, 2, 0, 0, 0, 0, 3, 4, 0, 0, 0]);
  });
  it('refuses less than nothing', () =>
    expect(() => padEnds(counted(2, 2), { before: 0, after: -1 }, { before: 0, after: 0 })).toThrow(
      /^padEnds: rows\.after must be .*, got -1$/,
    ));
});
