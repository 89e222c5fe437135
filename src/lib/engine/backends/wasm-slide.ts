// The book's own convolution for WebAssembly with vector instructions (assembly/slide.ts). tfjs turns the axes of every picture round,
// there and back; here numbers stay where they are, which made every convolution that was tried about twice as fast.
import { kernelSpan } from '@lib/conv/output-length.ts';
import { paddedFrom } from '@lib/conv/pad.ts';
import type { Conv2dPlan } from '@lib/conv/conv2d-plan.ts';
import slideWasm from '../../../../assembly/slide.ts?assembled';
import { exported, startOwnWasm } from '../own-wasm.ts';
import { SpareMemory } from '../spare-memory.ts';
import { tiles, type Tile } from '../tiles.ts';
import type { Conv2dValues, Machine } from './machine.ts';

/** Narrower answers go to tfjs: a vector has four columns. */
const leastColumns = 4;

/** Where a single row of windows needs more memory, tfjs may try: half of what a module can have. */
const mostBytes = 2 ** 31;

/** Numbers of input and output that are in work at a time, so that they stay in the processor's cache: 1 MB. */
const workValues = 2 ** 18;

/** Where something begins in memory, in numbers: at the start of a cache line. */
const aligned = (position: number): number => Math.ceil(position / 16) * 16;

/** How one tile lies in memory; positions count numbers. */
interface Layout {
  readonly plan: Conv2dPlan;
  readonly fromRow: readonly number[];
  /** For each number of a row in memory its column in the picture, or −1 for a 0. */
  readonly fromCol: Int32Array;
  readonly inputAt: number;
  readonly outputAt: number;
}

/** Some kernels of one group, in memory. */
interface Block {
  readonly size: 4 | 1;
  readonly firstOut: number;
  readonly group: number;
  readonly at: number;
}

/**
 * Starts the module.
 * @throws CompileError where the browser has no vector instructions
 */
export function startSlide(): NonNullable<Machine['conv2d']> {
  const wasm = startOwnWasm(slideWasm);
  const spare = new SpareMemory();
  const layOut = exported(wasm, 'layOut');
  const slide = { 4: exported(wasm, 'slideFour'), 1: exported(wasm, 'slideOne') };

  return (plan, values) => {
    const { inputShape, weightShape, outputShape, stride, padding, paddingMode, dilation } = plan;
    const [, groupChannels, kernelHeight, kernelWidth] = weightShape;
    const [batch, outChannels, outHeight, outWidth] = outputShape;
    const channels = inputShape[1];
    const taps = groupChannels * kernelHeight * kernelWidth;
    if (outWidth < leastColumns) return undefined;

    const fromRow = paddedFrom(inputShape[2], padding[0], paddingMode);
    const { fromCol, phase } = sorted(paddedFrom(inputShape[3], padding[1], paddingMode), stride[1]);
    const perRow = outChannels * outWidth + channels * stride[0] * fromCol.length;
    const pieces = tiles([batch, outHeight, 1], perRow, workValues);
    const { images, rows } = pieces[0] ?? { images: { count: 0 }, rows: { count: 0 } }; // the largest
    const spanHeight = kernelSpan(kernelHeight, dilation[0]);
    const rowsIn = (places: number): number => (places - 1) * stride[0] + spanHeight;

    const offsetsAt = 256;
    const blocksAt = aligned(offsetsAt + taps);
    const inputAt = aligned(blocksAt + outChannels * (taps + 1));
    const outputAt = aligned(inputAt + images.count * channels * rowsIn(rows.count) * fromCol.length);
    const end = outputAt + images.count * outChannels * rows.count * outWidth;
    if (4 * end > mostBytes) return undefined;
    const memory = wasm.views(4 * end);
    const layout: Layout = { plan, fromRow, fromCol, inputAt, outputAt };
    const blocks = writeBlocks(memory.numbers, blocksAt, { plan, values });

    const output = spare.take(batch * outChannels * outHeight * outWidth);
    for (const tile of pieces) {
      const height = rowsIn(tile.rows.count);
      let at = offsetsAt;
      for (let channel = 0; channel < groupChannels; channel++) {
        for (let kernelRow = 0; kernelRow < kernelHeight; kernelRow++) {
          const row = (channel * height + kernelRow * dilation[0]) * fromCol.length;
          for (let kernelCol = 0; kernelCol < kernelWidth; kernelCol++) {
            memory.wholes[at++] = 4 * (row + phase(kernelCol * dilation[1]));
          }
        }
      }
      readTile(memory.numbers, values.input.data, { tile, layout, height });
      layOut(tile.rows.count, outWidth, 4 * stride[0] * fromCol.length, 4 * offsetsAt, taps);
      const planeIn = height * fromCol.length;
      const planeOut = tile.rows.count * outWidth;
      for (let image = 0; image < tile.images.count; image++) {
        for (const { size, firstOut, group, at: block } of blocks) {
          const from = inputAt + (image * channels + group * groupChannels) * planeIn;
          slide[size](4 * from, 4 * block, 4 * (outputAt + (image * outChannels + firstOut) * planeOut));
        }
      }
      writeTile(output, memory.numbers, { tile, layout });
    }
    return output;
  };
}

