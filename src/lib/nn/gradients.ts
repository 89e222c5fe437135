// The backward pass: how much would the loss change if this number changed a little? Asked of the last layer first, whose answer about its
// input is what the layer before it has to start from: the chain rule, walked from the loss to the pixels.
import { checkSameShape, reshaped, type Tensor } from '@lib/array/tensor.ts';
import { batchNormGradients } from './batch-norm.ts';
import { conv2dBiasGradient, conv2dInputGradient, conv2dWeightGradient } from './conv2d-gradients.ts';
import { crossEntropy, crossEntropyGradient } from './cross-entropy.ts';
import { denseGradients } from './dense.ts';
import { forwardPass, type ForwardPass, type PassedLayer, type PassOptions } from './forward.ts';
import { numbersFor, type LayerParameters, type Model } from './parameters.ts';
import { avgPool2dGradient, maxPool2dGradient } from './pooling.ts';
import { reluGradient } from './relu.ts';

/** What each layer's learned numbers do to the loss: `weight` and `bias` in the shapes of the numbers themselves. */
export type LayerGradients = Pick<LayerParameters, 'weight' | 'bias'>;

/** The answer of a backward pass. */
export interface BackwardPass {
  /** One entry for each layer; empty where it learns nothing. */
  readonly layers: readonly LayerGradients[];
  /** What the pixels do, in the shape of the images. */
  readonly input: Tensor;
}

/** The loss of a batch, the scores it was taken of, and all its gradients. */
export interface NetworkGradients extends BackwardPass {
  readonly loss: number;
  readonly logits: Tensor;
}

/**
 * The mean cross-entropy of a batch of images `[batch, channels, height, width]` with one label each, and its gradients; as in training
 * unless told otherwise.
 * @throws RangeError naming the layer that does not fit, or a label that does not
 */
export function gradients(
  model: Model,
  images: Tensor,
  labels: ArrayLike<number>,
  { isTraining = true }: PassOptions = {},
): NetworkGradients {
  const pass = forwardPass(model, images, { isTraining });
  const logits = pass.output;
  return {
    loss: crossEntropy(logits, labels),
    logits,
    ...backwardPass(pass, crossEntropyGradient(logits, labels)),
  };
}

/**
 * Takes the gradient of a network's output back through its layers, to its numbers and its input.
 * @throws RangeError if the gradient has not the shape of the output
 */
export function backwardPass({ layers, output, isTraining }: ForwardPass, gradient: Tensor): BackwardPass {
  checkSameShape(gradient, output.shape, { caller: 'backwardPass', argument: 'gradient' });
  const found: LayerGradients[] = [];
  let arriving = gradient;
  for (const layer of layers.toReversed()) {
    const { input, ...learned } = backLayer(layer, arriving, isTraining);
    found.unshift(learned);
    arriving = input;
  }
  return { layers: found, input: arriving };
}

/** What one layer answers: the gradients of its input and of what it learns. */
export interface BackLayer extends LayerGradients {
  readonly input: Tensor;
}

/**
 * Takes the gradient of one layer's output back to its input and its numbers.
 * @throws RangeError if the gradient has not the shape of the output
 */
export function backLayer(passed: PassedLayer, gradient: Tensor, isTraining: boolean): BackLayer {
  const { row, input, statistics } = passed;
  const { layer } = row;
  const read = numbersFor(row, passed.numbers);
  switch (layer.kind) {
    case 'conv': {
      const weight = read('weight');
      return {
        input: conv2dInputGradient(gradient, input, weight, layer),
        weight: conv2dWeightGradient(gradient, input, weight, layer),
        ...(row.biasShape && { bias: conv2dBiasGradient(gradient) }),
      };
    }
    case 'dense': {
      const { bias, ...rest } = denseGradients(gradient, input, read('weight'));
      return { ...rest, ...(row.biasShape && { bias }) };
    }
    case 'batch-norm': {
      if (statistics === undefined)
        throw new Error('backwardPass: the pass must come from forwardPass, got no statistics');
      const { epsilon } = layer;
      return batchNormGradients(gradient, { input, weight: read('weight'), statistics, isTraining, epsilon });
    }
    case 'relu':
      return { input: reluGradient(gradient, input) };
    case 'max-pool':
      return { input: maxPool2dGradient(gradient, input, layer.kernel, layer) };
    case 'average-pool':
      return { input: avgPool2dGradient(gradient, input, layer.kernel, layer) };
    case 'global-average-pool': {
      const [, , height = 1, width = 1] = input.shape;
      return { input: avgPool2dGradient(gradient, input, [height, width]) };
    }
    case 'flatten':
      return { input: reshaped(gradient, input.shape) };
  }
}
