// The code of the feature maps, executed by PyTorch for networks before and after training: it has to print the cell and the scores shown.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstPictures } from '../../tests/fixtures/first-digits.ts';
import { seededRandom } from '@lib/array/random.ts';
import { featureMapsCode } from '@lib/export/feature-maps-code.ts';
import { toSafetensors } from '@lib/export/weights-file.ts';
import { featureStages, gridsAfter } from '@lib/nn/feature-stages.ts';
import { forwardPass } from '@lib/nn/forward.ts';
import { convNet, type Layer } from '@lib/nn/layers.ts';
import { covered, picturesTensor } from '@lib/nn/occlusion.ts';
import { initialParameters } from '@lib/nn/parameters.ts';
import { batchOf, startTraining, trainStep } from '@lib/nn/training.ts';
import { batchShape, sessionRun } from '@lib/nn/training-run.ts';
import type { TorchCheck } from './check.ts';
import { compareAll } from './exported.ts';

const tolerance = 2e-6;

const ten = { ...firstPictures(10), fileCounts: [10] };
const batch = batchOf(
  ten,
  Uint32Array.from({ length: 10 }, (_, place) => place),
);
const digit = (at: number): Uint8Array => ten.pixels.slice(784 * at, 784 * (at + 1));

interface MapState {
  readonly name: string;
  readonly layers: readonly Layer[];
  readonly pixels: Uint8Array;
  /** Stage, channel, row and column, all from 0. */
  readonly at: readonly [stage: number, channel: number, row: number, col: number];
  readonly isBeforeRelu?: boolean;
  /** Steps of training; none if left out. */
  readonly steps?: number;
}

const conv = (outChannels: number): Layer => ({ kind: 'conv', outChannels, kernel: 3, stride: 2, padding: 1 });
const relu: Layer = { kind: 'relu' };
const flatten: Layer = { kind: 'flatten' };
const session = sessionRun.layers;
const patch = { row: 8, col: 10, size: 7, ink: 33 };

const states: readonly MapState[] = [
  { name: 'the start, first layer', layers: session, pixels: digit(0), at: [0, 0, 3, 7] },
  { name: 'the start, before ReLU', layers: session, pixels: digit(1), at: [1, 5, 6, 0], isBeforeRelu: true },
  { name: 'the start, a score', layers: session, pixels: digit(2), at: [4, 1, 0, 0] },
  { name: 'bare paper', layers: session, pixels: new Uint8Array(784), at: [2, 15, 3, 3] },
  { name: 'trained, first layer', layers: session, pixels: digit(3), at: [0, 3, 13, 13], steps: 3, isBeforeRelu: true },
  {
    name: 'trained, a patch on the digit',
    layers: session,
    pixels: covered(digit(4), patch),
    at: [3, 31, 1, 0],
    steps: 3,
  },
  {
    name: 'trained, normalised and pooled',
    layers: [
      conv(4),
      { kind: 'batch-norm' },
      relu,
      { kind: 'max-pool', kernel: 2 },
      conv(2),
      { kind: 'global-average-pool' },
      flatten,
    ],
    pixels: digit(5),
    at: [1, 2, 6, 5],
    steps: 3,
  },
  {
    name: 'trained, dense',
    layers: [flatten, { kind: 'dense', outputs: 12 }, relu, { kind: 'dense', outputs: 2 }],
    pixels: digit(6),
    at: [0, 11, 0, 0],
    steps: 3,
  },
  { name: 'the start, ten classes', layers: convNet([1, 4, 8, 8, 8, 10]), pixels: digit(7), at: [1, 7, 2, 4] },
];

/** Every number that a script prints behind a colon, and every share. */
const numbersIn = (output: string): number[] =>
  [...output.matchAll(/(?:: |share )(-?[\d.]+)/g)].map(([, number]) => Number(number));

/** What the figure shows, and the code that has to print it. */
function shown({ layers, pixels, at, isBeforeRelu = false, steps = 0 }: MapState, file: string) {
  const parameters = initialParameters(layers, batchShape(1), seededRandom(sessionRun.initialSeed));
  let training = startTraining({ layers, parameters }, 'momentum');
  for (let step = 0; step < steps; step++) ({ training } = trainStep(training, batch, 0.1));
  if (steps > 0) writeFileSync(file, toSafetensors({ ...training, step: 0 }));
  const [stageAt, channel, row, col] = at;
  const stage = featureStages(layers)[stageAt];
  if (stage === undefined) throw new Error(`there is no stage ${stageAt}`);
  const image = picturesTensor([pixels]);
  const outputs = forwardPass(training, image).layers.map(({ output }) => output);
  const [, , rows, cols] = stage.shape;
  const maps = gridsAfter({ image, outputs }, isBeforeRelu ? stage.before : stage.after).data;
  const scores = Array.from(outputs.at(-1)?.data ?? []);
  const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
  return {
    code: featureMapsCode({
      ...{ layers, pixels, stage, isBeforeRelu, number: stageAt + 1, cell: { channel, row, col } },
      digits: scores.map((_, digitAt) => digitAt),
      numbers: steps > 0 ? { file: 'weights.safetensors' } : { seed: sessionRun.initialSeed },
    }),
    argv: steps > 0 ? [file] : [],
    numbers: [
      maps[(channel * rows + row) * cols + col] ?? NaN,
      ...scores.flatMap((score) => [score, Math.exp(score) / total]),
    ],
  };
}

/** Cells, scores and shares. */
export const featureMapsNumbers: TorchCheck = {
  title: 'the code of the feature maps prints the cell, the scores and the shares of the figure',
  async run(tools) {
    const cases = states.map((state, at) => ({
      name: state.name,
      ...shown(state, join(tools.folder, `weights-${at}.safetensors`)),
    }));
    return compareAll(tools, cases, { read: numbersIn, tolerance });
  },
};