/** Columns sorted by their remainder, so that windows a stride apart read neighbours; `phase` tells where a column went. */
function sorted(
  cols: readonly number[],
  stride: number,
): { readonly fromCol: Int32Array; readonly phase: (col: number) => number } {
  const length = Math.ceil(cols.length / stride);
  const phase = (col: number): number => (col % stride) * length + Math.floor(col / stride);
  const fromCol = new Int32Array(stride * length).fill(-1);
  cols.forEach((source, col) => (fromCol[phase(col)] = source));
  return { fromCol, phase };
}

/** Writes biases and weights, four kernels together as long as there are four. */
function writeBlocks(
  memory: Float32Array,
  start: number,
  { plan, values: { weight, bias } }: { readonly plan: Conv2dPlan; readonly values: Conv2dValues },
): Block[] {
  const [outChannels, groupChannels, kernelHeight, kernelWidth] = plan.weightShape;
  const taps = groupChannels * kernelHeight * kernelWidth;
  const perGroup = outChannels / plan.groups;
  const blocks: Block[] = [];
  let at = start;
  for (let firstOut = 0; firstOut < outChannels;) {
    const group = Math.floor(firstOut / perGroup);
    const size = (group + 1) * perGroup - firstOut >= 4 ? 4 : 1;
    blocks.push({ size, firstOut, group, at });
    for (let tap = -1; tap < taps; tap++) {
      for (let out = firstOut; out < firstOut + size; out++) {
        memory[at++] = (tap < 0 ? bias?.data[out] : weight.data[out * taps + tap]) ?? 0;
      }
    }
    firstOut += size;
  }
  return blocks;
}

/** Brings the part of the pictures that lies under a tile into memory, `height` rows of each plane. */
function readTile(
  memory: Float32Array,
  picture: Float32Array,
  { tile, layout, height }: { readonly tile: Tile; readonly layout: Layout; readonly height: number },
): void {
  const { plan, fromRow, fromCol, inputAt } = layout;
  const [, channels, pictureHeight, width] = plan.inputShape;
  const isAsItIs = Math.max(...plan.padding, plan.stride[1] - 1) === 0;
  const firstPlane = tile.images.first * channels;
  const planes = tile.images.count * channels;
  const firstRow = tile.rows.first * plan.stride[0];
  if (isAsItIs && height === pictureHeight) {
    const plane = height * width;
    memory.set(picture.subarray(firstPlane * plane, (firstPlane + planes) * plane), inputAt);
    return;
  }
  let to = inputAt;
  for (let plane = firstPlane; plane < firstPlane + planes; plane++) {
    for (let row = firstRow; row < firstRow + height; row++) {
      const source = fromRow[row] ?? -1;
      const start = (plane * pictureHeight + source) * width;
      if (source < 0) memory.fill(0, to, to + fromCol.length);
      else if (isAsItIs) memory.set(picture.subarray(start, start + width), to);
      else {
        for (let position = 0; position < fromCol.length; position++) {
          const col = fromCol[position] ?? -1;
          memory[to + position] = col < 0 ? 0 : (picture[start + col] ?? 0);
        }
      }
      to += fromCol.length;
    }
  }
}

/** Puts a tile that was computed in memory where it belongs. */
function writeTile(
  output: Float32Array,
  memory: Float32Array,
  { tile, layout }: { readonly tile: Tile; readonly layout: Layout },
): void {
  const [, channels, height, width] = layout.plan.outputShape;
  const { images, rows } = tile;
  const size = rows.count * width;
  const planes = images.count * channels;
  if (rows.count === height) {
    output.set(memory.subarray(layout.outputAt, layout.outputAt + planes * size), images.first * channels * size);
    return;
  }
  for (let plane = 0; plane < planes; plane++) {
    const from = layout.outputAt + plane * size;
    const to = ((images.first * channels + plane) * height + rows.first) * width;
    output.set(memory.subarray(from, from + size), to);
  }
}
