import { describe, expect, it } from 'vitest';
import { accountOf, sessionCall } from '@lib/conv/conv-call.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { sizeOf, tensor } from '@lib/array/tensor.ts';
import { tableOf } from '@lib/nn/network-table.ts';

describe('accountOf', () => {
  it('the session: 64×1×28×28 under 4×1×3×3', () =>
    expect(accountOf(sessionCall)).toEqual({
      inputShape: [64, 1, 28, 28],
      weightShape: [4, 1, 3, 3],
      outputShape: [64, 4, 26, 26],
      weights: 36,
      biases: 4,
      perAnswer: 9,
      perPicture: 24_336,
      perBatch: 1_557_504,
    }));

  it('1 → 128: only channels, parameters and products grow', () =>
    expect(accountOf({ ...sessionCall, outChannels: 128 })).toMatchObject({
      outputShape: [64, 128, 26, 26],
      weights: 1152,
      biases: 128,
      perPicture: 32 * 24_336,
    }));

  it('the first layer of ResNet: 147 weights a kernel, 9,408 in all', () => {
    const stem = { ...sessionCall, channels: 3, height: 224, width: 224, outChannels: 64 };
    const account = accountOf({ ...stem, kernel: [7, 7], stride: 2, padding: 3 });
    expect(account.outputShape).toEqual([64, 64, 112, 112]);
    expect([account.perAnswer, account.weights]).toEqual([147, 9408]);
  });

  it('counts as the table of networks does', () => {
    const call = { ...sessionCall, channels: 4, outChannels: 6, stride: 2, padding: 1, groups: 2 };
    const { rows } = tableOf(
      [{ kind: 'conv', outChannels: 6, kernel: 3, stride: 2, padding: 1, groups: 2 }],
      [64, 4, 28, 28],
    );
    const account = accountOf(call);
    expect(rows[0]?.parameters).toBe(account.weights + account.biases);
    expect(rows[0]?.multiplyAccumulates).toBe(account.perPicture);
  });

  it('an answer on a picture of ones under a kernel of ones is its number of products', () => {
    const call = { ...sessionCall, batch: 1, channels: 6, height: 9, width: 8, groups: 3, outChannels: 3, dilation: 2 };
    const { inputShape, weightShape, outputShape, perAnswer } = accountOf(call);
    const ones = (shape: readonly number[]) => tensor(shape, new Float32Array(sizeOf(shape)).fill(1));
    const answers = conv2d(ones(inputShape), ones(weightShape), call);
    expect(answers.shape).toEqual(outputShape);
    expect(new Set(answers.data)).toEqual(new Set([perAnswer]));
  });

  it.each([
    [{ kernel: [29, 3] as const }, /accountOf: weight must span at most the 28 cells of the padded height/],
    [{ channels: 3, groups: 2 }, /accountOf: input must have channels \(axis 1\) that split into 2 groups, got 3/],
    [{ channels: 2, groups: 2, outChannels: 3 }, /accountOf: weight must have outputs \(axis 0\) that split/],
  ])('refuses %j', (change, words) => expect(() => accountOf({ ...sessionCall, ...change })).toThrow(words));
});
