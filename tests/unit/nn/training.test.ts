import { describe, expect, it } from 'vitest';
import { firstDigits, firstPictures } from '../../fixtures/first-digits.ts';
import { numberDistances } from '../../fixtures/networks.ts';
import { evaluatedTolerance, lossTolerance, trainingCases, type TrainingCase } from '../../fixtures/training.ts';
import { referenceTolerance } from '../../fixtures/cases.ts';
import { centralDifferences } from './central-differences.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { seededRandom } from '@lib/array/random.ts';
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { crossEntropy } from '@lib/nn/cross-entropy.ts';
import { forward } from '@lib/nn/forward.ts';
import { gradients } from '@lib/nn/gradients.ts';
import type { Layer } from '@lib/nn/layers.ts';
import { planVectors } from '@lib/nn/parameter-vector.ts';
import { initialParameters, type LayerParameters } from '@lib/nn/parameters.ts';
import { rateAt } from '@lib/nn/schedule.ts';
import {
  batchOf,
  gradientRow,
  startTraining,
  trainingSteps,
  trainStep,
  type Batch,
  type TrainedStep,
  type TrainingPictures,
} from '@lib/nn/training.ts';
import { batchShape, sessionRun, type TrainingRun } from '@lib/nn/training-run.ts';

const limitMs = 60_000;

const most = Math.max(...trainingCases.map(({ batch, losses }) => batch * losses.length));
const pictures: TrainingPictures = { ...firstPictures(most), fileCounts: [most] };

const batchAt = (step: number, batch: number): Batch =>
  batchOf(
    pictures,
    Uint32Array.from({ length: batch }, (_, at) => step * batch + at),
  );

function taken({ optimiser, rate, batch, ...model }: TrainingCase, steps: number): TrainedStep[] {
  let training = startTraining(model, optimiser);
  return Array.from({ length: steps }, (_, step) => {
    const one = trainStep(training, batchAt(step, batch), rate);
    training = one.training;
    return one;
  });
}

describe('training goes as in PyTorch', () => {
  // Each rule takes all 40 steps once, and some from another start; more would only be slow.
  const few = 8;
  const isShort = ({ title }: TrainingCase): boolean => /^the session's, (?:sgd|adam)/.test(title);

  it.each(trainingCases)('$title', { timeout: limitMs }, (run) => {
    const { losses, evaluated } = run;
    const steps = taken(run, isShort(run) ? few : losses.length);
    const apart = steps.map(({ loss }, step) => Math.abs(loss - (losses[step] ?? NaN)));
    expect(Math.max(...apart)).toBeLessThanOrEqual(lossTolerance);
    const last = steps[losses.length - 1]?.training;
    if (evaluated === undefined || last === undefined) return;
    const found = forward(last, batchAt(0, 10).images);
    expect(maxAbsDifference(found, evaluated).value).toBeLessThanOrEqual(evaluatedTolerance);
  });

  it('and 25 runs are compared, of which 2 are cut short', () => {
    expect(trainingCases).toHaveLength(25);
    expect(trainingCases.filter(isShort)).toHaveLength(2);
  });

  const starts = new Map(trainingCases.map((run) => [run.gradients, run]));

  it.each([...starts.values()])('and so do the first gradients of $title', (run) => {
    const { images, labels } = batchAt(0, run.batch);
    const found = gradients(run, images, labels);
    expect(Math.abs(found.loss - (run.losses[0] ?? NaN))).toBeLessThanOrEqual(lossTolerance);
    expect(Math.max(...numberDistances(found.layers, run.gradients))).toBeLessThanOrEqual(referenceTolerance);
  });
});

const smallNet: Layer[] = [
  { kind: 'conv', outChannels: 2, kernel: 3, stride: 3 },
  { kind: 'batch-norm' },
  { kind: 'relu' },
  { kind: 'max-pool', kernel: 3 },
  { kind: 'flatten' },
  { kind: 'dense', outputs: 2 },
];
const smallParameters = initialParameters(smallNet, batchShape(1), seededRandom(4));

describe('one step', () => {
  // Small enough that hardly a ReLU or a maximum changes sides on the way, large enough to stand out of float32 rounding.
  const smallStep = 2 ** -9;
  const differenceTolerance = 0.02;
  const batch = batchAt(0, 6);

  it('downhill moves each number by the slope that central differences find', () => {
    const lossWith = (parameters: readonly LayerParameters[]): number =>
      crossEntropy(forward({ layers: smallNet, parameters }, batch.images, { isTraining: true }), batch.labels);
    const { training } = trainStep(
      startTraining({ layers: smallNet, parameters: smallParameters }, 'sgd'),
      batch,
      smallStep,
    );
    const moved: LayerParameters[] = [];
    const slopes: LayerParameters[] = [];
    smallParameters.forEach((numbers, at) => {
      const both = (['weight', 'bias'] as const).map((name) => {
        const [before, after] = [numbers[name], training.parameters[at]?.[name]];
        if (before === undefined || after === undefined) return {};
        const slope = before.data.map((value, place) => (value - (after.data[place] ?? NaN)) / smallStep);
        return {
          moved: tensor(before.shape, slope),
          slope: centralDifferences(
            before,
            (other) => lossWith(smallParameters.with(at, { ...numbers, [name]: other })),
            smallStep,
          ),
        };
      });
      moved.push({ weight: both[0]?.moved, bias: both[1]?.moved });
      slopes.push({ weight: both[0]?.slope, bias: both[1]?.slope });
    });
    const apart = numberDistances(moved, slopes);
    expect(apart).toHaveLength(6);
    expect(Math.max(...apart)).toBeLessThan(differenceTolerance);
  });

  it.each(['sgd', 'momentum', 'adam'] as const)('by %s leaves what it started from as it was', (optimiser) => {
    const start = startTraining({ layers: smallNet, parameters: smallParameters }, optimiser);
    const once = trainStep(start, batch, 0.1);
    expect(once.training).not.toEqual(start);
    expect(trainStep(start, batch, 0.1)).toEqual(once);
    expect(once.training.step).toBe(1);
  });

  it('with rate 0 moves nothing but the averages of batch normalisation', () => {
    const { training } = trainStep(startTraining({ layers: smallNet, parameters: smallParameters }, 'sgd'), batch, 0);
    const learnedOf = (list: readonly LayerParameters[]) => list.map(({ weight, bias }) => ({ weight, bias }));
    expect(learnedOf(training.parameters)).toEqual(learnedOf(smallParameters));
    expect(training.parameters[1]?.runningMean).not.toEqual(smallParameters[1]?.runningMean);
  });

  it('refuses a label that is no class', () => {
    const start = startTraining({ layers: smallNet, parameters: smallParameters }, 'sgd');
    expect(() => trainStep(start, { ...batch, labels: [0, 1, 2, 0, 0, 0] }, 0.1)).toThrow(
      new RangeError('crossEntropy: labels[2] must be a class from 0 to 1, got 2'),
    );
  });
});

