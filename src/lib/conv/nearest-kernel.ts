// Which of the kernels made by hand a learned one resembles: the one that points the same way. A kernel's size says only how loud its
// answers are, so what is compared is direction: the cosine of the angle between two lists of nine numbers.
import { isKernelName, namedKernels, type KernelName } from './named-kernels.ts';

/** A kernel made by hand, and how nearly another points the same way. */
export interface NearestKernel {
  readonly name: KernelName;
  /** 1: the same direction; 0: unrelated; −1: the opposite. */
  readonly cosine: number;
}

/** The cosine of the angle between two lists of numbers; 0 where one of them is all zeros. */
export function cosineBetween(first: readonly number[], second: readonly number[]): number {
  const product = first.reduce((sum, value, at) => sum + value * (second[at] ?? 0), 0);
  const sizes = Math.hypot(...first) * Math.hypot(...second);
  return sizes === 0 ? 0 : product / sizes;
}

/** The named kernel nearest in direction to nine weights; none for other sizes, and for weights that are all 0 or no numbers. */
export function nearestKernel(weights: readonly number[]): NearestKernel | undefined {
  const size = Math.hypot(...weights);
  if (weights.length !== 9 || !(size > 0 && Number.isFinite(size))) return undefined;
  return Object.keys(namedKernels)
    .filter(isKernelName)
    .map((name) => ({ name, cosine: cosineBetween(weights, namedKernels[name]) }))
    .reduce((best, next) => (next.cosine > best.cosine ? next : best));
}
