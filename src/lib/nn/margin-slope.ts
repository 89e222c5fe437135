// How the lead of one class over another hangs on every pixel: its gradient with respect to the picture, by the chain rule from the two scores back
// through all layers. Where it is above 0, more ink helps the first class; how much is a first guess, good for small changes.
import { tensor } from '@lib/array/tensor.ts';
import { forwardPass } from './forward.ts';
import { backwardPass } from './gradients.ts';
import { picturesTensor } from './occlusion.ts';
import type { Model } from './parameters.ts';

/**
 * The slope of `score of wanted − score of against` at each pixel, `[784]`, for a change from paper to full ink.
 * @throws RangeError if the network does not fit the picture
 */
export function marginSlope(
  model: Model,
  pixels: Uint8Array,
  { wanted, against }: { readonly wanted: number; readonly against: number },
): Float32Array {
  const pass = forwardPass(model, picturesTensor([pixels]));
  const gradient = new Float32Array(pass.output.data.length);
  gradient[wanted] = 1;
  gradient[against] = -1;
  return Float32Array.from(backwardPass(pass, tensor(pass.output.shape, gradient)).input.data);
}

/** By how much the lead would change if a pixel became `ink`, were the slope the same all the way. */
export function guessedChange(slope: number, { from, to }: { readonly from: number; readonly to: number }): number {
  return (slope * (to - from)) / 255;
}
