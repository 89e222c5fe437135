// A dilated kernel is a larger kernel with zeros between its taps. tfjs refuses a stride together with a dilation; with the zeros
// written out there is no dilation left to refuse.
import { fourAxes, tensor, type Tensor } from '@lib/array/tensor.ts';
import { kernelSpan } from '@lib/conv/output-length.ts';

/** Spreads the taps of `[out, in, height, width]`; the result is `[out, in, spanH, spanW]`. */
export function stuffZeros(weight: Tensor, [rowStep, colStep]: readonly [number, number]): Tensor {
  const [out, channels, height, width] = fourAxes(weight.shape, 'stuffZeros', 'weight');
  const spanHeight = kernelSpan(height, rowStep);
  const spanWidth = kernelSpan(width, colStep);
  const stuffed = new Float32Array(out * channels * spanHeight * spanWidth);
  weight.data.forEach((value, index) => {
    const row = Math.floor(index / width) % height;
    const plane = Math.floor(index / (width * height));
    stuffed[(plane * spanHeight + row * rowStep) * spanWidth + (index % width) * colStep] = value;
  });
  return tensor([out, channels, spanHeight, spanWidth], stuffed);
}
