// The request for the gradients of the session's network on its first batch: the threes and sevens of MNIST's training set in file order,
// pixels / 255, label 1 for a seven.
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { openDigits } from '@lib/data/digits.ts';
import type { NetworkGradients } from '@lib/nn/gradients.ts';
import { convNet } from '@lib/nn/layers.ts';
import { besideLayers, hasParameters, type Model } from '@lib/nn/parameters.ts';
import { tensorIfAny, tensorIn } from './cases.ts';
import { isNumbers, listOf, RequestError, type Fields } from './request.ts';

const side = 28;

/** A network, images and their labels. */
export type Batch = readonly [model: Model, images: Tensor, labels: readonly number[]];

/**
 * Reads the network and the batch of a request.
 * @throws RequestError for another order than the one there is, or fields that do not fit
 */
export async function batchOf(request: Fields, fetchFn?: typeof fetch): Promise<Batch> {
  const { channels, order = 'sequential', batch } = request;
  if (order !== 'sequential') throw new RequestError(`"order" must be "sequential", got ${JSON.stringify(order)}`);
  if (!isNumbers(channels)) throw new RequestError('"channels" must be a list of numbers');
  if (typeof batch !== 'number' || !(Number.isInteger(batch) && batch > 0)) {
    throw new RequestError(`"batch" must be a whole number of at least 1, got ${JSON.stringify(batch)}`);
  }
  try {
    const layers = convNet(channels);
    const init = listOf(request, 'init').map((fields) => ({
      weight: tensorIn(fields, 'weight'),
      bias: tensorIfAny(fields, 'bias'),
    }));
    return [{ layers, parameters: besideLayers(layers, init) }, ...(await firstDigits(batch, fetchFn))];
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) throw new RequestError(error.message);
    throw error;
  }
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
    throw new RangeError(`"batch" must be at most ${labels.length}, the size of the training set, got ${count}`);
  }
  return [tensor([count, 1, side, side], pixels), labels];
}

/** The answer in JSON: gradients of the layers that learn, without gaps. */
export function written({ loss, logits, layers }: NetworkGradients, { layers: kinds }: Model): object {
  const plain = ({ shape, data }: Tensor): object => ({ shape, data: [...data] });
  const gradients = layers
    .filter((_, at) => kinds.slice(at, at + 1).some(hasParameters))
    .map((layer) => Object.fromEntries(Object.entries(layer).map(([name, values]) => [name, plain(values)])));
  return { loss, logits: plain(logits), gradients };
}
