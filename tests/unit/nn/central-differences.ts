// The slow and certain way to a gradient: change one number a little up and a little down, and see what becomes of the answer.
import { tensor, type Tensor } from '@lib/array/tensor.ts';

const usualStep = 2 ** -7;

/** How far a gradient may be from central differences of float32 answers. */
export const differenceTolerance = 2e-3;

/** The gradient of `answer` at `point`, in the shape of `point`. */
export function centralDifferences(point: Tensor, answer: (moved: Tensor) => number, step = usualStep): Tensor {
  const slopes = point.data.map((value, at) => {
    const moved = (by: number): number => answer(tensor(point.shape, point.data.with(at, value + by)));
    return (moved(step) - moved(-step)) / (2 * step);
  });
  return tensor(point.shape, slopes);
}
