// At one depth a convolution of volumes is one of pictures, whose channels are the slices under the kernel.
import { reshaped } from '@lib/array/tensor.ts';
import { planConv3d, slicesAsChannels, slicesFromImages } from '@lib/conv/conv3d.ts';
import { conv2d } from './conv2d.ts';
import type { Operation } from './operation.ts';

/**
 * Convolves volumes like the reference: `[batch, in, depth, height, width]` by `[out, in / groups, kernelD, kernelH, kernelW]` gives
 * `[batch, out, outD, outH, outW]`.
 */
export const conv3d: Operation<'conv3d'> = async (machine, asked, signal) => {
  const [input, weight, { bias }] = asked;
  const plan = planConv3d(...asked);
  const { stride, padding, dilation, paddingMode, groups } = plan;
  const [outChannels, groupChannels, kernelDepth, kernelHeight, kernelWidth] = plan.weightShape;
  const kernels = reshaped(weight, [outChannels, groupChannels * kernelDepth, kernelHeight, kernelWidth]);
  const settings = {
    bias,
    stride: [stride[1], stride[2]],
    padding: [padding[1], padding[2]],
    paddingMode,
    dilation: [dilation[1], dilation[2]],
    groups,
  } as const;
  return slicesFromImages(await conv2d(machine, [slicesAsChannels(input, plan), kernels, settings], signal), plan);
};
