// Times the book's own code, here in Node.
import { seededRandom } from '@lib/array/random.ts';
import { sizeOf, tensor, type Tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import type { ConvCase } from './conv-cases.ts';

/** The milliseconds of each of some computations. */
export function timeReference({ input, weight }: ConvCase, times: number): number[] {
  const [pictures, kernels, bias] = [random(input), random(weight), random(weight.slice(0, 1))];
  return Array.from({ length: times }, () => {
    const startedMs = performance.now();
    conv2d(pictures, kernels, { bias });
    return performance.now() - startedMs;
  });
}

function random(shape: readonly number[]): Tensor {
  const rng = seededRandom(1);
  return tensor(
    shape,
    Float32Array.from({ length: sizeOf(shape) }, () => 2 * rng() - 1),
  );
}
