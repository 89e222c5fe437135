// What every layer of a network makes of images: the feature maps a reader looks at, all in one call.
import type { Operation } from './operation.ts';
import { passOn } from './network.ts';

/** Like the reference: one output for each layer, in their order; batch normalisation goes by its running averages. */
export const layerOutputs: Operation<'layerOutputs'> = async (machine, [model, images], signal) => {
  const layers = await passOn(model, images, { machine, isTraining: false, signal });
  return layers.map(({ output }) => output);
};