describe('gradientRow', () => {
  it('puts slopes where the numbers stand that they belong to', () => {
    const one = (first: number, shape: readonly number[]): Tensor =>
      tensor(
        shape,
        Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, at) => first + at),
      );
    const slopes = [
      { weight: one(0, [2, 1, 3, 3]), bias: one(18, [2]) },
      { weight: one(20, [2]), bias: one(22, [2]) },
    ];
    const dense = { weight: one(24, [2, 18]), bias: one(60, [2]) };
    const row = gradientRow(planVectors(smallNet, batchShape(1)), [...slopes, {}, {}, {}, dense]);
    expect([...row]).toEqual(Array.from({ length: 62 }, (_, at) => at));
  });
});

describe('batchOf', () => {
  it('gives the pictures at the places that were asked for, as ink from 0 to 1', () => {
    const { images, labels } = firstDigits(9);
    const found = batchOf(pictures, Uint32Array.of(8, 2));
    expect(found.images.shape).toEqual([2, 1, 28, 28]);
    expect([...found.images.data]).toEqual([
      ...images.data.slice(8 * 784, 9 * 784),
      ...images.data.slice(2 * 784, 3 * 784),
    ]);
    expect(found.labels).toEqual([labels[8], labels[2]]);
  });
});

describe('a whole run', () => {
  const run: TrainingRun = { ...sessionRun, layers: smallNet, batch: 12, steps: 9 };
  const few: TrainingPictures = { ...firstPictures(60), fileCounts: [40, 20] };
  const lossesOf = (other: Partial<TrainingRun>): number[] =>
    [...trainingSteps({ ...run, ...other }, few)].map(({ loss }) => loss);

  it('takes its pictures, rates and first numbers from the run', () => {
    const sequential = { ...run, orderSeed: 'sequential', initialSeed: 4 } as const;
    let training = startTraining({ layers: smallNet, parameters: smallParameters }, 'adam');
    const wanted = Array.from({ length: 9 }, (_, step) => {
      const places = Uint32Array.from({ length: 12 }, (__, at) => (step % 5) * 12 + at);
      const one = trainStep(training, batchOf(few, places), rateAt(run, step));
      training = one.training;
      return one;
    });
    expect([...trainingSteps(sequential, few)]).toEqual(wanted);
  });

  it('begins with given numbers instead of drawn ones', () => {
    const [first] = trainingSteps(run, few, smallParameters);
    const [drawn] = trainingSteps({ ...run, initialSeed: 4 }, few);
    expect(first).toEqual(drawn);
  });

  it('is the same whenever it is done again', () => {
    expect(lossesOf({})).toEqual(lossesOf({}));
  });

  it.each([
    { initialSeed: 2 },
    { orderSeed: 2 },
    { optimiser: 'sgd' },
    { schedule: 'fixed' },
    { rate: 0.02 },
    { batch: 10 },
  ] as const)('goes otherwise with %o', (other) => {
    expect(lossesOf(other)).not.toEqual(lossesOf({}));
  });

  it('keeps the pictures that are left over if it is told to', () => {
    const steps = (keepsLastBatch: boolean) => [...trainingSteps({ ...run, batch: 25, steps: 3, keepsLastBatch }, few)];
    expect(steps(true).map(({ logits }) => logits.shape[0])).toEqual([25, 25, 10]);
    expect(steps(false).map(({ logits }) => logits.shape[0])).toEqual([25, 25, 25]);
  });

  it('brings the loss down', () => {
    const losses = lossesOf({ steps: 60, rate: 0.03 });
    const mean = (some: number[]) => some.reduce((sum, loss) => sum + loss, 0) / some.length;
    expect(mean(losses.slice(-5))).toBeLessThan(mean(losses.slice(0, 5)) / 2);
  });

  it('is refused where it cannot be trained', () => {
    expect(() => [...trainingSteps({ ...run, steps: 0 }, few)]).toThrow(
      new RangeError('train: steps must be a whole number of at least 1, got 0'),
    );
    expect(() => [...trainingSteps({ ...run, batch: 61 }, few)]).toThrow(
      new RangeError('stepsPerEpoch: batch must be at most 60, the pictures there are, got 61'),
    );
  });
});
