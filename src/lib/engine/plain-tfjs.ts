// The plain convolution on whichever backend tfjs has set.
import { conv2d, tensor4d, tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import type { PlainConvolution } from './backends/machine.ts';

/** How the values of an answer come back from its backend. */
export type ReadBack = (answer: Tensor4D) => Float32Array | Promise<Float32Array>;

/** Reads at once. In a worker nobody minds the wait, and WebGL, read otherwise, waits for ever when its context is lost. */
export const readAtOnce: ReadBack = (answer) => answer.dataSync<'float32'>();

/**
 * Convolves on the backend that tfjs has set; all is sent to it before the first `await`.
 * @throws whatever the backend throws
 */
export async function convolveOnTfjs(job: PlainConvolution, readBack = readAtOnce): Promise<Float32Array> {
  const answer = tidy(() => {
    const input = tensor4d(job.input, [...job.inputShape]);
    const filter = tensor4d(job.filter, [...job.filterShape]);
    return conv2d(input, filter, [...job.stride], 'valid', 'NHWC', [...job.dilation]);
  });
  try {
    return await readBack(answer);
  } finally {
    answer.dispose();
  }
}
