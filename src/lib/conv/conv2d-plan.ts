// Everything about a convolution that is settled before the first product: is it possible, and how large is the answer?
// The reference and the engine both ask here, so they refuse the same things with the same words.
import { checkWhole } from '@lib/array/check.ts';
import { fourAxes, type Shape4, type Shaped, type Tensor } from '@lib/array/tensor.ts';
import type { PaddingMode } from './pad.ts';
import { checkChannels, lengthAlong, settingsOf } from './settings.ts';

/** `[rows, cols]`, or one number for both. */
export type Pair = number | readonly [rows: number, cols: number];

/** How a 2-D convolution slides; what is left out is as in PyTorch. */
export interface Conv2dOptions {
  /** One number per output channel, `[out]`, added everywhere; none if left out. */
  readonly bias?: Tensor;
  /** Cells per step; 1 if left out. */
  readonly stride?: Pair;
  /** Rows above and below, columns left and right; 0 if left out. */
  readonly padding?: Pair;
  /** What the padding holds; zeros if left out. */
  readonly paddingMode?: PaddingMode;
  /** Distance between neighbouring taps; 1 if left out. */
  readonly dilation?: Pair;
  /** Into how many sets the channels are split that do not mix; 1 if left out. */
  readonly groups?: number;
}

/** A convolution that is possible, with nothing left out. */
export interface Conv2dPlan {
  readonly inputShape: Shape4;
  readonly weightShape: Shape4;
  readonly outputShape: Shape4;
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
  readonly paddingMode: PaddingMode;
  readonly dilation: readonly [number, number];
  readonly groups: number;
}

/**
 * Checks a convolution of `[batch, in, height, width]` by `[out, in / groups, kernelH, kernelW]` and works out its shapes; the output
 * is `[batch, out, outH, outW]`. A refusal names the function that was called.
 * @throws RangeError naming the argument and the axis that does not fit, TypeError for a mode that does not exist
 */
export function planConv2d(input: Shaped, weight: Shaped, options: Conv2dOptions = {}, caller = 'conv2d'): Conv2dPlan {
  const inputShape = fourAxes(input.shape, caller, 'input');
  const weightShape = fourAxes(weight.shape, caller, 'weight');
  const [batch, channels, height, width] = inputShape;
  const [outChannels, groupChannels, kernelHeight, kernelWidth] = weightShape;
  const read = settingsOf(caller, ['rows', 'cols']);
  const strideAlong = read(options.stride ?? 1, 1, 'stride');
  const paddingAlong = read(options.padding ?? 0, 0, 'padding');
  const dilationAlong = read(options.dilation ?? 1, 1, 'dilation');
  const stride = [strideAlong(0), strideAlong(1)] as const;
  const padding = [paddingAlong(0), paddingAlong(1)] as const;
  const dilation = [dilationAlong(0), dilationAlong(1)] as const;
  const groups = checkWhole(options.groups ?? 1, 1, { caller, argument: 'groups' });
  const paddingMode = options.paddingMode ?? 'zeros';
  checkChannels(caller, { channels, outChannels, groupChannels, groups, bias: options.bias });

  const outHeight = lengthAlong({
    caller,
    axis: 'height (axis 2)',
    size: height,
    kernel: kernelHeight,
    mode: paddingMode,
    stride: stride[0],
    padding: padding[0],
    dilation: dilation[0],
  });
  const outWidth = lengthAlong({
    caller,
    axis: 'width (axis 3)',
    size: width,
    kernel: kernelWidth,
    mode: paddingMode,
    stride: stride[1],
    padding: padding[1],
    dilation: dilation[1],
  });
  const outputShape: Shape4 = [batch, outChannels, outHeight, outWidth];
  return { inputShape, weightShape, outputShape, stride, padding, paddingMode, dilation, groups };
}
