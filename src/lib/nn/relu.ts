// The rectifier: what is below 0 becomes 0. Without it two layers would be one, for a sum of sums is a sum.
import { checkSameShape, tensor, type Tensor } from '@lib/array/tensor.ts';

/** Every number, but 0 for those below 0. */
export function relu(input: Tensor): Tensor {
  return tensor(
    input.shape,
    input.data.map((value) => (value < 0 ? 0 : value)),
  );
}

/**
 * The gradient of `relu` with respect to its input: it passes where the input was above 0, and is 0 elsewhere.
 * @throws RangeError if the two have different shapes
 */
export function reluGradient(gradient: Tensor, input: Tensor): Tensor {
  checkSameShape(gradient, input.shape, { caller: 'reluGradient', argument: 'gradient' });
  return tensor(
    input.shape,
    gradient.data.map((value, at) => ((input.data[at] ?? 0) > 0 ? value : 0)),
  );
}
