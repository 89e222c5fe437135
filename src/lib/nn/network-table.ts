// What a list of layers does to shapes, and what it costs: a row for each layer with the shape it makes, the numbers it learns and the
// multiplications of one image. Where a layer does not fit the one before it, the table ends and says so at that layer.
import { checkWhole } from '@lib/array/check.ts';
import { fourAxes, sizeOf, twoAxes } from '@lib/array/tensor.ts';
import { planConv2d } from '@lib/conv/conv2d-plan.ts';
import { refuseUnless } from '@lib/conv/settings.ts';
import { layerKinds, type ConvLayer, type DenseLayer, type Layer } from './layers.ts';
import { planPool2d } from './pooling.ts';

/** What one layer makes of its input. */
export interface LayerRow {
  readonly layer: Layer;
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  /** Absent where the layer learns nothing. */
  readonly weightShape?: readonly number[] | undefined;
  /** Absent where the layer learns nothing, or has no bias. */
  readonly biasShape?: readonly number[] | undefined;
  /** Numbers that are learned: weights and biases. */
  readonly parameters: number;
  /** Products of a weight and a value that go into sums, for one image; only convolutions and dense layers have such. */
  readonly multiplyAccumulates: number;
}

/** A layer that does not fit, counted from 0, and why. */
export interface LayerProblem {
  readonly layer: number;
  readonly message: string;
}

/** All rows up to the first problem, and their sums. */
export interface NetworkTable {
  readonly rows: readonly LayerRow[];
  readonly outputShape: readonly number[];
  readonly parameters: number;
  readonly multiplyAccumulates: number;
  readonly problem?: LayerProblem | undefined;
}

/**
 * The table of a network whose input has a shape, usually `[batch, channels, height, width]`. It never throws for a layer: see `problem`.
 * @throws RangeError if an axis of the input is not a whole number of at least 1
 */
export function tableOf(layers: readonly Layer[], inputShape: readonly number[]): NetworkTable {
  inputShape.forEach((size, axis) => checkWhole(size, 1, { caller: 'tableOf', argument: `inputShape[${axis}]` }));
  const rows: LayerRow[] = [];
  let shape = inputShape;
  let problem: LayerProblem | undefined;
  for (const [at, layer] of layers.entries()) {
    try {
      const row = rowOf(layer, shape);
      rows.push(row);
      shape = row.outputShape;
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
      problem = { layer: at, message: error.message };
      break;
    }
  }
  const total = (count: (row: LayerRow) => number): number => rows.reduce((sum, row) => sum + count(row), 0);
  return {
    rows,
    outputShape: shape,
    parameters: total((row) => row.parameters),
    multiplyAccumulates: total((row) => row.multiplyAccumulates),
    problem,
  };
}

/**
 * The rows of a network in which all layers fit.
 * @throws RangeError naming the layer that does not, and why
 */
export function rowsOf(layers: readonly Layer[], inputShape: readonly number[], caller: string): readonly LayerRow[] {
  const { rows, problem } = tableOf(layers, inputShape);
  if (problem === undefined) return rows;
  const { layer, message } = problem;
  throw new RangeError(`${caller}: layers[${layer}] (${layers[layer]?.kind ?? '?'}) must fit, got ${message}`);
}

function rowOf(layer: Layer, inputShape: readonly number[]): LayerRow {
  const idle = { layer, inputShape, parameters: 0, multiplyAccumulates: 0 };
  switch (layer.kind) {
    case 'conv':
      return convRow(layer, inputShape);
    case 'dense':
      return denseRow(layer, inputShape);
    case 'batch-norm': {
      const [, channels] = inputShape;
      refuseUnless(
        channels !== undefined,
        'batchNorm',
        `input must have channels (axis 1), got [${inputShape.join()}]`,
      );
      const each = [channels ?? 0];
      return { ...learned(idle, each, each), outputShape: inputShape };
    }
    case 'max-pool':
    case 'average-pool': {
      const caller = layer.kind === 'max-pool' ? 'maxPool2d' : 'avgPool2d';
      return { ...idle, outputShape: planPool2d({ shape: inputShape }, layer.kernel, layer, caller).outputShape };
    }
    case 'global-average-pool': {
      const [batch, channels] = fourAxes(inputShape, 'globalAvgPool2d', 'input');
      return { ...idle, outputShape: [batch, channels, 1, 1] };
    }
    case 'flatten': {
      const [batch, ...rest] = inputShape;
      return { ...idle, outputShape: [batch ?? 1, sizeOf(rest)] };
    }
    case 'relu':
      return { ...idle, outputShape: inputShape };
    default:
      throw new TypeError(
        `layer: kind must be one of ${layerKinds.join(', ')}, got ${String(Reflect.get(layer, 'kind'))}`,
      );
  }
}

function convRow(layer: ConvLayer, inputShape: readonly number[]): LayerRow {
  const caller = 'conv2d';
  const [, channels] = fourAxes(inputShape, caller, 'input');
  const [kernelHeight, kernelWidth] = typeof layer.kernel === 'number' ? [layer.kernel, layer.kernel] : layer.kernel;
  const outChannels = checkWhole(layer.outChannels, 1, { caller, argument: 'outChannels' });
  checkWhole(kernelHeight, 1, { caller, argument: 'kernel[rows]' });
  checkWhole(kernelWidth, 1, { caller, argument: 'kernel[cols]' });
  const weightShape = [outChannels, channels / (layer.groups ?? 1), kernelHeight, kernelWidth];
  const { outputShape } = planConv2d({ shape: inputShape }, { shape: weightShape }, layer);
  const [, , outHeight, outWidth] = outputShape;
  const multiplyAccumulates = outHeight * outWidth * sizeOf(weightShape);
  const row = { layer, inputShape, outputShape, multiplyAccumulates };
  return learned(row, weightShape, layer.hasBias === false ? undefined : [outChannels]);
}

function denseRow(layer: DenseLayer, inputShape: readonly number[]): LayerRow {
  const [batch, inputs] = twoAxes(inputShape, 'dense', 'input');
  const outputs = checkWhole(layer.outputs, 1, { caller: 'dense', argument: 'outputs' });
  const row = { layer, inputShape, outputShape: [batch, outputs], multiplyAccumulates: inputs * outputs };
  return learned(row, [outputs, inputs], layer.hasBias === false ? undefined : [outputs]);
}

/** Adds to a row what its layer learns. */
function learned<Row extends object>(row: Row, weightShape: readonly number[], biasShape?: readonly number[]) {
  const parameters = sizeOf(weightShape) + (biasShape === undefined ? 0 : sizeOf(biasShape));
  return { ...row, weightShape, biasShape, parameters };
}
