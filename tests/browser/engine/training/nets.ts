// Small networks, among them every kind of layer and every class of geometry that the trainer takes; and what the plain reference says of
// them.
import { seededRandom } from '@lib/array/random.ts';
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import type { Answers, LearnerPlan, LearnerState, Pictures } from '@lib/engine/training/learner.ts';
import { crossEntropy } from '@lib/nn/cross-entropy.ts';
import { forward, forwardPass, parametersAfter } from '@lib/nn/forward.ts';
import { gradients } from '@lib/nn/gradients.ts';
import type { Layer } from '@lib/nn/layers.ts';
import { rowsOf } from '@lib/nn/network-table.ts';
import { AdamCorrections, momentRows, stepInPlace } from '@lib/nn/optimiser.ts';
import { planVectors, toVectors, fromVectors } from '@lib/nn/parameter-vector.ts';
import { initialParameters, type LayerParameters, type Model } from '@lib/nn/parameters.ts';
import { batchShape, type OptimiserName } from '@lib/nn/training-run.ts';

/** A network with a title. */
export interface Net {
  readonly title: string;
  readonly layers: readonly Layer[];
}

const relu: Layer = { kind: 'relu' };
const flatten: Layer = { kind: 'flatten' };
const dense = (outputs: number): Layer => ({ kind: 'dense', outputs });
const conv = (outChannels: number, settings: Partial<Extract<Layer, { kind: 'conv' }>>): Layer => ({
  kind: 'conv',
  outChannels,
  kernel: 3,
  ...settings,
});
/** From the picture to 10 × 10 in 3 channels. */
const shrink = conv(3, { kernel: 1, stride: 3 });
const end: readonly Layer[] = [{ kind: 'global-average-pool' }, flatten, dense(3)];

/** Each of them ends in three scores, except where the title says so. */
export const nets: readonly Net[] = [
  {
    title: 'k=3 s=2 p=1',
    layers: [conv(5, { stride: 2, padding: 1 }), relu, conv(6, { stride: 2, padding: 1 }), ...end],
  },
  { title: 'k=3 s=1 p=1', layers: [shrink, relu, conv(4, { padding: 1 }), relu, conv(8, { padding: 1 }), ...end] },
  {
    title: 'k=7 s=3 p=3',
    layers: [
      conv(4, { kernel: 7, stride: 3, padding: 3 }),
      relu,
      conv(9, { kernel: 7, stride: 3, padding: 3 }),
      ...end,
    ],
  },
  {
    title: 'k=5 s=3 p=0, rows left over',
    layers: [conv(4, { kernel: 2, stride: 2 }), relu, conv(5, { kernel: 5, stride: 3 }), ...end],
  },
  { title: 'k=1 s=2 p=1', layers: [shrink, relu, conv(5, { kernel: 1, stride: 2, padding: 1 }), ...end] },
  {
    title: 'k=3x5 s=2x1 p=0x2',
    layers: [shrink, conv(5, { kernel: [3, 5], stride: [2, 1], padding: [0, 2] }), relu, ...end],
  },
  {
    title: 'k=4x1 s=1x3 p=2x0',
    layers: [shrink, conv(5, { kernel: [4, 1], stride: [1, 3], padding: [2, 0] }), relu, ...end],
  },
  { title: '17 to 13 channels', layers: [conv(17, { stride: 3 }), relu, conv(13, { stride: 2 }), relu, ...end] },
  {
    title: 'no bias',
    layers: [
      shrink,
      conv(5, { hasBias: false, stride: 2 }),
      relu,
      { kind: 'global-average-pool' },
      flatten,
      { kind: 'dense', outputs: 3, hasBias: false },
    ],
  },
  {
    title: 'batch-norm on maps',
    layers: [
      shrink,
      { kind: 'batch-norm' },
      relu,
      conv(4, { hasBias: false }),
      { kind: 'batch-norm', epsilon: 0.01, momentum: 0.3 },
      ...end,
    ],
  },
  { title: 'batch-norm on the picture', layers: [{ kind: 'batch-norm' }, conv(4, { stride: 3 }), ...end] },
  {
    title: 'batch-norm on features',
    layers: [
      shrink,
      conv(4, { stride: 3 }),
      flatten,
      { kind: 'batch-norm' },
      relu,
      dense(6),
      { kind: 'batch-norm' },
      relu,
      dense(3),
    ],
  },
  { title: 'max-pool k=2, ReLU after it', layers: [shrink, { kind: 'max-pool', kernel: 2 }, relu, ...end] },
  {
    title: 'max-pool k=3 s=2 p=1, many equals',
    layers: [shrink, relu, { kind: 'max-pool', kernel: 3, stride: 2, padding: 1 }, conv(4, {}), ...end],
  },
  {
    title: 'max-pool k=3x2 s=1x2 p=1x0',
    layers: [shrink, { kind: 'max-pool', kernel: [3, 2], stride: [1, 2], padding: [1, 0] }, ...end],
  },
  { title: 'max-pool k=1 s=2', layers: [shrink, { kind: 'max-pool', kernel: 1, stride: 2 }, ...end] },
  {
    title: 'average-pool k=3 s=2 p=1',
    layers: [shrink, { kind: 'average-pool', kernel: 3, stride: 2, padding: 1 }, relu, conv(4, {}), ...end],
  },
  {
    title: 'average-pool k=2x3 s=1x2',
    layers: [shrink, { kind: 'average-pool', kernel: [2, 3], stride: [1, 2] }, ...end],
  },
  {
    title: 'pooled at first',
    layers: [
      { kind: 'average-pool', kernel: 3, stride: 2, padding: 1 },
      { kind: 'max-pool', kernel: 2 },
      conv(4, { stride: 2 }),
      ...end,
    ],
  },
  { title: 'dense on the picture', layers: [flatten, dense(7), relu, dense(3)] },
  {
    title: 'dense on 5x5 places, ReLU before',
    layers: [shrink, conv(4, { stride: 2, padding: 1 }), flatten, relu, dense(5), relu, dense(3)],
  },
  {
    title: 'scores that are 2 channels of 1x2 places',
    layers: [shrink, conv(2, { kernel: [7, 5], stride: [4, 3] }), flatten],
  },
  {
    title: 'more features than groups fit in a row',
    layers: [conv(64, { kernel: 1, padding: 3 }), relu, flatten, dense(3)],
  },
  { title: 'ReLU at both ends', layers: [relu, shrink, ...end, relu] },
];

