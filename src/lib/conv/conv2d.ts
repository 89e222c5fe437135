// The convolution of the book, as plainly as it can be written: for every place of the window, multiply what lies under it by the kernel
// and add up. (Mathematics turns the kernel by 180° first and calls this a cross-correlation; deep learning, and PyTorch, do not turn it.)
// It is not fast. The engine is, and the tests hold it to this.
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { planConv2d, type Conv2dOptions } from './conv2d-plan.ts';
import { pad2d } from './pad.ts';

/**
 * Slides every kernel over every image: `[batch, in, height, width]` by `[out, in / groups, kernelH, kernelW]` gives
 * `[batch, out, outH, outW]`.
 * @throws RangeError naming the argument and the axis that does not fit, TypeError for a padding mode that does not exist
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html
 */
export function conv2d(input: Tensor, weight: Tensor, options: Conv2dOptions = {}): Tensor {
  const { weightShape, outputShape, stride, padding, paddingMode, dilation, groups } = planConv2d(
    input,
    weight,
    options,
  );
  const padded = pad2d(input, padding, paddingMode);
  const [, channels = 0, height = 0, width = 0] = padded.shape;
  const [batch, outChannels, outHeight, outWidth] = outputShape;
  const [, groupChannels, kernelHeight, kernelWidth] = weightShape;
  const [rowStep, colStep] = stride;
  const [rowGap, colGap] = dilation;
  const [pixels, weights] = [padded.data, weight.data];

  const output = new Float32Array(batch * outChannels * outHeight * outWidth);
  let at = 0;
  for (let image = 0; image < batch; image++) {
    for (let outChannel = 0; outChannel < outChannels; outChannel++) {
      const firstChannel = Math.floor(outChannel / (outChannels / groups)) * groupChannels;
      const firstTap = outChannel * groupChannels * kernelHeight * kernelWidth;
      const bias = options.bias?.data[outChannel] ?? 0;
      for (let outRow = 0; outRow < outHeight; outRow++) {
        for (let outCol = 0; outCol < outWidth; outCol++) {
          let sum = bias;
          let tap = firstTap;
          for (let channel = firstChannel; channel < firstChannel + groupChannels; channel++) {
            for (let kernelRow = 0; kernelRow < kernelHeight; kernelRow++) {
              const row = outRow * rowStep + kernelRow * rowGap;
              let pixel = ((image * channels + channel) * height + row) * width + outCol * colStep;
              for (let kernelCol = 0; kernelCol < kernelWidth; kernelCol++) {
                sum += (pixels[pixel] ?? 0) * (weights[tap++] ?? 0);
                pixel += colGap;
              }
            }
          }
          output[at++] = sum;
        }
      }
    }
  }
  return tensor(outputShape, output);
}
