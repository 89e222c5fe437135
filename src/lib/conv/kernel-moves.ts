// What can be done to a 3 × 3 kernel as a whole. Weights are row-major.

import { sum } from './response.ts';

/** The kernel rotated by 180°: what the mathematical convolution does to it before it slides. */
export function flipped(weights: readonly number[]): number[] {
  return weights.toReversed();
}

/** The kernel turned by 90°, clockwise. */
export function turned(weights: readonly number[]): number[] {
  return [6, 3, 0, 7, 4, 1, 8, 5, 2].map((from) => weights[from] ?? 0);
}

/** The kernel with every sign turned over. */
export function negated(weights: readonly number[]): number[] {
  return weights.map((weight) => -weight + 0);
}

/** The kernel divided by the sum of its weights, so that flat areas keep their ink; a sum of 0 leaves it as it is. */
export function normalised(weights: readonly number[]): number[] {
  const total = sum(weights);
  return Math.abs(total) < 1e-6 ? [...weights] : weights.map((weight) => weight / total);
}

/** The kernel with its mean taken off every weight, so that its weights sum to 0 and flat areas answer 0. */
export function withoutMean(weights: readonly number[]): number[] {
  const mean = sum(weights) / weights.length;
  return weights.map((weight) => weight - mean);
}
