// Every backend gives PyTorch's numbers, and leaves nothing behind.
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomTensor } from '../../unit/random-tensor.ts';
import { backendTolerance, conv2dCases, digitMaps } from '../../fixtures/cases.ts';
import { backendRuns, digit, hasWebgl, topKernel } from './shared.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { tensor } from '@lib/array/tensor.ts';
import { conv2d as referenceConv2d } from '@lib/conv/conv2d.ts';
import { createEngine } from '@lib/engine/client.ts';

describe.each(backendRuns)('conv2d on $name', ({ name, options }) => {
  const canRun = name !== 'webgl' || hasWebgl;
  let engine: ReturnType<typeof createEngine>;
  beforeAll(() => {
    engine = createEngine(options);
  });
  afterAll(() => engine.dispose());

  it.runIf(canRun)('answers 762, says what computed it, and leaves no tensor', async () => {
    const { value, backend, milliseconds, reason } = await engine.conv2d(digit, topKernel);
    expect(value.shape).toEqual([1, 1, 26, 26]);
    expect(Math.max(...value.data)).toBe(762);
    expect(backend).toBe(options.force);
    expect(milliseconds).toBeGreaterThan(0);
    expect(reason).toMatch(/^Running on .*, as asked for\.$/);
    expect(await engine.countTensors()).toBe(0);
  });

  it.runIf(canRun).each(conv2dCases)('$title', async ({ input, weight, options: settings, output }) => {
    const { value, backend } = await engine.conv2d(input, weight, settings);
    expect(backend).toBe(options.force);
    expect(maxAbsDifference(value, output).value).toBeLessThanOrEqual(backendTolerance);
  });

  it.runIf(canRun).each(digitMaps)('gives the map of $name', async ({ weights, map }) => {
    const { value } = await engine.conv2d(digit, tensor([1, 1, 3, 3], weights));
    expect(maxAbsDifference(value, map).value).toBeLessThanOrEqual(backendTolerance);
  });

  // Shapes for which backends have code of their own: one tap, one channel, few taps, many channels.
  it.runIf(canRun).each([
    { x: [1, 1, 9, 9], w: [1, 1, 1, 1], groups: 1 },
    { x: [2, 5, 6, 7], w: [7, 5, 1, 1], groups: 1 },
    { x: [1, 1, 9, 9], w: [1, 1, 1, 3], groups: 1 },
    { x: [1, 1, 9, 9], w: [1, 1, 2, 2], groups: 1 },
    { x: [1, 1, 9, 9], w: [1, 1, 5, 5], groups: 1 },
    { x: [1, 1, 9, 9], w: [1, 1, 7, 7], groups: 1 },
    { x: [1, 6, 8, 8], w: [6, 1, 3, 3], groups: 6 },
    { x: [3, 4, 8, 8], w: [2, 4, 3, 3], groups: 1 },
    { x: [2, 16, 7, 7], w: [33, 16, 3, 3], groups: 1 },
    { x: [1, 1, 28, 28], w: [128, 1, 3, 3], groups: 1 },
    { x: [1, 3, 5, 70], w: [9, 3, 5, 5], groups: 1 },
    { x: [1, 3, 5, 5], w: [4, 3, 5, 5], groups: 1 },
  ])('agrees with the reference: x=$x w=$w g=$groups', async ({ x, w, groups }) => {
    const [input, weight, bias] = [randomTensor(x, 1), randomTensor(w, 2), randomTensor(w.slice(0, 1), 3)];
    const { value, backend } = await engine.conv2d(input, weight, { groups, bias });
    expect(backend).toBe(options.force);
    const expected = referenceConv2d(input, weight, { groups, bias });
    expect(maxAbsDifference(value, expected).value).toBeLessThanOrEqual(backendTolerance);
  });

  it.runIf(canRun).each([
    { stride: 1, pad: 0, dilation: 1 },
    { stride: 2, pad: 1, dilation: 1 },
    { stride: 1, pad: 2, dilation: 2 },
  ])('agrees with the whole tfjs: s=$stride p=$pad d=$dilation', async ({ stride, pad, dilation }) => {
    const [input, weight] = [randomTensor([2, 3, 10, 11], 4), randomTensor([5, 3, 3, 3], 5)];
    await tf.setBackend('cpu');
    const expected = tf.tidy(() => {
      const x = tf.transpose(tf.tensor4d(input.data, [2, 3, 10, 11]), [0, 2, 3, 1]);
      const filter = tf.transpose(tf.tensor4d(weight.data, [5, 3, 3, 3]), [2, 3, 1, 0]);
      const answer = tf.conv2d(x, filter, stride, pad, 'NHWC', dilation, 'floor');
      return tf.transpose(answer, [0, 3, 1, 2]);
    });
    const { value } = await engine.conv2d(input, weight, { stride, padding: pad, dilation });
    const oracle = tensor(expected.shape, expected.dataSync<'float32'>());
    expected.dispose();
    expect(maxAbsDifference(value, oracle).value).toBeLessThanOrEqual(backendTolerance);
  });

  it.runIf(canRun)('leaves no tensor after all of this', async () => {
    expect(await engine.countTensors()).toBe(0);
  });

  it.runIf(canRun)('leaves the caller’s numbers alone', async () => {
    const before = Float32Array.from(digit.data);
    await engine.conv2d(digit, topKernel);
    expect(digit.data).toEqual(before);
  });
});
