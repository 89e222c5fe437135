// A convolution along one axis is one of pictures that are one row high.
import { reshaped } from '@lib/array/tensor.ts';
import { planConv1d } from '@lib/conv/conv1d.ts';
import { conv2d } from './conv2d.ts';
import type { Operation } from './operation.ts';

/** Convolves signals like the reference: `[batch, in, length]` by `[out, in / groups, kernel]` gives `[batch, out, outLength]`. */
export const conv1d: Operation<'conv1d'> = async (machine, asked, signal) => {
  const [input, weight, options] = asked;
  const plan = planConv1d(...asked);
  const [batch, channels, length] = plan.inputShape;
  const [outChannels, groupChannels, kernel] = plan.weightShape;
  const strip = reshaped(input, [batch, channels, 1, length]);
  const rows = reshaped(weight, [outChannels, groupChannels, 1, kernel]);
  const settings = {
    bias: options.bias,
    stride: [1, plan.stride],
    padding: [0, plan.padding],
    paddingMode: plan.paddingMode,
    dilation: [1, plan.dilation],
    groups: plan.groups,
  } as const;
  return reshaped(await conv2d(machine, [strip, rows, settings], signal), plan.outputShape);
};
