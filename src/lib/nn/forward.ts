// The forward pass: a batch of images goes through the layers one after the other. All values in between are kept, for they are the
// feature maps a reader looks at, and the backward pass needs them.
import { reshaped, type Tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { averagesAfter, batchNorm, channelStatistics, type ChannelStatistics } from './batch-norm.ts';
import { dense } from './dense.ts';
import type { BatchNormLayer } from './layers.ts';
import { rowsOf, type LayerRow } from './network-table.ts';
import { numbersFor, type LayerParameters, type Model, type NumbersAt } from './parameters.ts';
import { avgPool2d, globalAvgPool2d, maxPool2d } from './pooling.ts';
import { relu } from './relu.ts';

/** How batch normalisation behaves; without such layers the two ways are the same. */
export interface PassOptions {
  /** Whether a batch is normalised by its own statistics, instead of the running averages. */
  readonly isTraining?: boolean;
}

/** What one layer made of its input. */
export interface PassedLayer {
  readonly row: LayerRow;
  readonly numbers: NumbersAt;
  readonly input: Tensor;
  readonly output: Tensor;
  /** Batch normalisation only: what it normalised by. */
  readonly statistics?: Statistics;
  /** Batch normalisation in training only: its numbers, with the averages moved on. */
  readonly numbersAfter?: LayerParameters;
}

/** A forward pass, layer by layer. */
export interface ForwardPass {
  readonly layers: readonly PassedLayer[];
  readonly output: Tensor;
  readonly isTraining: boolean;
}

/**
 * Sends `[batch, channels, height, width]` through a network and gives what comes out.
 * @throws RangeError naming the layer that does not fit, or whose numbers do not
 */
export function forward(model: Model, images: Tensor, options: PassOptions = {}): Tensor {
  return forwardPass(model, images, options).output;
}

/**
 * Sends `[batch, channels, height, width]` through a network and keeps all values in between; outside training unless told otherwise.
 * @throws RangeError naming the layer that does not fit, or whose numbers do not
 */
export function forwardPass(model: Model, images: Tensor, { isTraining = false }: PassOptions = {}): ForwardPass {
  const layers: PassedLayer[] = [];
  let output = images;
  for (const [at, row] of rowsOf(model.layers, images.shape, 'forward').entries()) {
    const numbers = { numbers: model.parameters[at], caller: 'forward', argument: `parameters[${at}]` };
    const passing = { row, numbers, input: output };
    const passed = { ...passing, ...passLayer(passing, isTraining) };
    layers.push(passed);
    output = passed.output;
  }
  return { layers, output, isTraining };
}

/** The network's numbers after a pass: in training, batch normalisation remembers the batch. */
export function parametersAfter({ layers }: ForwardPass): LayerParameters[] {
  return layers.map(({ numbers, numbersAfter }) => numbersAfter ?? numbers.numbers ?? {});
}

type Statistics = Pick<ChannelStatistics, 'mean' | 'variance'>;

/** A layer with what it needs to be passed. */
export type Passing = Pick<PassedLayer, 'row' | 'numbers' | 'input'>;

/** What passing a layer gives. */
export type Passed = Pick<PassedLayer, 'output' | 'statistics' | 'numbersAfter'>;

/**
 * Sends a batch through one layer.
 * @throws RangeError naming the layer's numbers that are missing or do not fit
 */
export function passLayer(passing: Passing, isTraining: boolean): Passed {
  const { row, input } = passing;
  const { layer } = row;
  const read = numbersFor(row, passing.numbers);
  const bias = (): Tensor | undefined => (row.biasShape === undefined ? undefined : read('bias'));
  switch (layer.kind) {
    case 'conv':
      return { output: conv2d(input, read('weight'), { ...layer, bias: bias() }) };
    case 'dense':
      return { output: dense(input, read('weight'), bias()) };
    case 'batch-norm':
      return throughBatchNorm(passing, layer, isTraining);
    case 'relu':
      return { output: relu(input) };
    case 'max-pool':
      return { output: maxPool2d(input, layer.kernel, layer) };
    case 'average-pool':
      return { output: avgPool2d(input, layer.kernel, layer) };
    case 'global-average-pool':
      return { output: globalAvgPool2d(input) };
    case 'flatten':
      return { output: reshaped(input, row.outputShape) };
  }
}

function throughBatchNorm({ row, numbers, input }: Passing, layer: BatchNormLayer, isTraining: boolean): Passed {
  const read = numbersFor(row, numbers);
  const learned = { weight: read('weight'), bias: read('bias') };
  const averages = { runningMean: read('runningMean'), runningVariance: read('runningVariance') };
  if (!isTraining) {
    const statistics = {
      mean: Float64Array.from(averages.runningMean.data),
      variance: Float64Array.from(averages.runningVariance.data),
    };
    return { output: batchNorm(input, learned, statistics, layer.epsilon), statistics };
  }
  const statistics = channelStatistics(input);
  const numbersAfter = { ...learned, ...averagesAfter(averages, statistics, layer.momentum) };
  return { output: batchNorm(input, learned, statistics, layer.epsilon), statistics, numbersAfter };
}
