// How alike two kernels are, whatever their strength: the cosine of the angle between them as vectors. A trained kernel is compared in this
// way with those that people made by hand.
import { isKernelName, namedKernels, type KernelName } from './named-kernels.ts';

/**
 * The cosine of the angle between two lists of numbers of the same length: 1 same direction, 0 unrelated, −1 opposite. NaN where one of them is
 * all zeros, which has no direction.
 * @throws RangeError when the lengths differ
 */
export function cosine(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) throw new RangeError(`cosine: b must have ${a.length} numbers, got ${b.length}`);
  const dot = a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
  return Math.min(1, Math.max(-1, dot / (Math.hypot(...a) * Math.hypot(...b))));
}

/** A kernel made by hand, and how alike another is. */
export interface NearestKernel {
  readonly name: KernelName;
  readonly weights: readonly number[];
  readonly cosine: number;
}

// "session-blur" is left out: it points almost where "sharpen" does, and is named after a slip
const compared = Object.keys(namedKernels)
  .filter(isKernelName)
  .filter((name) => name !== 'session-blur');

/**
 * The named kernel that points most in the direction of these nine weights, its sign included: `bottom`, not `top`, is near the opposite of
 * `top`. None for kernels of another size, and for weights without a direction.
 */
export function nearestNamedKernel(weights: readonly number[]): NearestKernel | undefined {
  if (weights.length !== 9) return undefined;
  const all = compared.map((name) => ({
    name,
    weights: namedKernels[name],
    cosine: cosine(weights, namedKernels[name]),
  }));
  return all
    .filter((kernel) => !Number.isNaN(kernel.cosine))
    .reduce<NearestKernel | undefined>(
      (best, next) => (best !== undefined && best.cosine >= next.cosine ? best : next),
      undefined,
    );
}
