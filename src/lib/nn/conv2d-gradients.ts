// The gradients of a convolution, each a sum over the places of the window. A weight was used at every place, so its gradient adds up
// pixel × arriving gradient over all of them (676 terms on a digit): sharing weights means sharing the blame. A pixel was seen through
// several weights, so its gradient adds up weight × arriving gradient: the transposed convolution. A bias was added everywhere.
import { checkSameShape, fourAxes, tensor, type Shaped, type Tensor } from '@lib/array/tensor.ts';
import { convTranspose2d } from '@lib/conv/conv-transpose2d.ts';
import { planConv2d, type Conv2dOptions, type Conv2dPlan } from '@lib/conv/conv2d-plan.ts';
import { leftover } from '@lib/conv/output-length.ts';
import { pad2d, paddedFrom } from '@lib/conv/pad.ts';
import type { WeightedGradients } from './dense.ts';

/**
 * All three gradients of `conv2d(input, weight, options)`, from the gradient of its output, `[batch, out, outH, outW]`.
 * @throws RangeError if the convolution is not possible, or if the gradient has not the shape of its output
 */
export function conv2dGradients(
  gradient: Tensor,
  input: Tensor,
  weight: Tensor,
  options: Conv2dOptions = {},
): WeightedGradients {
  return {
    input: conv2dInputGradient(gradient, input, weight, options),
    weight: conv2dWeightGradient(gradient, input, weight, options),
    bias: conv2dBiasGradient(gradient),
  };
}

/**
 * The gradient with respect to the input, `[batch, in, height, width]`; of the input only its shape counts.
 * @throws RangeError if the convolution is not possible, or if the gradient has not the shape of its output
 */
export function conv2dInputGradient(
  gradient: Tensor,
  input: Shaped,
  weight: Tensor,
  options: Conv2dOptions = {},
): Tensor {
  const caller = 'conv2dInputGradient';
  const plan = planConv2d(input, weight, options, caller);
  checkSameShape(gradient, plan.outputShape, { caller, argument: 'gradient' });
  const { stride, padding, dilation, groups } = plan;
  const dropped = (at: 0 | 1): number =>
    leftover(plan.inputShape[at + 2] ?? 0, plan.weightShape[at + 2] ?? 0, {
      stride: stride[at],
      padding: padding[at],
      dilation: dilation[at],
    });
  // The cells that the floor dropped were under no window; without their place the stamped picture would be too small.
  const outputPadding = [dropped(0), dropped(1)] as const;
  const onPadded = convTranspose2d(gradient, weight, { stride, dilation, groups, outputPadding });
  return foldPadding(onPadded, plan);
}

/**
 * The gradient with respect to the weights, `[out, in / groups, kernelH, kernelW]`; of the weights only their shape counts.
 * @throws RangeError if the convolution is not possible, or if the gradient has not the shape of its output
 */
export function conv2dWeightGradient(
  gradient: Tensor,
  input: Tensor,
  weight: Shaped,
  options: Conv2dOptions = {},
): Tensor {
  const caller = 'conv2dWeightGradient';
  const plan = planConv2d(input, weight, options, caller);
  checkSameShape(gradient, plan.outputShape, { caller, argument: 'gradient' });
  const { stride, dilation, groups } = plan;
  const padded = pad2d(input, plan.padding, plan.paddingMode);
  const [, channels = 0, height = 0, width = 0] = padded.shape;
  const [batch, outChannels, outHeight, outWidth] = plan.outputShape;
  const [, groupChannels, kernelHeight, kernelWidth] = plan.weightShape;

  const sums = new Float32Array(outChannels * groupChannels * kernelHeight * kernelWidth);
  let at = 0;
  for (let outChannel = 0; outChannel < outChannels; outChannel++) {
    const firstChannel = Math.floor(outChannel / (outChannels / groups)) * groupChannels;
    for (let channel = firstChannel; channel < firstChannel + groupChannels; channel++) {
      for (let kernelRow = 0; kernelRow < kernelHeight; kernelRow++) {
        for (let kernelCol = 0; kernelCol < kernelWidth; kernelCol++) {
          let sum = 0;
          for (let image = 0; image < batch; image++) {
            let arriving = (image * outChannels + outChannel) * outHeight * outWidth;
            const plane = (image * channels + channel) * height;
            for (let outRow = 0; outRow < outHeight; outRow++) {
              const row = outRow * stride[0] + kernelRow * dilation[0];
              let pixel = (plane + row) * width + kernelCol * dilation[1];
              for (let outCol = 0; outCol < outWidth; outCol++) {
                sum += (padded.data[pixel] ?? 0) * (gradient.data[arriving++] ?? 0);
                pixel += stride[1];
              }
            }
          }
          sums[at++] = sum;
        }
      }
    }
  }
  return tensor(plan.weightShape, sums);
}

/**
 * The gradient with respect to the biases, `[out]`: the sum of each output channel.
 * @throws RangeError if the gradient has not four axes
 */
export function conv2dBiasGradient(gradient: Tensor): Tensor {
  const [, outChannels, outHeight, outWidth] = fourAxes(gradient.shape, 'conv2dBiasGradient', 'gradient');
  const places = outHeight * outWidth;
  const sums = new Float64Array(outChannels);
  gradient.data.forEach((value, at) => {
    const outChannel = Math.floor(at / places) % outChannels;
    sums[outChannel] = (sums[outChannel] ?? 0) + value;
  });
  return tensor([outChannels], sums);
}

/**
 * Gives the gradient of each cell of the padded input to the cell it was copied from: `[batch, in, paddedH, paddedW]` gives
 * `[batch, in, height, width]`. What stood for a 0 is nobody's.
 */
export function foldPadding({ data }: Tensor, { inputShape, padding, paddingMode }: Conv2dPlan): Tensor {
  const [batch, channels, height, width] = inputShape;
  const fromRow = paddedFrom(height, padding[0], paddingMode);
  const fromCol = paddedFrom(width, padding[1], paddingMode);
  const sums = new Float64Array(batch * channels * height * width);
  let from = 0;
  for (let plane = 0; plane < batch * channels; plane++) {
    for (const row of fromRow) {
      for (const col of fromCol) {
        const at = (plane * height + row) * width + col;
        if (row >= 0 && col >= 0) sums[at] = (sums[at] ?? 0) + (data[from] ?? 0);
        from++;
      }
    }
  }
  return tensor(inputShape, sums);
}
