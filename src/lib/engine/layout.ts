// The only place where axes change their order. The book, like PyTorch, keeps channels before rows; tfjs keeps them last.
import type { Shape4, Tensor } from '@lib/array/tensor.ts';
import type { Span, Tile } from './tiles.ts';

/** Which cells of an input to take, and in which order; a row or column of −1 is padding, and 0. */
export interface Cells {
  readonly images: Span;
  readonly channels: Span;
  readonly rows: readonly number[];
  readonly cols: readonly number[];
}

/** Takes cells out of `[batch, channels, height, width]`; the values come as `[images, rows, cols, channels]`. */
export function channelsLast(
  values: Float32Array,
  shape: Shape4,
  { images, channels, rows, cols }: Cells,
): Float32Array {
  const [, allChannels, height, width] = shape;
  const { count } = channels;
  const reordered = new Float32Array(images.count * rows.length * cols.length * count);
  for (let image = 0; image < images.count; image++) {
    for (let channel = 0; channel < count; channel++) {
      const plane = ((images.first + image) * allChannels + channels.first + channel) * height * width;
      let to = image * rows.length * cols.length * count + channel;
      for (const row of rows) {
        for (const col of cols) {
          if (row >= 0 && col >= 0) reordered[to] = values[plane + row * width + col] ?? 0;
          to += count;
        }
      }
    }
  }
  return reordered;
}

/** Puts `[images, rows, cols, count]` into a tile of channels of a `[batch, channels, height, width]`, adding each channel's bias. */
export function channelsFirst(
  values: ArrayLike<number>,
  { tile, channels }: { readonly tile: Tile; readonly channels: Span },
  into: { readonly data: Float32Array; readonly shape: Shape4; readonly bias?: Float32Array | undefined },
): void {
  const [, allChannels, height, width] = into.shape;
  const { images, rows, cols } = tile;
  const { first, count } = channels;
  for (let image = 0; image < images.count; image++) {
    for (let channel = 0; channel < count; channel++) {
      const plane = ((images.first + image) * allChannels + first + channel) * height * width;
      const bias = into.bias?.[first + channel] ?? 0;
      let from = image * rows.count * cols.count * count + channel;
      for (let row = rows.first; row < rows.first + rows.count; row++) {
        const start = plane + row * width + cols.first;
        for (let to = start; to < start + cols.count; to++) {
          into.data[to] = (values[from] ?? 0) + bias;
          from += count;
        }
      }
    }
  }
}

/** Takes kernels out of `[out, in, height, width]`; the values come as `[height, width, in, count]`. */
export function kernelsLast(weight: Tensor, shape: Shape4, { first, count }: Span): Float32Array {
  const [, channels, height, width] = shape;
  const taps = channels * height * width;
  const reordered = new Float32Array(taps * count);
  for (let kernel = 0; kernel < count; kernel++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let tap = 0; tap < height * width; tap++) {
        reordered[(tap * channels + channel) * count + kernel] =
          weight.data[(first + kernel) * taps + channel * height * width + tap] ?? 0;
      }
    }
  }
  return reordered;
}
