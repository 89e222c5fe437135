// Tensors to try properties on: any seed gives the same numbers everywhere.
import fc from 'fast-check';
import { seededRandom } from '@lib/array/random.ts';
import { sizeOf, tensor, type Tensor } from '@lib/array/tensor.ts';

/** A tensor of numbers even in ±`most`. */
export function randomTensor(shape: readonly number[], seed: number, most = 1): Tensor {
  const rng = seededRandom(seed);
  return tensor(
    shape,
    Float32Array.from({ length: sizeOf(shape) }, () => (2 * rng() - 1) * most),
  );
}

/** Any seed. */
export const seeds = fc.nat(2 ** 31);

/** The sum of the products of two tensors' values, place by place. */
export function inner(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, value, at) => sum + value * (b[at] ?? NaN), 0);
}
