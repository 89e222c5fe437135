// The gradients of a convolution are convolutions. To the input: the transposed one of the output's gradient. To the weight: the input
// under the output's gradient as its kernels, where stride and dilation have changed places and the images count as channels.
// The mathematics: Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016, https://arxiv.org/abs/1603.07285.
import { checkSameShape, fourAxes, tensor, type Tensor } from '@lib/array/tensor.ts';
import { planConv2d, type Conv2dPlan } from '@lib/conv/conv2d-plan.ts';
import { kernelSpan } from '@lib/conv/output-length.ts';
import { paddedFrom } from '@lib/conv/pad.ts';
import { conv2dBiasGradient, foldPadding } from '@lib/nn/conv2d-gradients.ts';
import type { Machine } from '../backends/machine.ts';
import type { Conv2dGradientsAsked } from './asked.ts';
import { conv2d } from './conv2d.ts';
import type { Operation } from './operation.ts';
import { transposed } from './transposed.ts';

/**
 * Checks a convolution, and that the gradient has the shape of its output.
 * @throws RangeError, TypeError like `planConv2d`; RangeError for a gradient of another shape
 */
export function planConv2dGradients({ input, weight, gradient, options }: Conv2dGradientsAsked): Conv2dPlan {
  const plan = planConv2d(input, weight, options);
  checkSameShape(gradient, plan.outputShape, { caller: 'conv2dGradients', argument: 'gradient' });
  return plan;
}

/** From the gradient of the output those of weight, bias and input. */
export const conv2dGradients: Operation<'conv2dGradients'> = async (machine, [asked], signal) => {
  const plan = planConv2dGradients(asked);
  return {
    weight: await weightGradient(machine, { ...asked, plan }, signal),
    input: await inputGradient(machine, { ...asked, plan }, signal),
    bias: conv2dBiasGradient(asked.gradient),
  };
};

interface Planned extends Conv2dGradientsAsked {
  readonly plan: Conv2dPlan;
}

async function weightGradient(machine: Machine, work: Planned, signal?: AbortSignal): Promise<Tensor> {
  const { plan, input, gradient } = work;
  const { inputShape, weightShape, outputShape, stride, padding, paddingMode, dilation, groups } = plan;
  // As far as a window reaches: without what the floor dropped, the answer has the size of the kernel.
  const [, , kernelHeight, kernelWidth] = weightShape;
  const [, , outHeight, outWidth] = outputShape;
  const height = (outHeight - 1) * stride[0] + kernelSpan(kernelHeight, dilation[0]);
  const width = (outWidth - 1) * stride[1] + kernelSpan(kernelWidth, dilation[1]);
  const rows = paddedFrom(inputShape[2], padding[0], paddingMode).slice(0, height);
  const cols = paddedFrom(inputShape[3], padding[1], paddingMode).slice(0, width);
  const images = imagesAsChannels(input, { rows, cols, groups }); // [in / groups, groups · batch, rows, cols]
  const kernels = imagesAsChannels(gradient, {}); // [out, batch, outH, outW]
  const turnedRound = await conv2d(machine, [images, kernels, { stride: dilation, dilation: stride, groups }], signal);
  return imagesAsChannels(turnedRound, {});
}

async function inputGradient(
  machine: Machine,
  { plan, weight, gradient }: Planned,
  signal?: AbortSignal,
): Promise<Tensor> {
  const { inputShape, stride, padding, paddingMode, dilation, groups } = plan;
  const [, , height, width] = inputShape;
  const settings = { input: gradient, weight, stride, dilation, groups };
  if (paddingMode === 'zeros') return transposed(machine, { ...settings, padding, size: [height, width] }, signal);
  // Padding that copies: what comes back to a copy belongs to the cell that it was copied from.
  const rows = paddedFrom(height, padding[0], paddingMode);
  const cols = paddedFrom(width, padding[1], paddingMode);
  const padded = await transposed(machine, { ...settings, padding: [0, 0], size: [rows.length, cols.length] }, signal);
  return foldPadding(padded, plan);
}

/**
 * Turns `[batch, channels, height, width]` into `[channels / groups, groups · batch, rows, cols]`, taking the given rows and columns
 * (−1 is a 0), or all of them.
 */
export function imagesAsChannels(
  { shape, data }: Tensor,
  {
    rows,
    cols,
    groups = 1,
  }: { readonly rows?: readonly number[]; readonly cols?: readonly number[]; readonly groups?: number },
): Tensor {
  const [batch, channels, height, width] = fourAxes(shape, 'imagesAsChannels', 'input');
  const fromRow = rows ?? Array.from({ length: height }, (_, row) => row);
  const fromCol = cols ?? Array.from({ length: width }, (_, col) => col);
  const count = channels / groups;
  const values = new Float32Array(batch * channels * fromRow.length * fromCol.length);
  let at = 0;
  for (let channel = 0; channel < count; channel++) {
    for (let group = 0; group < groups; group++) {
      for (let image = 0; image < batch; image++) {
        const plane = (image * channels + group * count + channel) * height;
        for (const row of fromRow) {
          for (const col of fromCol) {
            if (row >= 0 && col >= 0) values[at] = data[(plane + row) * width + col] ?? 0;
            at++;
          }
        }
      }
    }
  }
  return tensor([count, groups * batch, fromRow.length, fromCol.length], values);
}
