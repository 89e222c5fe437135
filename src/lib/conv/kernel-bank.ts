// A bank of kernels to convolve with at once: the session's four first, and behind them random ones, the same for the same seed.
import { checkWhole } from '@lib/array/check.ts';
import { seededRandom } from '@lib/array/random.ts';
import { namedKernels, sessionStack } from './named-kernels.ts';

/** Random weights are tenths from −1 to 1, so that products can be followed by hand. */
const steps = 21;

/**
 * The first `count` kernels of a bank, nine weights each.
 * @throws RangeError if `count` is not a whole number of at least 1
 */
export function kernelBank(count: number, seed: number): (readonly number[])[] {
  checkWhole(count, 1, { caller: 'kernelBank', argument: 'count' });
  const random = seededRandom(seed);
  const weight = (): number => (Math.floor(steps * random()) - 10) / 10;
  return Array.from({ length: count }, (_, at) => {
    const name = sessionStack[at];
    return name === undefined ? Array.from({ length: 9 }, weight) : namedKernels[name];
  });
}
