// The book's own code in the place of a backend, for when there is none: slow, never wrong, nothing to start and nothing to lose.
import { conv2d } from '@lib/conv/conv2d.ts';
import { outputLength } from '@lib/conv/output-length.ts';
import type { Machine, PlainConvolution, PlainMaxPool } from './backends/machine.ts';

/** Computes where it is called. */
export const referenceMachine: Machine = {
  conv2d: (plan, { input, weight, bias }) => {
    const { stride, padding, paddingMode, dilation, groups } = plan;
    return conv2d(input, weight, { bias, stride, padding, paddingMode, dilation, groups }).data;
  },
  convolve: async (job) => convolve(job),
  maxPool: async (job) => maxPool(job),
  close: () => undefined,
};

function convolve({ input, inputShape, filter, filterShape, stride, dilation }: PlainConvolution): Float32Array {
  const [batch, height, width, channels] = inputShape;
  const [kernelHeight, kernelWidth, , outChannels] = filterShape;
  const outHeight = outputLength(height, kernelHeight, { stride: stride[0], dilation: dilation[0] });
  const outWidth = outputLength(width, kernelWidth, { stride: stride[1], dilation: dilation[1] });
  const output = new Float32Array(batch * outHeight * outWidth * outChannels);
  let at = 0;
  for (let image = 0; image < batch; image++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      for (let outCol = 0; outCol < outWidth; outCol++) {
        for (let outChannel = 0; outChannel < outChannels; outChannel++) {
          let sum = 0;
          for (let kernelRow = 0; kernelRow < kernelHeight; kernelRow++) {
            const row = outRow * stride[0] + kernelRow * dilation[0];
            for (let kernelCol = 0; kernelCol < kernelWidth; kernelCol++) {
              const col = outCol * stride[1] + kernelCol * dilation[1];
              const cell = ((image * height + row) * width + col) * channels;
              const tap = (kernelRow * kernelWidth + kernelCol) * channels;
              for (let channel = 0; channel < channels; channel++) {
                sum += (input[cell + channel] ?? 0) * (filter[(tap + channel) * outChannels + outChannel] ?? 0);
              }
            }
          }
          output[at++] = sum;
        }
      }
    }
  }
  return output;
}

function maxPool({ input, planes, outSize: [rows, cols], window }: PlainMaxPool): Float32Array {
  const [windowHeight, windowWidth] = window;
  const output = new Float32Array(planes * rows * cols).fill(-Infinity);
  input.forEach((value, index) => {
    const col = Math.floor((index % (cols * windowWidth)) / windowWidth);
    const row = Math.floor(index / (cols * windowWidth * windowHeight)); // rows of all planes follow each other
    const at = row * cols + col;
    output[at] = Math.max(output[at] ?? -Infinity, value);
  });
  return output;
}
