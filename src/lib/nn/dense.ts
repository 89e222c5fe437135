// The dense layer: every output is a weighted sum of all inputs. It is a product of matrices, and so are its gradients.
import { matMul, transposeMatrix } from '@lib/array/mat-mul.ts';
import { checkSameShape, tensor, twoAxes, type Tensor } from '@lib/array/tensor.ts';
import { refuseUnless } from '@lib/conv/settings.ts';

/** The gradients of a layer with weights: with respect to its input, its weights and its biases. */
export interface WeightedGradients {
  readonly input: Tensor;
  readonly weight: Tensor;
  readonly bias: Tensor;
}

/**
 * Weighs and adds: `[batch, inputs]` by `[outputs, inputs]`, plus one bias for each output, gives `[batch, outputs]`.
 * @throws RangeError naming the argument and the axis that does not fit
 */
export function dense(input: Tensor, weight: Tensor, bias?: Tensor): Tensor {
  const outputs = checkDense('dense', input, weight);
  if (bias !== undefined) checkSameShape(bias, [outputs], { caller: 'dense', argument: 'bias' });
  const { shape, data } = matMul(input, transposeMatrix(weight));
  return tensor(
    shape,
    data.map((sum, at) => sum + (bias?.data[at % outputs] ?? 0)),
  );
}

/**
 * The gradients of `dense`, from the gradient of its output, `[batch, outputs]`.
 * @throws RangeError naming the argument and the axis that does not fit
 */
export function denseGradients(gradient: Tensor, input: Tensor, weight: Tensor): WeightedGradients {
  const caller = 'denseGradients';
  const outputs = checkDense(caller, input, weight);
  const [batch] = twoAxes(input.shape, caller, 'input');
  checkSameShape(gradient, [batch, outputs], { caller, argument: 'gradient' });
  const ones = tensor([1, batch], new Float32Array(batch).fill(1));
  return {
    input: matMul(gradient, weight),
    weight: matMul(transposeMatrix(gradient), input),
    bias: tensor([outputs], matMul(ones, gradient).data),
  };
}

function checkDense(caller: string, input: Tensor, weight: Tensor): number {
  const [, inputs] = twoAxes(input.shape, caller, 'input');
  const [outputs, weights] = twoAxes(weight.shape, caller, 'weight');
  refuseUnless(weights === inputs, caller, `weight must have ${inputs} inputs (axis 1), got ${weights}`);
  return outputs;
}
