// The request for the gradients of the session's network on its first batch: the threes and sevens of MNIST's training set in file order,
// pixels / 255, label 1 for a seven.
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { openDigits } from '@lib/data/digits.ts';
import type { NetworkGradients } from '@lib/nn/gradients.ts';
import type { Model } from '@lib/nn/parameters.ts';
import { RequestError, type Fields } from './request.ts';
import { listed, networkOf, plain, wholeIn } from './session-network.ts';

const side = 28;

/** A network, images and their labels. */
export type Batch = readonly [model: Model, images: Tensor, labels: readonly number[]];

/**
 * Reads the network and the batch of a request.
 * @throws RequestError for another order than the one there is, or fields that do not fit
 */
export async function batchOf(request: Fields, fetchFn?: typeof fetch): Promise<Batch> {
  const network = networkOf(request);
  return [network, ...(await firstDigits(wholeIn(request, 'batch'), fetchFn))];
}

async function firstDigits(count: number, fetchFn?: typeof fetch): Promise<readonly [Tensor, number[]]> {
  const digits = await openDigits('/data/threes-sevens', fetchFn);
  const pixels: number[] = [];
  const labels: number[] = [];
  for (let n = 0; n < digits.manifest.sets.train.chunks.length && labels.length < count; n++) {
    const chunk = await digits.chunk('train', n);
    const taken = Math.min(chunk.count, count - labels.length);
    for (const pixel of chunk.pixels.subarray(0, taken * side * side)) pixels.push(pixel / 255);
    for (const label of chunk.labels.slice(0, taken)) labels.push(label === 7 ? 1 : 0);
  }
  if (labels.length < count) {
    throw new RequestError(`"batch" must be at most ${labels.length}, the size of the training set, got ${count}`);
  }
  return [tensor([count, 1, side, side], pixels), labels];
}

/** The answer in JSON: gradients of the layers that learn, without gaps. */
export function written({ loss, logits, layers }: NetworkGradients, { layers: kinds }: Model): object {
  return { loss, logits: plain(logits), gradients: listed(layers, kinds) };
}
