// A convolution along three axes: a volume or a film, a kernel that slides through depth too. At one depth it is a 2-D convolution whose
// channels are the slices under the kernel, so the slices are laid side by side as channels, and the weights fit as they are.
// (This is why a 3 × 3 × 3 kernel on a colour picture, a volume three deep, has nowhere to slide in depth: it is the 2-D one.)
import { checkWhole } from '@lib/array/check.ts';
import { fiveAxes, reshaped, tensor, type Shape5, type Shaped, type Tensor } from '@lib/array/tensor.ts';
import { conv2d } from './conv2d.ts';
import { paddedFrom, type PaddingMode } from './pad.ts';
import { checkChannels, lengthAlong, settingsOf } from './settings.ts';

/** `[depth, rows, cols]`, or one number for all three. */
export type Triple = number | readonly [depth: number, rows: number, cols: number];

/** How a 3-D convolution slides; what is left out is as in PyTorch. */
export interface Conv3dOptions {
  /** One number per output channel, `[out]`, added everywhere; none if left out. */
  readonly bias?: Tensor;
  /** Cells per step; 1 if left out. */
  readonly stride?: Triple;
  /** Slices before and after, rows above and below, columns left and right; 0 if left out. */
  readonly padding?: Triple;
  /** What the padding holds; zeros if left out. */
  readonly paddingMode?: PaddingMode;
  /** Distance between neighbouring taps; 1 if left out. */
  readonly dilation?: Triple;
  /** Into how many sets the channels are split that do not mix; 1 if left out. */
  readonly groups?: number;
}

/** Three settings, along depth, rows and columns. */
type Three = readonly [number, number, number];

/** A 3-D convolution that is possible, with nothing left out. */
export interface Conv3dPlan {
  readonly inputShape: Shape5;
  readonly weightShape: Shape5;
  readonly outputShape: Shape5;
  readonly stride: Three;
  readonly padding: Three;
  readonly paddingMode: PaddingMode;
  readonly dilation: Three;
  readonly groups: number;
}

/**
 * Checks a convolution of `[batch, in, depth, height, width]` by `[out, in / groups, kernelD, kernelH, kernelW]` and works out its shapes;
 * the output is `[batch, out, outD, outH, outW]`.
 * @throws RangeError naming the argument and the axis that does not fit, TypeError for a mode that does not exist
 */
export function planConv3d(input: Shaped, weight: Shaped, options: Conv3dOptions = {}): Conv3dPlan {
  const caller = 'conv3d';
  const inputShape = fiveAxes(input.shape, caller, 'input');
  const weightShape = fiveAxes(weight.shape, caller, 'weight');
  const [batch, channels, ...sizes] = inputShape;
  const [outChannels, groupChannels, ...kernels] = weightShape;
  const read = settingsOf(caller, ['depth', 'rows', 'cols']);
  const three = (along: (axis: number) => number): Three => [along(0), along(1), along(2)];
  const stride = three(read(options.stride ?? 1, 1, 'stride'));
  const padding = three(read(options.padding ?? 0, 0, 'padding'));
  const dilation = three(read(options.dilation ?? 1, 1, 'dilation'));
  const groups = checkWhole(options.groups ?? 1, 1, { caller, argument: 'groups' });
  const paddingMode = options.paddingMode ?? 'zeros';
  checkChannels(caller, { channels, outChannels, groupChannels, groups, bias: options.bias });

  const lengthOf = (at: 0 | 1 | 2, axis: string): number =>
    lengthAlong({
      caller,
      axis,
      size: sizes[at],
      kernel: kernels[at],
      mode: paddingMode,
      stride: stride[at],
      padding: padding[at],
      dilation: dilation[at],
    });
  const outDepth = lengthOf(0, 'depth (axis 2)');
  const outHeight = lengthOf(1, 'height (axis 3)');
  const outWidth = lengthOf(2, 'width (axis 4)');
  const outputShape: Shape5 = [batch, outChannels, outDepth, outHeight, outWidth];
  return { inputShape, weightShape, outputShape, stride, padding, paddingMode, dilation, groups };
}

/**
 * Slides every kernel through every volume: `[batch, in, depth, height, width]` by `[out, in / groups, kernelD, kernelH, kernelW]` gives
 * `[batch, out, outD, outH, outW]`.
 * @throws RangeError naming the argument and the axis that does not fit, TypeError for a padding mode that does not exist
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv3d.html
 */
export function conv3d(input: Tensor, weight: Tensor, options: Conv3dOptions = {}): Tensor {
  const plan = planConv3d(input, weight, options);
  const { stride, padding, paddingMode, dilation, groups } = plan;
  const [outChannels, groupChannels, kernelDepth, kernelHeight, kernelWidth] = plan.weightShape;
  const kernels = reshaped(weight, [outChannels, groupChannels * kernelDepth, kernelHeight, kernelWidth]);
  const maps = conv2d(slicesAsChannels(input, plan), kernels, {
    bias: options.bias,
    stride: [stride[1], stride[2]],
    padding: [padding[1], padding[2]],
    paddingMode,
    dilation: [dilation[1], dilation[2]],
    groups,
  });
  return slicesFromImages(maps, plan);
}

/** One picture for each depth of the output, its channels the slices under the kernel: `[batch · outD, in · kernelD, height, width]`. */
export function slicesAsChannels(input: Tensor, plan: Conv3dPlan): Tensor {
  const [batch, channels, depth, height, width] = plan.inputShape;
  const kernelDepth = plan.weightShape[2];
  const outDepth = plan.outputShape[2];
  const fromSlice = paddedFrom(depth, plan.padding[0], plan.paddingMode, 'conv3d');
  const plane = height * width;
  const pictures = new Float32Array(batch * outDepth * channels * kernelDepth * plane);
  let at = 0;
  for (let image = 0; image < batch; image++) {
    for (let outSlice = 0; outSlice < outDepth; outSlice++) {
      for (let channel = 0; channel < channels; channel++) {
        for (let kernelSlice = 0; kernelSlice < kernelDepth; kernelSlice++) {
          const slice = fromSlice[outSlice * plan.stride[0] + kernelSlice * plan.dilation[0]] ?? -1;
          const start = ((image * channels + channel) * depth + slice) * plane;
          if (slice >= 0) pictures.set(input.data.subarray(start, start + plane), at * plane);
          at++;
        }
      }
    }
  }
  return tensor([batch * outDepth, channels * kernelDepth, height, width], pictures);
}

/** The way back: one map for each depth, `[batch · outD, out, outH, outW]`, gives `[batch, out, outD, outH, outW]`. */
export function slicesFromImages(maps: Tensor, { outputShape }: Conv3dPlan): Tensor {
  const [batch, outChannels, outDepth, outHeight, outWidth] = outputShape;
  const plane = outHeight * outWidth;
  const output = new Float32Array(maps.data.length);
  for (let at = 0; at < batch * outDepth * outChannels; at++) {
    const outChannel = at % outChannels;
    const outSlice = Math.floor(at / outChannels) % outDepth;
    const image = Math.floor(at / (outChannels * outDepth));
    const target = (image * outChannels + outChannel) * outDepth + outSlice;
    output.set(maps.data.subarray(at * plane, (at + 1) * plane), target * plane);
  }
  return tensor(outputShape, output);
}
