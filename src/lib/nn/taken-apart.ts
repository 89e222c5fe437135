// One number of a feature map taken apart: for a convolution the products of each channel that came in, their sums, the bias, the normalisation,
// the ReLU; for a pooling the window it chose from. A dense layer is taken apart as what it is, a convolution whose kernel covers everything.
import { reshaped, tensor, type Tensor } from '@lib/array/tensor.ts';
import { traceOutput, type OutputTrace } from '@lib/conv/trace.ts';
import type { Cell } from '@lib/conv/taps.ts';
import { gridsAfter, type FeatureStage, type SeenPicture } from './feature-stages.ts';
import type { Model } from './parameters.ts';
import { planPool2d } from './pooling.ts';

/** How a batch normalisation changes a number: `(value − mean) / √(variance + epsilon) · scale + shift`. */
export interface NormStep {
  readonly mean: number;
  readonly variance: number;
  readonly epsilon: number;
  readonly scale: number;
  readonly shift: number;
}

/** A number that is a sum of products. */
export interface SummedCell {
  readonly kind: 'sum';
  readonly trace: OutputTrace;
  /** Rows and columns of the kernel. */
  readonly kernel: readonly [number, number];
  readonly norm?: NormStep | undefined;
  /** Before and after ReLU; alike where there is none. */
  readonly before: number;
  readonly after: number;
}

/** A number that is the largest of a window, or its mean. */
export interface PooledCell {
  readonly kind: 'max' | 'mean';
  /** The cells of the window inside the grid, row by row. */
  readonly window: readonly { readonly row: number; readonly col: number; readonly value: number }[];
  /** How many columns of the window lie inside the grid. */
  readonly cols: number;
  /** Cells of the whole window; those in the padding count in a mean, as 0. */
  readonly area: number;
  readonly before: number;
  readonly after: number;
}

/** A number taken apart. */
export type TakenApart = SummedCell | PooledCell;

const usualEpsilon = 1e-5;

/**
 * Takes a number of a stage apart.
 * @throws RangeError if there is no such cell, or if the network has not its numbers
 */
export function takeApart(model: Model, stage: FeatureStage, seen: SeenPicture, cell: Cell): TakenApart {
  const { layer } = stage;
  const input = gridsAfter(seen, stage.from);
  const numberAfter = (at: number): number => cellOf(gridsAfter(seen, at), cell);
  const ends = { before: numberAfter(stage.before), after: numberAfter(stage.after) };
  switch (layer.kind) {
    case 'conv':
    case 'dense': {
      const { weight, bias } = model.parameters[stage.at] ?? {};
      if (weight === undefined) {
        throw new RangeError(`takeApart: parameters[${stage.at}].weight must be there, got none`);
      }
      const [, channels, height, width] = stage.inputShape;
      const kernels = layer.kind === 'conv' ? weight : reshaped(weight, [layer.outputs, channels, height, width]);
      const options = layer.kind === 'conv' ? { ...layer, bias } : { bias };
      const [, , kernelRows = 1, kernelCols = 1] = kernels.shape;
      const trace = traceOutput(input, kernels, cell, options);
      return {
        kind: 'sum',
        trace,
        kernel: [kernelRows, kernelCols],
        norm: normStep(model, stage, cell.channel),
        ...ends,
      };
    }
    case 'max-pool':
    case 'average-pool':
      return {
        kind: layer.kind === 'max-pool' ? 'max' : 'mean',
        ...windowOf(input, planPool2d(input, layer.kernel, layer), cell),
        ...ends,
      };
    case 'global-average-pool': {
      const [, , height, width] = stage.inputShape;
      return { kind: 'mean', ...windowOf(input, planPool2d(input, [height, width]), cell), ...ends };
    }
  }
}

function normStep({ parameters }: Model, { norm }: FeatureStage, channel: number): NormStep | undefined {
  if (norm === undefined) return undefined;
  const { weight, bias, runningMean, runningVariance } = parameters[norm.at] ?? {};
  const number = (of: Tensor | undefined): number => of?.data[channel] ?? NaN;
  return {
    mean: number(runningMean),
    variance: number(runningVariance),
    epsilon: norm.layer.epsilon ?? usualEpsilon,
    scale: number(weight),
    shift: number(bias),
  };
}

function windowOf(
  input: Tensor,
  { inputShape: [, , height, width], kernel, stride, padding }: ReturnType<typeof planPool2d>,
  { channel, row, col }: Cell,
): Pick<PooledCell, 'window' | 'cols' | 'area'> {
  const [rows, cols] = [
    inside(row * stride[0] - padding[0], kernel[0], height),
    inside(col * stride[1] - padding[1], kernel[1], width),
  ];
  const window = rows.flatMap((inRow) =>
    cols.map((inCol) => ({ row: inRow, col: inCol, value: cellOf(input, { channel, row: inRow, col: inCol }) })),
  );
  return { window, cols: cols.length, area: kernel[0] * kernel[1] };
}

/** The cells of a window along an axis that lie inside it. */
function inside(first: number, length: number, size: number): number[] {
  return Array.from({ length }, (_, at) => first + at).filter((place) => place >= 0 && place < size);
}

/** A number of the first image's grids. */
function cellOf({ shape, data }: Tensor, { channel, row, col }: Cell): number {
  const [, , height = 1, width = 1] = shape;
  return data[(channel * height + row) * width + col] ?? NaN;
}

/** The kernels that make one channel of a stage, `[in, kernelH, kernelW]`, one for each channel that comes in; none for a pooling. */
export function kernelsOf(
  { parameters }: Model,
  { layer, at, inputShape }: FeatureStage,
  channel: number,
): Tensor | undefined {
  const weight = parameters[at]?.weight;
  if (weight === undefined || (layer.kind !== 'conv' && layer.kind !== 'dense')) return undefined;
  const [outputs = 1] = weight.shape;
  const size = weight.data.length / outputs;
  const [, channels, height, width] = inputShape;
  const shape = layer.kind === 'conv' ? weight.shape.slice(1) : [channels, height, width];
  return tensor(shape, weight.data.subarray(channel * size, (channel + 1) * size));
}