/** How far a gradient may be off besides, per number: some are 0 but for rounding, as that of a bias before a batch normalisation. */
export const leastGradient = 1e-5;

/** Pictures of noise, and classes at random. */
export function noise(count: number, classes: number, seed = 1): Pictures {
  const rng = seededRandom(seed);
  return {
    pixels: Uint8Array.from({ length: count * 784 }, () => Math.floor(rng() * 256)),
    classes: Uint8Array.from({ length: count }, () => Math.floor(rng() * classes)),
  };
}

/** A network at its start: its plan for a learner, its numbers as a model and as a state. */
export function begin(
  layers: readonly Layer[],
  optimiser: OptimiserName,
  {
    batch = 64,
    seed = 1,
    parameters,
  }: {
    readonly batch?: number;
    readonly seed?: number;
    readonly parameters?: readonly LayerParameters[];
  } = {},
): { readonly plan: LearnerPlan; readonly model: Model; readonly state: LearnerState; readonly classes: number } {
  const shape = batchShape(1);
  const rows = rowsOf(layers, shape, 'begin');
  const model = { layers, parameters: parameters ?? initialParameters(layers, shape, seededRandom(seed)) };
  const vectors = planVectors(layers, shape);
  const state = { ...toVectors(model, shape), step: 0, moments: noMoments(optimiser, vectors.learnedCount) };
  return { plan: { rows, vectors, optimiser, batch }, model, state, classes: rows.at(-1)?.outputShape[1] ?? 0 };
}

const noMoments = (optimiser: OptimiserName, count: number): Float32Array[] =>
  Array.from({ length: momentRows[optimiser] }, () => new Float32Array(count));

/** Some of the pictures as the reference takes them. */
function batchOf({ pixels, classes }: Pictures, places: Uint32Array): { images: Tensor; labels: number[] } {
  const images = new Float32Array(places.length * 784);
  places.forEach((place, at) => {
    images.set(
      Float32Array.from(pixels.subarray(place * 784, (place + 1) * 784), (ink) => ink / 255),
      at * 784,
    );
  });
  return {
    images: tensor([places.length, 1, 28, 28], images),
    labels: Array.from(places, (place) => classes[place] ?? NaN),
  };
}

/** The gradient that the reference finds, in one row. */
export function referenceGradient(model: Model, pictures: Pictures, places: Uint32Array) {
  const { images, labels } = batchOf(pictures, places);
  const { loss, logits, layers } = gradients(model, images, labels);
  const whole = layers.map((found, at) => ({ ...model.parameters[at], ...found }));
  const { learned } = toVectors({ layers: model.layers, parameters: whole }, batchShape(1));
  return { loss, logits, learned };
}

/** What the reference answers outside training. */
export function referenceAnswers(model: Model, pictures: Pictures, places: Uint32Array): Answers {
  const { images, labels } = batchOf(pictures, places);
  const logits = forward(model, images);
  const classes = logits.shape[1] ?? 1;
  const losses = labels.map((label, at) => {
    return crossEntropy(tensor([1, classes], logits.data.slice(at * classes, (at + 1) * classes)), [label]);
  });
  return { logits: logits.data, losses: Float32Array.from(losses) };
}

/** The reference's training: the state after some steps, and their losses. */
export function referenceTraining(
  { plan, model, state }: ReturnType<typeof begin>,
  pictures: Pictures,
  steps: readonly { readonly places: Uint32Array; readonly rate: number }[],
): { readonly state: LearnerState; readonly losses: readonly number[] } {
  const { optimiser, vectors } = plan;
  const learned = state.learned.slice();
  let remembered = state.remembered;
  const moments = noMoments(optimiser, learned.length);
  const corrections = new AdamCorrections();
  const losses = steps.map(({ places, rate }) => {
    const now = { ...model, parameters: fromVectors(vectors, { learned, remembered }, model.layers.length) };
    const { loss, learned: gradient } = referenceGradient(now, pictures, places);
    const after = parametersAfter(forwardPass(now, batchOf(pictures, places).images, { isTraining: true }));
    remembered = toVectors({ ...model, parameters: after }, batchShape(1)).remembered;
    stepInPlace(optimiser, { parameters: learned, gradient, moments }, rate, corrections.next(rate));
    return loss;
  });
  return { state: { step: steps.length, learned, remembered, moments }, losses };
}
