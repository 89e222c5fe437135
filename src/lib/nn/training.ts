// Training as plainly as it can be said: look at a few pictures, ask every number which way it would have the loss fall, and move all of them a
// little that way; then do it again. The engines do the same many times faster. This is what they must agree with.
import { seededRandom } from '@lib/array/random.ts';
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { BatchOrder } from './batch-order.ts';
import { crossEntropy, crossEntropyGradient } from './cross-entropy.ts';
import { forwardPass, parametersAfter } from './forward.ts';
import { backwardPass, type LayerGradients } from './gradients.ts';
import { AdamCorrections, momentRows, stepInPlace } from './optimiser.ts';
import { fromVectors, planVectors, toVectors, type VectorPlan } from './parameter-vector.ts';
import { initialParameters, type LayerParameters, type Model } from './parameters.ts';
import { rateAt } from './schedule.ts';
import { batchShape, checkRun, pictureShape, type OptimiserName, type TrainingRun } from './training-run.ts';

/** A network in training; each step gives a new one and leaves the old as it was. */
export interface Training extends Model {
  readonly optimiser: OptimiserName;
  /** How many steps were taken. */
  readonly step: number;
  /** What the rule remembers of earlier gradients, laid out as by `planVectors`: none, or momentum, or Adam's two averages. */
  readonly moments: readonly Float32Array[];
}

/** Pictures `[batch, 1, 28, 28]` and a class for each, from 0. */
export interface Batch {
  readonly images: Tensor;
  readonly labels: ArrayLike<number>;
}

/** A step that was taken. */
export interface TrainedStep {
  /** After it. */
  readonly training: Training;
  /** Of its pictures, before it. */
  readonly loss: number;
  /** What the network said of them, before it; `[batch, classes]`. */
  readonly logits: Tensor;
}

/** A network from which nothing has been asked yet. */
export function startTraining({ layers, parameters }: Model, optimiser: OptimiserName): Training {
  const { learnedCount } = planVectors(layers, batchShape(1));
  const moments = Array.from({ length: momentRows[optimiser] }, () => new Float32Array(learnedCount));
  return { layers, parameters, optimiser, step: 0, moments };
}

/**
 * Takes one step with a learning rate.
 * @throws RangeError naming the layer that does not fit, or a label that does not
 */
export function trainStep(training: Training, { images, labels }: Batch, rate: number): TrainedStep {
  const { layers, optimiser, step } = training;

  // Look. Batch normalisation goes by this batch, and remembers it.
  const pass = forwardPass(training, images, { isTraining: true });
  const logits = pass.output;
  const loss = crossEntropy(logits, labels);

  // Ask, from the loss back to the first layer.
  const slopes = backwardPass(pass, crossEntropyGradient(logits, labels)).layers;

  // Move. All numbers stand in one row here, for the rule treats them alike.
  const plan = planVectors(layers, images.shape);
  const rows = toVectors({ layers, parameters: parametersAfter(pass) }, images.shape);
  const moments = training.moments.map((row) => row.slice());
  const vectors = { parameters: rows.learned, gradient: gradientRow(plan, slopes), moments };
  stepInPlace(optimiser, vectors, rate, new AdamCorrections(step).next(rate));

  const parameters = fromVectors(plan, rows, layers.length);
  return { training: { layers, parameters, optimiser, step: step + 1, moments }, loss, logits };
}

/** The gradients of all layers in one row, `[learnedCount]`. */
export function gradientRow(plan: VectorPlan, slopes: readonly LayerGradients[]): Float32Array {
  const row = new Float32Array(plan.learnedCount);
  for (const { layer, name, first } of plan.learned) {
    const slope = name === 'weight' || name === 'bias' ? slopes[layer]?.[name] : undefined;
    if (slope !== undefined) row.set(slope.data, first);
  }
  return row;
}

/** Pictures as bytes, `[count, 28, 28]`, and a class for each; they came in files of so many each. */
export interface TrainingPictures {
  readonly pixels: Uint8Array;
  readonly classes: Uint8Array;
  readonly fileCounts: readonly number[];
}

/** The pictures at some places of a set, as the network sees them: ink from 0 to 1. */
export function batchOf({ pixels, classes }: TrainingPictures, places: Uint32Array): Batch {
  const [channels, height, width] = pictureShape;
  const size = channels * height * width;
  const values = new Float32Array(places.length * size);
  places.forEach((place, at) => {
    for (let cell = 0; cell < size; cell++) values[at * size + cell] = (pixels[place * size + cell] ?? 0) / 255;
  });
  return {
    images: tensor(batchShape(places.length), values),
    labels: Array.from(places, (place) => classes[place] ?? NaN),
  };
}

/**
 * A whole run, step by step, from numbers that its seed draws or from given ones.
 * @throws RangeError if it cannot be trained
 */
export function* trainingSteps(
  run: TrainingRun,
  pictures: TrainingPictures,
  start?: readonly LayerParameters[],
): Generator<TrainedStep, void> {
  checkRun(run);
  const { layers, optimiser, initialSeed } = run;
  const order = new BatchOrder(run, pictures.fileCounts);
  const parameters = start ?? initialParameters(layers, batchShape(1), seededRandom(initialSeed));
  let training = startTraining({ layers, parameters }, optimiser);
  for (let step = 0; step < run.steps; step++) {
    const taken = trainStep(training, batchOf(pictures, order.at(step)), rateAt(run, step));
    yield taken;
    training = taken.training;
  }
}
