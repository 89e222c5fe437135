// The transposed convolution as readers know it from PyTorch.
import { planConvTranspose2d } from '@lib/conv/conv-transpose2d.ts';
import type { Operation } from './operation.ts';
import { transposed } from './transposed.ts';

/**
 * Like the reference: `[batch, in, height, width]` by `[in, out / groups, kernelH, kernelW]` gives `[batch, out, outH, outW]`.
 */
export const convTranspose2d: Operation<'convTranspose2d'> = async (machine, asked, signal) => {
  const [input, weight, { bias }] = asked;
  const { outputShape, stride, padding, dilation, groups } = planConvTranspose2d(...asked);
  const size = [outputShape[2], outputShape[3]] as const;
  return transposed(machine, { input, weight, bias, stride, padding, dilation, groups, size }, signal);
};
