// A convolution taken apart. Forwards: one output cell is its bias and a sum of products, channel after channel, in the order in which the
// reference adds them. Backwards: one input cell reaches a few output cells, each through another weight.
import { checkWhole } from '@lib/array/check.ts';
import type { Shaped, Tensor } from '@lib/array/tensor.ts';
import { planConv2d, type Conv2dOptions, type Conv2dPlan } from './conv2d-plan.ts';
import { paddedFrom } from './pad.ts';
import { checkCell, tapReader, type Cell, type Tap } from './taps.ts';

/** A tap with its numbers. */
export interface TracedTap extends Tap {
  readonly value: number;
  readonly factor: number;
  /** Value times factor. */
  readonly product: number;
}

/** What one channel of the input adds to an output cell. */
export interface TracedChannel {
  readonly channel: number;
  readonly taps: readonly TracedTap[];
  /** The sum of this channel's products. */
  readonly partialSum: number;
  /** Bias and products so far, this channel's included. */
  readonly runningSum: number;
}

/** How one output cell came about. */
export interface OutputTrace {
  /** Where the window's first cell lies in the unpadded input; negative in the padding. */
  readonly corner: readonly [row: number, col: number];
  readonly bias: number;
  readonly channels: readonly TracedChannel[];
  /** The whole sum before it is rounded to float32. */
  readonly sum: number;
}

/** An output cell that an input cell reaches, and the weight through which it does. */
export interface Reach extends Cell {
  readonly kernelRow: number;
  readonly kernelCol: number;
  /** Where the weight stands in the weight tensor. */
  readonly weight: number;
}

/**
 * Takes one output cell of `conv2d(input, weight, options)` apart; `image` says of which image of the batch, the first if left out.
 * @throws RangeError if the convolution is not possible, or if there is no such image or cell
 */
export function traceOutput(
  input: Tensor,
  weight: Tensor,
  { image = 0, ...cell }: Cell & { readonly image?: number },
  options: Conv2dOptions = {},
): OutputTrace {
  const caller = 'traceOutput';
  const plan = planConv2d(input, weight, options, caller);
  checkCell(cell, plan.outputShape, caller);
  const [batch, channels, height, width] = plan.inputShape;
  if (checkWhole(image, 0, { caller, argument: 'cell.image' }) >= batch) {
    throw new RangeError(`${caller}: cell.image must be below ${batch}, got ${image}`);
  }
  const first = image * channels * height * width;
  const bias = options.bias?.data[cell.channel] ?? 0;
  const traced = tapReader(plan)(cell).map((tap): TracedTap => {
    const value = tap.pixel < 0 ? 0 : (input.data[first + tap.pixel] ?? 0);
    const factor = weight.data[tap.weight] ?? 0;
    return { ...tap, value, factor, product: value * factor };
  });

  let runningSum = bias;
  const byChannel = Map.groupBy(traced, ({ channel }) => channel);
  const tracedChannels = [...byChannel].map(([channel, taps]): TracedChannel => {
    for (const { product } of taps) runningSum += product;
    return { channel, taps, partialSum: taps.reduce((sum, { product }) => sum + product, 0), runningSum };
  });
  const { stride, padding } = plan;
  const corner = [cell.row * stride[0] - padding[0], cell.col * stride[1] - padding[1]] as const;
  return { corner, bias, channels: tracedChannels, sum: runningSum };
}

/**
 * The output cells of `conv2d` that one input cell reaches, channel by channel and row by row; only shapes count.
 * Where padding copies, a cell can reach an output cell more than once.
 * @throws RangeError if the convolution is not possible, or if there is no such cell
 */
export function traceInput(input: Shaped, weight: Shaped, cell: Cell, options: Conv2dOptions = {}): Reach[] {
  const caller = 'traceInput';
  const plan = planConv2d(input, weight, options, caller);
  const { channel, row, col } = checkCell(cell, plan.inputShape, caller);
  const [, groupChannels, kernelHeight, kernelWidth] = plan.weightShape;
  const groupOutputs = plan.outputShape[1] / plan.groups;
  const firstOutput = Math.floor(channel / groupChannels) * groupOutputs;
  const rowMeetings = meetings(plan, 0, row);
  const colMeetings = meetings(plan, 1, col);
  return Array.from({ length: groupOutputs }, (_, output) => firstOutput + output).flatMap((outChannel) => {
    const kernelStart = (outChannel * groupChannels + (channel % groupChannels)) * kernelHeight;
    return rowMeetings.flatMap(({ place: outRow, tap: kernelRow }) =>
      colMeetings.map(({ place: outCol, tap: kernelCol }) => ({
        channel: outChannel,
        row: outRow,
        col: outCol,
        kernelRow,
        kernelCol,
        weight: (kernelStart + kernelRow) * kernelWidth + kernelCol,
      })),
    );
  });
}

/** Along one axis: the places of the window, and the taps, that lie on a cell or on a copy of it. */
function meetings(plan: Conv2dPlan, axis: 0 | 1, cell: number): { place: number; tap: number }[] {
  const [, , ...sizes] = plan.inputShape;
  const [, , ...kernels] = plan.weightShape;
  const [, , ...lengths] = plan.outputShape;
  const from = paddedFrom(sizes[axis], plan.padding[axis], plan.paddingMode);
  const taps = Array.from({ length: kernels[axis] }, (_, tap) => tap);
  return Array.from({ length: lengths[axis] }, (_, place) =>
    taps
      .filter((tap) => from[place * plan.stride[axis] + tap * plan.dilation[axis]] === cell)
      .map((tap) => ({ place, tap })),
  ).flat();
}
