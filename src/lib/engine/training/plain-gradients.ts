// Gradients in plain loops, on rows of numbers with channels last, for WebAssembly: tfjs has none there of a convolution's kernels, and that of
// maximum pooling is wrong for some windows.
import type { ConvStage, PoolStage } from './stages.ts';

/** What went into a stage and what arrives behind it, at so many pictures. */
interface Passed {
  readonly input: Float32Array;
  readonly arriving: Float32Array;
  readonly batch: number;
}

/** Adds up the gradient, `[kernelH, kernelW, in, out]`, into zeros. */
export function addFilterGradient(
  gradient: Float32Array,
  { input, arriving, batch }: Passed,
  { from, to, window: { kernel, stride, padding } }: ConvStage,
): void {
  let at = 0;
  for (let image = 0; image < batch; image++) {
    for (let outRow = 0; outRow < to.height; outRow++) {
      for (let outCol = 0; outCol < to.width; outCol++, at += to.channels) {
        for (let kernelRow = 0; kernelRow < kernel[0]; kernelRow++) {
          const row = outRow * stride[0] + kernelRow - padding[0];
          if (row < 0 || row >= from.height) continue;
          for (let kernelCol = 0; kernelCol < kernel[1]; kernelCol++) {
            const col = outCol * stride[1] + kernelCol - padding[1];
            if (col < 0 || col >= from.width) continue;
            const cell = ((image * from.height + row) * from.width + col) * from.channels;
            let weight = (kernelRow * kernel[1] + kernelCol) * from.channels * to.channels;
            for (let channel = cell; channel < cell + from.channels; channel++) {
              const value = input[channel] ?? 0;
              for (let outChannel = at; outChannel < at + to.channels; outChannel++, weight++) {
                gradient[weight] = (gradient[weight] ?? 0) + value * (arriving[outChannel] ?? 0);
              }
            }
          }
        }
      }
    }
  }
}

/** Adds up the gradient of a maximum pooling's input, into zeros: what arrives goes to the largest of a window, to the first of equals. */
export function addMaxPoolGradient(
  gradient: Float32Array,
  { input, arriving, batch }: Passed,
  { from, to, window: { kernel, stride, padding } }: PoolStage,
): void {
  const { channels, height, width } = from;
  let at = 0;
  for (let image = 0; image < batch; image++) {
    for (let outRow = 0; outRow < to.height; outRow++) {
      const top = outRow * stride[0] - padding[0];
      for (let outCol = 0; outCol < to.width; outCol++) {
        const left = outCol * stride[1] - padding[1];
        const [firstRow, endRow] = [Math.max(top, 0), Math.min(top + kernel[0], height)];
        const [firstCol, endCol] = [Math.max(left, 0), Math.min(left + kernel[1], width)];
        for (let channel = 0; channel < channels; channel++, at++) {
          let best = ((image * height + firstRow) * width + firstCol) * channels + channel;
          let most = input[best] ?? 0;
          for (let row = firstRow; row < endRow; row++) {
            let cell = ((image * height + row) * width + firstCol) * channels + channel;
            for (let col = firstCol; col < endCol; col++, cell += channels) {
              const value = input[cell] ?? 0;
              if (value > most || (Number.isNaN(value) && !Number.isNaN(most))) [best, most] = [cell, value];
            }
          }
          gradient[best] = (gradient[best] ?? 0) + (arriving[at] ?? 0);
        }
      }
    }
  }
}
