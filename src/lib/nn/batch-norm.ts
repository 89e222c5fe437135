// Batch normalisation (Ioffe and Szegedy, 2015): each channel gets mean 0 and variance 1 over the batch and its places, then a learned scale
// and shift. In training the statistics are those of the batch, so every image has a say in every other's answer, and in its gradient;
// afterwards they are averages kept from the batches seen.
import { checkSameShape, tensor, type Tensor } from '@lib/array/tensor.ts';
import type { WeightedGradients } from './dense.ts';

/** The mean and the variance of each channel, and over how many numbers they were taken. */
export interface ChannelStatistics {
  readonly mean: Float64Array;
  /** The mean of the squared distances, not the estimate that divides by one less. */
  readonly variance: Float64Array;
  readonly count: number;
}

/** A channel is scaled by `weight` and shifted by `bias`, both `[channels]`. */
export interface BatchNormNumbers {
  readonly weight: Tensor;
  readonly bias: Tensor;
}

/** What keeps the root from being 0, unless a layer says otherwise. */
const usualEpsilon = 1e-5;

/** The share of a new batch in the running averages, unless a layer says otherwise. */
const usualMomentum = 0.1;

/**
 * Mean and variance of each channel of `[batch, channels, …]`.
 * @throws RangeError if a channel has a single number, which has no spread
 */
export function channelStatistics(input: Tensor): ChannelStatistics {
  const { channels, channelAt, count } = channelsOf(input, 'channelStatistics');
  if (count < 2) {
    throw new RangeError(`channelStatistics: input must have at least 2 numbers per channel, got ${count}`);
  }
  const mean = new Float64Array(channels);
  input.data.forEach((value, at) => (mean[channelAt(at)] = (mean[channelAt(at)] ?? 0) + value / count));
  const variance = new Float64Array(channels);
  input.data.forEach((value, at) => {
    const channel = channelAt(at);
    variance[channel] = (variance[channel] ?? 0) + (value - (mean[channel] ?? 0)) ** 2 / count;
  });
  return { mean, variance, count };
}

/**
 * Normalises `[batch, channels, …]` by statistics, then scales and shifts each channel; the shape stays.
 * @throws RangeError if weight or bias are not `[channels]`, or if epsilon is not above 0
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm2d.html
 */
export function batchNorm(
  input: Tensor,
  { weight, bias }: BatchNormNumbers,
  { mean, variance }: Pick<ChannelStatistics, 'mean' | 'variance'>,
  epsilon: number = usualEpsilon,
): Tensor {
  const caller = 'batchNorm';
  const { channels, channelAt } = channelsOf(input, caller);
  checkSameShape(weight, [channels], { caller, argument: 'weight' });
  checkSameShape(bias, [channels], { caller, argument: 'bias' });
  const scale = inverseRoots(variance, epsilon, caller);
  return tensor(
    input.shape,
    input.data.map((value, at) => {
      const channel = channelAt(at);
      const normal = (value - (mean[channel] ?? 0)) * (scale[channel] ?? 0);
      return normal * (weight.data[channel] ?? 0) + (bias.data[channel] ?? 0);
    }),
  );
}

/** What the backward pass of a batch normalisation needs to know of its forward pass. */
export interface BatchNormPass {
  readonly input: Tensor;
  readonly weight: Tensor;
  readonly statistics: Pick<ChannelStatistics, 'mean' | 'variance'>;
  /** Whether the statistics were those of this batch, so that they moved with the input. */
  readonly isTraining: boolean;
  readonly epsilon?: number | undefined;
}

/**
 * The gradients of `batchNorm`, from the gradient of its output.
 * @throws RangeError if the gradient has not the shape of the input, or if epsilon is not above 0
 */
export function batchNormGradients(gradient: Tensor, pass: BatchNormPass): WeightedGradients {
  const caller = 'batchNormGradients';
  const { input, weight, statistics, isTraining } = pass;
  const { channels, channelAt, count } = channelsOf(input, caller);
  checkSameShape(gradient, input.shape, { caller, argument: 'gradient' });
  checkSameShape(weight, [channels], { caller, argument: 'weight' });
  const scale = inverseRoots(statistics.variance, pass.epsilon ?? usualEpsilon, caller);
  const normalAt = (at: number): number =>
    ((input.data[at] ?? 0) - (statistics.mean[channelAt(at)] ?? 0)) * (scale[channelAt(at)] ?? 0);

  const forWeight = new Float64Array(channels);
  const forBias = new Float64Array(channels);
  gradient.data.forEach((arriving, at) => {
    const channel = channelAt(at);
    forWeight[channel] = (forWeight[channel] ?? 0) + arriving * normalAt(at);
    forBias[channel] = (forBias[channel] ?? 0) + arriving;
  });
  // The batch's mean and variance push back: no input can move all outputs, or spread them, by moving with the others.
  const forInput = gradient.data.map((arriving, at) => {
    const channel = channelAt(at);
    const held = ((forBias[channel] ?? 0) + normalAt(at) * (forWeight[channel] ?? 0)) / count;
    return (weight.data[channel] ?? 0) * (scale[channel] ?? 0) * (arriving - (isTraining ? held : 0));
  });
  return {
    input: tensor(input.shape, forInput),
    weight: tensor([channels], forWeight),
    bias: tensor([channels], forBias),
  };
}

/**
 * The running averages after one more batch, `[channels]` each; the variance is the estimate that divides by one less, as PyTorch keeps it.
 * @throws RangeError if the averages are not those of these channels, or if the momentum is not from 0 to 1
 */
export function averagesAfter(
  averages: { readonly runningMean: Tensor; readonly runningVariance: Tensor },
  { mean, variance, count }: ChannelStatistics,
  momentum: number = usualMomentum,
): { runningMean: Tensor; runningVariance: Tensor } {
  const caller = 'averagesAfter';
  if (!(momentum >= 0 && momentum <= 1)) {
    throw new RangeError(`${caller}: momentum must be from 0 to 1, got ${momentum}`);
  }
  const towards = (old: Tensor, fresh: Float64Array, argument: string): Tensor => {
    checkSameShape(old, [fresh.length], { caller, argument });
    return tensor(
      old.shape,
      old.data.map((value, channel) => value + momentum * ((fresh[channel] ?? 0) - value)),
    );
  };
  const estimate = variance.map((value) => (value * count) / (count - 1));
  return {
    runningMean: towards(averages.runningMean, mean, 'runningMean'),
    runningVariance: towards(averages.runningVariance, estimate, 'runningVariance'),
  };
}

function channelsOf({ shape, data }: Tensor, caller: string) {
  const [batch, channels] = shape;
  if (batch === undefined || channels === undefined) {
    throw new RangeError(`${caller}: input must have channels (axis 1), got the shape [${shape.join(', ')}]`);
  }
  const places = data.length / (batch * channels);
  const channelAt = (at: number): number => Math.floor(at / places) % channels;
  return { channels, channelAt, count: batch * places };
}

function inverseRoots(variance: Float64Array, epsilon: number, caller: string): Float64Array {
  if (!(epsilon > 0)) throw new RangeError(`${caller}: epsilon must be above 0, got ${epsilon}`);
  return variance.map((value) => 1 / Math.sqrt(value + epsilon));
}
