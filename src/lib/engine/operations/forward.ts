// What a trained network says about images: batch normalisation goes by its running averages.
import type { Operation } from './operation.ts';
import { passOn } from './network.ts';

/** Like the reference: `[batch, channels, height, width]` gives what comes out, mostly logits `[batch, classes]`. */
export const forward: Operation<'forward'> = async (machine, [model, images], signal) => {
  const layers = await passOn(model, images, { machine, isTraining: false, signal });
  return layers.at(-1)?.output ?? images;
};
