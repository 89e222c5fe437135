// Networks to write and read again: those of the training fixtures, from their given numbers.
import { trainingCases } from '../../fixtures/training.ts';
import { seededRandom } from '@lib/array/random.ts';
import { sizeOf, tensor } from '@lib/array/tensor.ts';
import type { SavedNetwork } from '@lib/export/weights-file.ts';
import { convNet } from '@lib/nn/layers.ts';
import { initialParameters } from '@lib/nn/parameters.ts';
import { batchShape, sessionRun } from '@lib/nn/training-run.ts';

/** Each network of the fixtures once, by its name; the optimiser is cut off. */
export const savedNetworks: readonly (SavedNetwork & { readonly title: string })[] = [
  ...new Map(
    trainingCases.map(({ title, layers, parameters }) => [
      parameters,
      { title: title.replace(/, \w+ [\d.]+, batch.*/, ''), layers, parameters, step: 0 },
    ]),
  ).values(),
];

/** The session's network, some steps into the session's run. */
export const sessionNetwork: SavedNetwork = {
  layers: sessionRun.layers,
  parameters: initialParameters(convNet(), batchShape(1), seededRandom(1)),
  run: sessionRun,
  step: 193,
};

/** A small network with a batch normalisation, in which every number is another. */
export const smallNetwork: SavedNetwork = {
  layers: [
    { kind: 'conv', outChannels: 2, kernel: 2, stride: 3, padding: 1 },
    { kind: 'batch-norm' },
    { kind: 'relu' },
    { kind: 'global-average-pool' },
    { kind: 'flatten' },
    { kind: 'dense', outputs: 2, hasBias: false },
  ],
  parameters: [
    { weight: counted(1, [2, 1, 2, 2]), bias: counted(9, [2]) },
    {
      weight: counted(11, [2]),
      bias: counted(13, [2]),
      runningMean: counted(15, [2]),
      runningVariance: counted(17, [2]),
    },
    {},
    {},
    {},
    { weight: counted(19, [2, 2]) },
  ],
  step: 0,
};

function counted(first: number, shape: readonly number[]) {
  return tensor(
    shape,
    Float32Array.from({ length: sizeOf(shape) }, (_, at) => first + at),
  );
}
