// A convolution padded as TensorFlow’s “same” pads it: the two ends of an axis may get different numbers of zeros, which PyTorch’s padding
// cannot say. For showing where the two part; what a layer of the book computes is padded evenly.
import { checkWhole } from '@lib/array/check.ts';
import { fourAxes, tensor, type Tensor } from '@lib/array/tensor.ts';
import { conv2d } from './conv2d.ts';
import { sameInTensorflow, type EndPadding } from './same-padding.ts';

/** Cells added at the two ends of an axis. */
type Ends = Pick<EndPadding, 'before' | 'after'>;

/**
 * Surrounds every plane of `[batch, channels, height, width]` with zeros, different numbers of them at the two ends of each axis.
 * @throws RangeError if the input has not four axes or a padding is not a whole number of at least 0
 */
export function padEnds(input: Tensor, rows: Ends, cols: Ends): Tensor {
  const caller = 'padEnds';
  const [batch, channels, height, width] = fourAxes(input.shape, caller, 'input');
  for (const [argument, ends] of Object.entries({ rows, cols })) {
    checkWhole(ends.before, 0, { caller, argument: `${argument}.before` });
    checkWhole(ends.after, 0, { caller, argument: `${argument}.after` });
  }
  const [outHeight, outWidth] = [rows.before + height + rows.after, cols.before + width + cols.after];
  const padded = new Float32Array(batch * channels * outHeight * outWidth);
  for (let line = 0; line < batch * channels * height; line++) {
    const [plane, row] = [Math.floor(line / height), line % height];
    const start = (plane * outHeight + rows.before + row) * outWidth + cols.before;
    padded.set(input.data.subarray(line * width, (line + 1) * width), start);
  }
  return tensor([batch, channels, outHeight, outWidth], padded);
}

/** A convolution with TensorFlow’s “same”: `[batch, in, height, width]` gives `[batch, out, ⌈height / stride⌉, ⌈width / stride⌉]`. */
export function conv2dSame(input: Tensor, weight: Tensor, stride = 1): Tensor {
  const [, , height, width] = fourAxes(input.shape, 'conv2dSame', 'input');
  const [, , kernelHeight, kernelWidth] = fourAxes(weight.shape, 'conv2dSame', 'weight');
  const padded = padEnds(
    input,
    sameInTensorflow(height, { kernel: kernelHeight, stride, dilation: 1 }),
    sameInTensorflow(width, { kernel: kernelWidth, stride, dilation: 1 }),
  );
  return conv2d(padded, weight, { stride });
}
