// One step of training up to the point where something would be learned: loss, scores and the gradient of every number.
import type { Tensor } from '@lib/array/tensor.ts';
import { checkLabels, crossEntropy, crossEntropyGradient } from '@lib/nn/cross-entropy.ts';
import type { LayerGradients } from '@lib/nn/gradients.ts';
import type { Model } from '@lib/nn/parameters.ts';
import { backOne, passOn, planNetwork } from './network.ts';
import type { Operation } from './operation.ts';

/**
 * Checks a network, images and one label for each; gives the shape of what comes out.
 * @throws RangeError naming the layer that does not fit, or a label that does not
 */
export function planGradients(model: Model, images: Tensor, labels: readonly number[]): readonly number[] {
  const shape = planNetwork(model, images);
  checkLabels('gradients', { shape }, labels);
  return shape;
}

/** Like the reference, as in training. */
export const gradients: Operation<'gradients'> = async (machine, [model, images, labels], signal) => {
  const settings = { machine, isTraining: true, signal };
  const passed = await passOn(model, images, settings);
  const logits = passed.at(-1)?.output ?? images;
  const layers: LayerGradients[] = [];
  let arriving = crossEntropyGradient(logits, labels);
  for (const layer of passed.toReversed()) {
    const { input, ...learned } = await backOne(layer, arriving, settings);
    layers.unshift(learned);
    arriving = input;
  }
  return { loss: crossEntropy(logits, labels), logits, layers, input: arriving };
};
