// Whether two computations agree: the largest difference of two tensors, and where it is.
import { checkSameShape, type Tensor } from './tensor.ts';

/**
 * The largest absolute difference of two tensors and the index where it stands first. A NaN on one side alone counts as infinitely far;
 * equal infinities, and NaN beside NaN, do not differ.
 * @throws RangeError if the shapes differ
 */
export function maxAbsDifference(a: Tensor, b: Tensor): { value: number; index: number } {
  checkSameShape(b, a.shape, { caller: 'maxAbsDifference', argument: 'b' });
  const largest = { value: 0, index: 0 };
  a.data.forEach((left, index) => {
    const right = b.data[index] ?? NaN;
    const distance = Object.is(left, right) || left === right ? 0 : Math.abs(left - right);
    const value = Number.isNaN(distance) ? Infinity : distance;
    if (value > largest.value) Object.assign(largest, { value, index });
  });
  return largest;
}
