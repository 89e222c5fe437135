// Batch normalisation on tfjs: all places of all pictures of a channel are one column, and columns are summed by tfjs.
import { scalar, type Tensor, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import { run, shaped, type Arithmetic, type Passed } from './tfjs-arithmetic.ts';
import type { NormStage } from './stages.ts';

/** A normalisation's numbers, `[channels]` each. */
export interface NormNumbers {
  readonly weight: Tensor1D;
  readonly bias: Tensor1D;
}

/** What a channel was normalised by, `[channels]` each: the mean, and 1 / √(variance + ε). */
export interface NormScale {
  readonly mean: Tensor;
  readonly scale: Tensor;
}

/** The running averages, `[channels]` each. */
export interface Averages {
  readonly mean: Tensor1D;
  readonly variance: Tensor1D;
}

const plus = (a: Tensor, b: Tensor): Tensor => run('Add', { a, b });
const minus = (a: Tensor, b: Tensor): Tensor => run('Sub', { a, b });
const times = (a: Tensor, b: Tensor): Tensor => run('Multiply', { a, b });

const columnLength = ([batch, height, width]: readonly number[]): number => (batch ?? 1) * (height ?? 1) * (width ?? 1);

const scaleOf = (variance: Tensor, epsilon: number): Tensor => run('Rsqrt', { x: plus(variance, scalar(epsilon)) });

/** What the running averages make of the stage. */
export function scaleOfAverages({ mean, variance }: Averages, { epsilon }: NormStage): NormScale {
  return { mean, scale: scaleOf(variance, epsilon) };
}

/** What the batch makes of the stage, and the averages after it. */
export function scaleOfBatch(
  input: Tensor4D,
  averages: Averages,
  { stage: { epsilon, momentum }, columnSums }: { readonly stage: NormStage } & Pick<Arithmetic, 'columnSums'>,
): { readonly scale: NormScale; readonly averages: Averages } {
  const count = columnLength(input.shape);
  const mean = times(columnSums(input), scalar(1 / count));
  const apart = run<Tensor4D>('Square', { x: minus(input, mean) });
  const spread = columnSums(apart);
  const towards = (old: Tensor, fresh: Tensor, share: number): Tensor1D =>
    shaped(plus(times(old, scalar(1 - momentum)), times(fresh, scalar(share))), old.shape);
  return {
    scale: { mean, scale: scaleOf(times(spread, scalar(1 / count)), epsilon) },
    averages: {
      mean: towards(averages.mean, mean, momentum),
      variance: towards(averages.variance, spread, momentum / (count - 1)), // the estimate that divides by one less
    },
  };
}

/** Normalises, scales and shifts each channel. */
export function normalise(input: Tensor4D, { weight, bias }: NormNumbers, by: NormScale, hasRelu: boolean): Tensor4D {
  const answer = plus(times(minus(input, by.mean), times(by.scale, weight)), bias);
  return shaped(hasRelu ? run('Relu', { x: answer }) : answer, input.shape);
}

/** The gradients of a normalisation by the batch. */
export function normGradients(
  { input, arriving }: Passed,
  weight: Tensor1D,
  { scale: { mean, scale }, columnSums }: { readonly scale: NormScale } & Pick<Arithmetic, 'columnSums'>,
): { readonly weight: Tensor; readonly bias: Tensor; readonly input: () => Tensor4D } {
  const normal = times(minus(input, mean), scale);
  const forWeight = columnSums(shaped(times(arriving, normal), input.shape));
  const forBias = columnSums(arriving);
  // The batch's mean and variance push back: no input can move all outputs, or spread them, by moving with the others.
  const towardsInput = (): Tensor4D => {
    const held = times(plus(times(normal, forWeight), forBias), scalar(1 / columnLength(input.shape)));
    return shaped(times(minus(arriving, held), times(scale, weight)), input.shape);
  };
  return { weight: forWeight, bias: forBias, input: towardsInput };
}
