// The windows themselves, laid out as columns (im2col): the practical way to make a convolution one product of matrices. The image is
// repeated, each pixel as often as windows see it; the kernel stays nine numbers. Every row is one tap of the kernel, every column one place.
import { fourAxes, tensor, type Tensor } from '@lib/array/tensor.ts';
import type { Pair } from './conv2d-plan.ts';
import { pad2d } from './pad.ts';
import { lengthAlong, settingsOf } from './settings.ts';

/** How the window slides; what is left out is as in PyTorch. */
export interface UnfoldOptions {
  /** Cells per step; 1 if left out. */
  readonly stride?: Pair;
  /** Rows of zeros above and below, columns left and right; 0 if left out. */
  readonly padding?: Pair;
  /** Distance between neighbouring taps; 1 if left out. */
  readonly dilation?: Pair;
}

/**
 * Lays out the windows of `[batch, channels, height, width]` as `[batch, channels · kernelH · kernelW, outH · outW]`: taps channel by channel
 * and row by row, places row by row.
 * @throws RangeError naming the argument and the axis that does not fit
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.Unfold.html
 */
export function unfold(input: Tensor, kernel: Pair, options: UnfoldOptions = {}): Tensor {
  const caller = 'unfold';
  const [batch, channels, ...sizes] = fourAxes(input.shape, caller, 'input');
  const read = settingsOf(caller, ['rows', 'cols']);
  const pair = (along: (axis: number) => number): readonly [number, number] => [along(0), along(1)];
  const kernels = pair(read(kernel, 1, 'kernel'));
  const stride = pair(read(options.stride ?? 1, 1, 'stride'));
  const padding = pair(read(options.padding ?? 0, 0, 'padding'));
  const dilation = pair(read(options.dilation ?? 1, 1, 'dilation'));
  const lengthOf = (at: 0 | 1, axis: string): number => {
    const slide = { stride: stride[at], padding: padding[at], dilation: dilation[at] };
    return lengthAlong({
      caller,
      axis,
      size: sizes[at],
      kernel: kernels[at],
      mode: 'zeros',
      argument: 'kernel',
      ...slide,
    });
  };
  const outHeight = lengthOf(0, 'height (axis 2)');
  const outWidth = lengthOf(1, 'width (axis 3)');
  const [kernelHeight, kernelWidth] = kernels;
  const padded = pad2d(input, padding);
  const [, , height = 0, width = 0] = padded.shape;

  const columns = new Float32Array(batch * channels * kernelHeight * kernelWidth * outHeight * outWidth);
  let at = 0;
  for (let plane = 0; plane < batch * channels; plane++) {
    for (let kernelRow = 0; kernelRow < kernelHeight; kernelRow++) {
      for (let kernelCol = 0; kernelCol < kernelWidth; kernelCol++) {
        for (let outRow = 0; outRow < outHeight; outRow++) {
          const row = outRow * stride[0] + kernelRow * dilation[0];
          for (let outCol = 0; outCol < outWidth; outCol++) {
            const col = outCol * stride[1] + kernelCol * dilation[1];
            columns[at++] = padded.data[(plane * height + row) * width + col] ?? 0;
          }
        }
      }
    }
  }
  return tensor([batch, channels * kernelHeight * kernelWidth, outHeight * outWidth], columns);
}
