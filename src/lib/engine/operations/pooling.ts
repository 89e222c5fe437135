// Pooling of any size, stride and padding. The mean of a window is a convolution whose weights are all the same; for the maximum, windows are
// laid side by side, so that a backend needs to know neither stride nor padding.
import { reshaped, tensor } from '@lib/array/tensor.ts';
import { planPool2d, type Pool2dPlan } from '@lib/nn/pooling.ts';
import { breathe, tiles, type Tile } from '../tiles.ts';
import { conv2d } from './conv2d.ts';
import type { Operation } from './operation.ts';

/** Less than any number that is met; infinities are not safe in the shaders of every graphics card. */
const least = -3.4e38;

/** Like the reference: `[batch, channels, height, width]` gives `[batch, channels, outH, outW]`. */
export const avgPool2d: Operation<'avgPool2d'> = async (machine, asked, signal) => {
  const [input, kernel, options] = asked;
  const plan = planPool2d(input, kernel, options, 'avgPool2d');
  const [batch, channels, height, width] = plan.inputShape;
  const [kernelHeight, kernelWidth] = plan.kernel;
  const area = kernelHeight * kernelWidth;
  const planes = reshaped(input, [batch * channels, 1, height, width]);
  const weight = tensor([1, 1, kernelHeight, kernelWidth], new Float32Array(area).fill(1 / area));
  const { stride, padding } = plan;
  return reshaped(await conv2d(machine, [planes, weight, { stride, padding }], signal), plan.outputShape);
};

/** Like the reference: `[batch, channels, height, width]` gives `[batch, channels, outH, outW]`. */
export const maxPool2d: Operation<'maxPool2d'> = async (machine, asked, signal) => {
  const [input, kernel, options] = asked;
  const plan = planPool2d(input, kernel, options, 'maxPool2d');
  const [batch, channels, outHeight, outWidth] = plan.outputShape;
  const output = new Float32Array(batch * channels * outHeight * outWidth);
  const pieces = tiles([batch * channels, outHeight, outWidth], plan.kernel[0] * plan.kernel[1]);
  for (const tile of pieces) {
    if (pieces.length > 1) await breathe();
    signal?.throwIfAborted();
    const largest = await machine.maxPool({
      input: sideBySide(input.data, plan, tile),
      planes: tile.images.count,
      outSize: [tile.rows.count, tile.cols.count],
      window: plan.kernel,
    });
    let from = 0;
    for (let plane = tile.images.first; plane < tile.images.first + tile.images.count; plane++) {
      for (let row = tile.rows.first; row < tile.rows.first + tile.rows.count; row++) {
        const to = (plane * outHeight + row) * outWidth + tile.cols.first;
        output.set(largest.subarray(from, from + tile.cols.count), to);
        from += tile.cols.count;
      }
    }
  }
  return tensor(plan.outputShape, output);
};

/** The windows of a tile, without gap or overlap: `[planes, rows · kernelH, cols · kernelW]`. */
function sideBySide(input: Float32Array, plan: Pool2dPlan, { images, rows, cols }: Tile): Float32Array {
  const { inputShape, kernel, stride, padding } = plan;
  const [, , height, width] = inputShape;
  const values = new Float32Array(images.count * rows.count * kernel[0] * cols.count * kernel[1]).fill(least);
  let to = 0;
  for (let plane = images.first; plane < images.first + images.count; plane++) {
    for (let place = 0; place < rows.count * kernel[0]; place++) {
      const outRow = rows.first + Math.floor(place / kernel[0]);
      const row = outRow * stride[0] - padding[0] + (place % kernel[0]);
      const start = (plane * height + row) * width;
      for (let outCol = cols.first; outCol < cols.first + cols.count; outCol++) {
        const left = outCol * stride[1] - padding[1];
        for (let col = left; col < left + kernel[1]; col++) {
          if (row >= 0 && row < height && col >= 0 && col < width) values[to] = input[start + col] ?? least;
          to++;
        }
      }
    }
  }
  return values;
}
