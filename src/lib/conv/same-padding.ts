// What TensorFlow means by “same”, one axis at a time: as much padding as makes the output ⌈size / stride⌉ long, shared out between both ends,
// and where it is odd, the larger half after. PyTorch’s padding=1 puts one cell at each end, whatever the size. At stride 1 they agree.
import { checkWhole } from '@lib/array/check.ts';
import { fourAxes, tensor, type Tensor } from '@lib/array/tensor.ts';
import { conv2d } from './conv2d.ts';
import { outputLength } from './output-length.ts';

/** Padding that need not be the same at both ends, and what comes out. */
export interface EndPadding {
  readonly before: number;
  readonly after: number;
  readonly output: number;
}

/**
 * The padding that TensorFlow’s “same” puts at the two ends of an axis.
 * @throws RangeError if an argument is not a whole number of at least 1
 * @see https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2
 */
export function samePadding(size: number, kernel: number, stride = 1): EndPadding {
  const caller = 'samePadding';
  checkWhole(size, 1, { caller, argument: 'size' });
  checkWhole(kernel, 1, { caller, argument: 'kernel' });
  checkWhole(stride, 1, { caller, argument: 'stride' });
  const output = Math.ceil(size / stride);
  const total = Math.max(0, (output - 1) * stride + kernel - size);
  const before = Math.floor(total / 2);
  return { before, after: total - before, output };
}

/** The two paddings side by side on one axis. */
export interface SameAndEven {
  readonly same: EndPadding;
  /** The same number of cells at both ends. */
  readonly even: EndPadding;
  /** Cells by which the windows of “same” stand further on. */
  readonly shift: number;
  /** Whether both make the same windows, so that the answers are equal. */
  readonly isEqual: boolean;
}

/** Compares “same” with `padding` cells at both ends. */
export function compareSame(
  size: number,
  kernel: number,
  { stride = 1, padding = 1 }: { readonly stride?: number; readonly padding?: number } = {},
): SameAndEven {
  const same = samePadding(size, kernel, stride);
  const even = { before: padding, after: padding, output: outputLength(size, kernel, { stride, padding }) };
  const shift = padding - same.before;
  return { same, even, shift, isEqual: shift === 0 && same.output === even.output };
}

/**
 * Surrounds every plane of `[batch, channels, height, width]` with zeros, different numbers of them at the two ends of each axis.
 * @throws RangeError if the input has not four axes or a padding is not a whole number of at least 0
 */
export function padEnds(input: Tensor, rows: Omit<EndPadding, 'output'>, cols: Omit<EndPadding, 'output'>): Tensor {
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
  const padded = padEnds(input, samePadding(height, kernelHeight, stride), samePadding(width, kernelWidth, stride));
  return conv2d(padded, weight, { stride });
}
