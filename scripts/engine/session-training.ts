// The request to train the session's network: on the threes and sevens of MNIST's training set in file order, batch after batch, label 1 for a
// seven. Reading it and writing the answer are here; who trains is for the reference and the page to say.
import { openDigits } from '@lib/data/digits.ts';
import { toVectors } from '@lib/nn/parameter-vector.ts';
import type { LayerParameters } from '@lib/nn/parameters.ts';
import type { TrainingPictures } from '@lib/nn/training.ts';
import { batchShape, checkRun, optimiserNames, type TrainingRun } from '@lib/nn/training-run.ts';
import { RequestError, type Fields } from './request.ts';
import { asRequestError, listed, networkOf, wholeIn } from './session-network.ts';

/** A run in file order with a fixed rate, and the numbers it begins with, one entry for each layer. */
export interface TrainingAsked extends TrainingRun {
  readonly parameters: readonly LayerParameters[];
}

/** What came of it. */
export interface TrainingAnswer {
  /** The mean loss of each step's pictures before it moved. */
  readonly losses: ArrayLike<number>;
  /** After the last step, one entry for each layer. */
  readonly parameters: readonly LayerParameters[];
}

/**
 * Reads a run.
 * @throws RequestError for fields that do not fit, or a network that cannot be trained
 */
export function trainingOf(request: Fields): TrainingAsked {
  const { lr: rate } = request;
  const network = networkOf(request);
  const optimiser = optimiserNames.find((known) => known === request.optimiser);
  if (optimiser === undefined) {
    throw new RequestError(
      `"optimiser" must be one of ${optimiserNames.join(', ')}, got ${JSON.stringify(request.optimiser) ?? 'nothing'}`,
    );
  }
  if (typeof rate !== 'number' || !(rate > 0)) {
    throw new RequestError(`"lr" must be a number above 0, got ${JSON.stringify(rate) ?? 'nothing'}`);
  }
  const asked: TrainingAsked = {
    ...network,
    digits: [3, 7],
    tampering: 'none',
    initialSeed: 0,
    orderSeed: 'sequential',
    optimiser,
    schedule: 'fixed',
    rate,
    batch: wholeIn(request, 'batch'),
    keepsLastBatch: false,
    steps: wholeIn(request, 'steps'),
  };
  return asRequestError(() => {
    checkRun(asked);
    toVectors(network, batchShape(1)); // checks the shapes of all numbers
    return asked;
  });
}

/** All threes and sevens of the training set in file order, class 1 for a seven; in Node with a `fetch` of one's own. */
export async function sessionPictures(fetchFn?: typeof fetch): Promise<TrainingPictures> {
  const digits = await openDigits('/data/threes-sevens', fetchFn);
  const { count, chunks } = digits.manifest.sets.train;
  const pixels = new Uint8Array(count * 28 * 28);
  const classes = new Uint8Array(count);
  let first = 0;
  for (const n of chunks.keys()) {
    const chunk = await digits.chunk('train', n);
    pixels.set(chunk.pixels, first * 28 * 28);
    chunk.labels.forEach((label, at) => (classes[first + at] = label === 7 ? 1 : 0));
    first += chunk.count;
  }
  return { pixels, classes, fileCounts: chunks.map((chunk) => chunk.count) };
}

/** The answer in JSON: losses, and the numbers of the layers that learn, without gaps. */
export function writtenTraining({ losses, parameters }: TrainingAnswer, { layers }: TrainingAsked): object {
  return { losses: Array.from(losses), final: listed(parameters, layers) };
}
