// A convolution along one axis: a signal, a kernel that slides in one direction. It is a 2-D convolution of a picture that is one row high,
// and is computed as one: what counts is along how many axes the kernel slides, not what the numbers are.
import { checkWhole } from '@lib/array/check.ts';
import { reshaped, threeAxes, type Shape3, type Shaped, type Tensor } from '@lib/array/tensor.ts';
import { conv2d } from './conv2d.ts';
import type { PaddingMode } from './pad.ts';
import { checkChannels, lengthAlong, settingsOf } from './settings.ts';

/** One number, alone or in a list. */
export type Single = number | readonly [cells: number];

/** How a 1-D convolution slides; what is left out is as in PyTorch. */
export interface Conv1dOptions {
  /** One number per output channel, `[out]`, added everywhere; none if left out. */
  readonly bias?: Tensor;
  /** Cells per step; 1 if left out. */
  readonly stride?: Single;
  /** Cells before and after; 0 if left out. */
  readonly padding?: Single;
  /** What the padding holds; zeros if left out. */
  readonly paddingMode?: PaddingMode;
  /** Distance between neighbouring taps; 1 if left out. */
  readonly dilation?: Single;
  /** Into how many sets the channels are split that do not mix; 1 if left out. */
  readonly groups?: number;
}

/** A 1-D convolution that is possible, with nothing left out. */
export interface Conv1dPlan {
  readonly inputShape: Shape3;
  readonly weightShape: Shape3;
  readonly outputShape: Shape3;
  readonly stride: number;
  readonly padding: number;
  readonly paddingMode: PaddingMode;
  readonly dilation: number;
  readonly groups: number;
}

/**
 * Checks a convolution of `[batch, in, length]` by `[out, in / groups, kernel]` and works out its shapes; the output is
 * `[batch, out, outLength]`.
 * @throws RangeError naming the argument and the axis that does not fit, TypeError for a mode that does not exist
 */
export function planConv1d(input: Shaped, weight: Shaped, options: Conv1dOptions = {}): Conv1dPlan {
  const caller = 'conv1d';
  const inputShape = threeAxes(input.shape, caller, 'input');
  const weightShape = threeAxes(weight.shape, caller, 'weight');
  const [batch, channels, length] = inputShape;
  const [outChannels, groupChannels, kernel] = weightShape;
  const read = settingsOf(caller, ['cells']);
  const slide = {
    stride: read(options.stride ?? 1, 1, 'stride')(0),
    padding: read(options.padding ?? 0, 0, 'padding')(0),
    dilation: read(options.dilation ?? 1, 1, 'dilation')(0),
  };
  const groups = checkWhole(options.groups ?? 1, 1, { caller, argument: 'groups' });
  const paddingMode = options.paddingMode ?? 'zeros';
  checkChannels(caller, { channels, outChannels, groupChannels, groups, bias: options.bias });
  const outLength = lengthAlong({ caller, axis: 'length (axis 2)', size: length, kernel, mode: paddingMode, ...slide });
  return { inputShape, weightShape, outputShape: [batch, outChannels, outLength], ...slide, paddingMode, groups };
}

/**
 * Slides every kernel along every signal: `[batch, in, length]` by `[out, in / groups, kernel]` gives `[batch, out, outLength]`.
 * @throws RangeError naming the argument and the axis that does not fit, TypeError for a padding mode that does not exist
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv1d.html
 */
export function conv1d(input: Tensor, weight: Tensor, options: Conv1dOptions = {}): Tensor {
  const plan = planConv1d(input, weight, options);
  const { stride, padding, paddingMode, dilation, groups, outputShape } = plan;
  const [batch, channels, length] = plan.inputShape;
  const [outChannels, groupChannels, kernel] = plan.weightShape;
  const strip = reshaped(input, [batch, channels, 1, length]);
  const rows = reshaped(weight, [outChannels, groupChannels, 1, kernel]);
  const output = conv2d(strip, rows, {
    bias: options.bias,
    stride: [1, stride],
    padding: [0, padding],
    paddingMode,
    dilation: [1, dilation],
    groups,
  });
  return reshaped(output, outputShape);
}
