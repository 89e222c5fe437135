// The plain maximum pooling on whichever backend tfjs has set.
import { maxPool, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { PlainMaxPool } from './backends/machine.ts';
import type { ReadBack } from './plain-tfjs.ts';

/**
 * Pools on the backend that tfjs has set; all is sent to it before the first `await`.
 * @throws whatever the backend throws
 */
export async function maxPoolOnTfjs(
  { input, planes, outSize, window }: PlainMaxPool,
  readBack: ReadBack,
): Promise<Float32Array> {
  const [windowHeight, windowWidth] = window;
  const answer = tidy(() => {
    const x = tensor4d(input, [planes, outSize[0] * windowHeight, outSize[1] * windowWidth, 1]);
    return maxPool(x, [windowHeight, windowWidth], [windowHeight, windowWidth], 'valid');
  });
  try {
    return await readBack(answer);
  } finally {
    answer.dispose();
  }
}
