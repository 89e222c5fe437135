// The network of a request about the session's net, whether for gradients or for training: its channels, and the numbers it begins with.
import type { Tensor } from '@lib/array/tensor.ts';
import { convNet, type Layer } from '@lib/nn/layers.ts';
import { besideLayers, hasParameters, type LayerParameters, type Model } from '@lib/nn/parameters.ts';
import { tensorIfAny, tensorIn } from './cases.ts';
import { isNumbers, listOf, RequestError, type Fields, type JsonTensor } from './request.ts';

/**
 * Reads the network of a request, on pictures in the order of the file.
 * @throws RequestError for another order, or fields that do not fit
 */
export function networkOf(request: Fields): Model {
  const { channels, order = 'sequential' } = request;
  if (order !== 'sequential') throw new RequestError(`"order" must be "sequential", got ${JSON.stringify(order)}`);
  if (!isNumbers(channels)) throw new RequestError('"channels" must be a list of numbers');
  return asRequestError(() => {
    const layers = convNet(channels);
    const init = listOf(request, 'init').map((fields) => ({
      weight: tensorIn(fields, 'weight'),
      bias: tensorIfAny(fields, 'bias'),
    }));
    return { layers, parameters: besideLayers(layers, init) };
  });
}

/**
 * Reads a whole number of at least 1.
 * @throws RequestError if it is something else
 */
export function wholeIn(request: Fields, name: string): number {
  const value = request[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw new RequestError(`"${name}" must be a whole number of at least 1, got ${JSON.stringify(value) ?? 'nothing'}`);
}

/** Does something, and turns the words of a RangeError or TypeError into those of a RequestError. */
export function asRequestError<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) throw new RequestError(error.message);
    throw error;
  }
}

/** A tensor in JSON. */
export const plain = ({ shape, data }: Tensor): JsonTensor => ({ shape, data: [...data] });

/** Numbers or gradients in JSON: those of the layers that learn, without gaps. */
export function listed(numbers: readonly LayerParameters[], layers: readonly Layer[]): object[] {
  return numbers
    .filter((_, at) => layers.slice(at, at + 1).some(hasParameters))
    .map((layer) =>
      Object.fromEntries(
        Object.entries(layer).flatMap(([name, values]) => (values === undefined ? [] : [[name, plain(values)]])),
      ),
    );
}
