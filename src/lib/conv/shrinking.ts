// What becomes of a map when one layer after the other takes a ring off it: until the kernel no longer fits.
import { checkWhole } from '@lib/array/check.ts';
import { outputLength } from './output-length.ts';

/**
 * The sides of a map under layer after layer of one kernel, without padding and at stride 1: the first is the picture’s, the last is too small
 * for the kernel.
 * @throws RangeError if the size is not a whole number of at least 1, or the kernel not one of at least 2
 */
export function sizesUntilTooSmall(size: number, kernel: number): number[] {
  checkWhole(kernel, 2, { caller: 'sizesUntilTooSmall', argument: 'kernel' });
  return size < kernel ? [size] : [size, ...sizesUntilTooSmall(outputLength(size, kernel), kernel)];
}
