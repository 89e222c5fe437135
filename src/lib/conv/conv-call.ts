// One call of a convolution as numbers only, without a picture or a weight: which shapes go in and come out, and what it costs. The costs are
// counted as papers count them: parameters once, multiplications once for each time a weight meets a number.
import { sizeOf, type Shape4 } from '@lib/array/tensor.ts';
import { planConv2d } from './conv2d-plan.ts';

/** The numbers that settle a call; stride, padding and dilation hold for rows and columns alike. */
export interface ConvCall {
  readonly batch: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly outChannels: number;
  readonly kernel: readonly [rows: number, cols: number];
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
  readonly groups: number;
}

/** The shapes and counts of a call. */
export interface ConvAccount {
  /** `[batch, in, height, width]`. */
  readonly inputShape: Shape4;
  /** `[out, in / groups, kernelH, kernelW]`. */
  readonly weightShape: Shape4;
  /** `[batch, out, outH, outW]`. */
  readonly outputShape: Shape4;
  readonly weights: number;
  /** One for each output channel. */
  readonly biases: number;
  /** Multiplications for one number that comes out. */
  readonly perAnswer: number;
  readonly perPicture: number;
  readonly perBatch: number;
}

/** The session's call: a batch of 64 digits under four kernels. */
export const sessionCall: ConvCall = {
  batch: 64,
  channels: 1,
  height: 28,
  width: 28,
  outChannels: 4,
  kernel: [3, 3],
  stride: 1,
  padding: 0,
  dilation: 1,
  groups: 1,
};

/**
 * Works out the shapes and counts of a call.
 * @throws RangeError naming the argument that does not fit
 */
export function accountOf(call: ConvCall): ConvAccount {
  const { batch, channels, height, width, outChannels, kernel, groups } = call;
  const input = { shape: [batch, channels, height, width] };
  const weight = { shape: [outChannels, channels / groups, ...kernel] };
  const { inputShape, weightShape, outputShape } = planConv2d(input, weight, call, 'accountOf');
  const [, , outHeight, outWidth] = outputShape;
  const weights = sizeOf(weightShape);
  const perPicture = outHeight * outWidth * weights;
  return {
    inputShape,
    weightShape,
    outputShape,
    weights,
    biases: outChannels,
    perAnswer: weights / outChannels,
    perPicture,
    perBatch: batch * perPicture,
  };
}
