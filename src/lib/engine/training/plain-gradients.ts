// Gradients in plain loops, on rows of numbers with channels last: for the processor without vector instructions. tfjs's WebAssembly has none of
// a convolution's kernels, and that of maximum pooling is wrong for some windows; in plain JavaScript it is several times slower.
import type { ConvStage, PoolStage } from './stages.ts';

/** What went into a stage and what arrives behind it, at so many pictures. */
interface Passed {
  readonly input: Float32Array;
  readonly arriving: Float32Array;
  readonly batch: number;
}

/** Adds up the gradient of a convolution's kernels, `[kernelH, kernelW, in, out]`, into zeros. */
export function addFilterGradient(gradient: Float32Array, { input, arriving, batch }: Passed, stage: ConvStage): void {
  const [inputs, outputs] = [stage.from.channels, stage.to.channels];
  eachTap(stage, batch, (cell, place, tap) => {
    let weight = tap;
    for (let channel = cell; channel < cell + inputs; channel++) {
      const value = input[channel] ?? 0;
      for (let outChannel = place; outChannel < place + outputs; outChannel++, weight++) {
        gradient[weight] = (gradient[weight] ?? 0) + value * (arriving[outChannel] ?? 0);
      }
    }
  });
}

/** Adds up the gradient of a convolution's input, into zeros, from what arrives and the kernels `[kernelH, kernelW, in, out]`. */
export function addInputGradient(
  gradient: Float32Array,
  { filter, arriving, batch }: Omit<Passed, 'input'> & { readonly filter: Float32Array },
  stage: ConvStage,
): void {
  const [inputs, outputs] = [stage.from.channels, stage.to.channels];
  eachTap(stage, batch, (cell, place, tap) => {
    let weight = tap;
    for (let channel = cell; channel < cell + inputs; channel++) {
      let sum = 0;
      for (let outChannel = place; outChannel < place + outputs; outChannel++, weight++) {
        sum += (filter[weight] ?? 0) * (arriving[outChannel] ?? 0);
      }
      gradient[channel] = (gradient[channel] ?? 0) + sum;
    }
  });
}

/** Visits where a tap of the kernel meets a cell of the input: where their channels begin, those of the place of the output, and the weights. */
function eachTap(
  { from, to, window: { kernel, stride, padding } }: ConvStage,
  batch: number,
  visit: (cell: number, place: number, tap: number) => void,
): void {
  let place = 0;
  for (let image = 0; image < batch; image++) {
    for (let outRow = 0; outRow < to.height; outRow++) {
      for (let outCol = 0; outCol < to.width; outCol++, place += to.channels) {
        for (let kernelRow = 0; kernelRow < kernel[0]; kernelRow++) {
          const row = outRow * stride[0] + kernelRow - padding[0];
          if (row < 0 || row >= from.height) continue;
          for (let kernelCol = 0; kernelCol < kernel[1]; kernelCol++) {
            const col = outCol * stride[1] + kernelCol - padding[1];
            if (col < 0 || col >= from.width) continue;
            const cell = ((image * from.height + row) * from.width + col) * from.channels;
            visit(cell, place, (kernelRow * kernel[1] + kernelCol) * from.channels * to.channels);
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
