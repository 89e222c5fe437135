// A convolution is a product with a matrix: one row for each output cell, one column for each input cell, and in it a few weights, each of
// them many times over. All else is 0, and not because it was learned: these cells have no weight at all. So the matrix is kept as
// what it is, a list of entries that name the weight they share. Read the other way round, it is the transposed convolution.
// The mathematics: Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016, https://arxiv.org/abs/1603.07285.
import { checkWhole } from '@lib/array/check.ts';
import { sizeOf, tensor, type Shaped, type Tensor } from '@lib/array/tensor.ts';
import { planConv2d, type Conv2dOptions, type Conv2dPlan } from './conv2d-plan.ts';
import { paddedFrom } from './pad.ts';
import { tapReader } from './taps.ts';

/** A matrix of entries that name weights; entries stand row by row, from left to right. */
export interface SharedMatrix {
  readonly rows: number;
  readonly cols: number;
  /** Numbers in the weight tensor that the entries name. */
  readonly weightCount: number;
  /** Where the entries of each row begin, and one more: where the last ones end. */
  readonly rowStarts: Uint32Array;
  /** The column of each entry. Padding that copies can put two entries into one cell: their weights add up. */
  readonly entryCols: Uint32Array;
  /** The weight of each entry, as its index into the weight tensor. */
  readonly entryWeights: Uint32Array;
}

/** One entry. */
export interface MatrixEntry {
  readonly row: number;
  readonly col: number;
  /** Index into the weight tensor. */
  readonly weight: number;
}

/** How a matrix is filled. */
export interface MatrixCounts {
  readonly rows: number;
  readonly cols: number;
  /** Cells with a weight in them. */
  readonly used: number;
  /** Cells that are 0 by construction. */
  readonly zero: number;
  /** Different weights among them. */
  readonly distinct: number;
}

/** How a convolution slides; the bias is no part of its matrix. */
export type MatrixOptions = Omit<Conv2dOptions, 'bias'>;

/** More entries than a list should have, and more cells than should be written out. */
const mostEntries = 2 ** 24;

/**
 * The matrix of a convolution of one image `[1, in, height, width]` by `[out, in / groups, kernelH, kernelW]`, of which only the shapes
 * count: `in · height · width` columns and `out · outH · outW` rows, each counted as the cells lie in memory.
 * @throws RangeError if the convolution is not possible, or has more than 16,777,216 products: then `matrixCounts` still counts
 */
export function convMatrix(input: Shaped, weight: Shaped, options: MatrixOptions = {}): SharedMatrix {
  const plan = planOne('convMatrix', input, weight, options);
  const [, outChannels, outHeight, outWidth] = plan.outputShape;
  const rows = outChannels * outHeight * outWidth;
  const cols = sizeOf(plan.inputShape);
  const most = rows * sizeOf(plan.weightShape.slice(1));
  checkSize(most, 'convMatrix: input must lead to', 'products');

  const rowStarts = new Uint32Array(rows + 1);
  const entryCols = new Uint32Array(most);
  const entryWeights = new Uint32Array(most);
  const tapsOf = tapReader(plan);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const cell = {
      channel: Math.floor(row / (outHeight * outWidth)),
      row: Math.floor(row / outWidth) % outHeight,
      col: row % outWidth,
    };
    const inside = tapsOf(cell).filter(({ pixel }) => pixel >= 0);
    for (const tap of inside.sort((a, b) => a.pixel - b.pixel)) {
      entryCols[count] = tap.pixel;
      entryWeights[count] = tap.weight;
      count++;
    }
    rowStarts[row + 1] = count;
  }
  return {
    rows,
    cols,
    weightCount: sizeOf(plan.weightShape),
    rowStarts,
    entryCols: entryCols.slice(0, count),
    entryWeights: entryWeights.slice(0, count),
  };
}

/**
 * The entries of one row, from left to right.
 * @throws RangeError if there is no such row
 */
export function entriesInRow(matrix: SharedMatrix, row: number): MatrixEntry[] {
  checkWhole(row, 0, { caller: 'entriesInRow', argument: 'row' });
  if (row >= matrix.rows) throw new RangeError(`entriesInRow: row must be below ${matrix.rows}, got ${row}`);
  const [start, end] = [matrix.rowStarts[row] ?? 0, matrix.rowStarts[row + 1] ?? 0];
  return Array.from({ length: end - start }, (_, step) => ({
    row,
    col: matrix.entryCols[start + step] ?? 0,
    weight: matrix.entryWeights[start + step] ?? 0,
  }));
}

/** The transposed matrix: every entry with row and column exchanged, the weights shared as before. */
export function transposeShared(matrix: SharedMatrix): SharedMatrix {
  const rowStarts = new Uint32Array(matrix.cols + 1);
  for (const col of matrix.entryCols) rowStarts[col + 1] = (rowStarts[col + 1] ?? 0) + 1;
  for (let col = 0; col < matrix.cols; col++) rowStarts[col + 1] = (rowStarts[col + 1] ?? 0) + (rowStarts[col] ?? 0);
  const next = rowStarts.slice();
  const entryCols = new Uint32Array(matrix.entryCols.length);
  const entryWeights = new Uint32Array(matrix.entryCols.length);
  for (let row = 0; row < matrix.rows; row++) {
    for (let at = matrix.rowStarts[row] ?? 0; at < (matrix.rowStarts[row + 1] ?? 0); at++) {
      const col = matrix.entryCols[at] ?? 0;
      const target = next[col] ?? 0;
      next[col] = target + 1;
      entryCols[target] = row;
      entryWeights[target] = matrix.entryWeights[at] ?? 0;
    }
  }
  return { ...matrix, rows: matrix.cols, cols: matrix.rows, rowStarts, entryCols, entryWeights };
}

/**
 * The product of a matrix, its weights put in, with a vector of as many numbers as it has columns: as many as it has rows.
 * @throws RangeError if vector or weight have another length
 */
export function timesVector(matrix: SharedMatrix, weight: Tensor, vector: ArrayLike<number>): Float32Array {
  checkWeight(matrix, weight, 'timesVector');
  if (vector.length !== matrix.cols) {
    throw new RangeError(`timesVector: vector must hold ${matrix.cols} numbers, got ${vector.length}`);
  }
  return Float32Array.from({ length: matrix.rows }, (_, row) => {
    let sum = 0;
    for (let at = matrix.rowStarts[row] ?? 0; at < (matrix.rowStarts[row + 1] ?? 0); at++) {
      sum += (weight.data[matrix.entryWeights[at] ?? 0] ?? 0) * (vector[matrix.entryCols[at] ?? 0] ?? 0);
    }
    return sum;
  });
}

/**
 * The matrix written out, its weights put in: `[rows, cols]`.
 * @throws RangeError if it has more than 16,777,216 cells, or if the weight has another length
 */
export function denseMatrix(matrix: SharedMatrix, weight: Tensor): Tensor {
  const { rows, cols } = matrix;
  checkWeight(matrix, weight, 'denseMatrix');
  checkSize(rows * cols, 'denseMatrix: matrix must have', 'cells');
  const cells = new Float32Array(rows * cols);
  for (let row = 0; row < rows; row++) {
    for (let at = matrix.rowStarts[row] ?? 0; at < (matrix.rowStarts[row + 1] ?? 0); at++) {
      const cell = row * cols + (matrix.entryCols[at] ?? 0);
      cells[cell] = (cells[cell] ?? 0) + (weight.data[matrix.entryWeights[at] ?? 0] ?? 0);
    }
  }
  return tensor([rows, cols], cells);
}

/**
 * How the matrix of a convolution is filled, whatever its size: it is counted axis by axis and never built.
 * @throws RangeError if the convolution is not possible
 */
export function matrixCounts(input: Shaped, weight: Shaped, options: MatrixOptions = {}): MatrixCounts {
  const plan = planOne('matrixCounts', input, weight, options);
  const [, channels, ...sizes] = plan.inputShape;
  const [outChannels, groupChannels, ...kernels] = plan.weightShape;
  const [, , ...lengths] = plan.outputShape;
  const along = (axis: 0 | 1) => {
    const from = paddedFrom(sizes[axis], plan.padding[axis], plan.paddingMode);
    return meetings(from, { ...slideAlong(plan, axis), places: lengths[axis], kernel: kernels[axis] });
  };
  const [down, across] = [along(0), along(1)];
  const rows = outChannels * lengths[0] * lengths[1];
  const cols = channels * sizes[0] * sizes[1];
  const used = outChannels * groupChannels * down.used * across.used;
  const distinct = outChannels * groupChannels * down.distinct * across.distinct;
  return { rows, cols, used, zero: rows * cols - used, distinct };
}

/** Along one axis: how many pairs of an output place and an input cell meet, and how many taps of the kernel ever meet a cell. */
function meetings(
  from: readonly number[],
  slide: { readonly stride: number; readonly dilation: number; readonly places: number; readonly kernel: number },
): { used: number; distinct: number } {
  const taps = new Set<number>();
  let used = 0;
  for (let place = 0; place < slide.places; place++) {
    const cells = new Set<number>();
    for (let tap = 0; tap < slide.kernel; tap++) {
      const cell = from[place * slide.stride + tap * slide.dilation] ?? -1;
      if (cell < 0) continue;
      cells.add(cell);
      taps.add(tap);
    }
    used += cells.size;
  }
  return { used, distinct: taps.size };
}

function slideAlong({ stride, dilation }: Conv2dPlan, axis: 0 | 1) {
  return { stride: stride[axis], dilation: dilation[axis] };
}

function planOne(caller: string, input: Shaped, weight: Shaped, options: MatrixOptions): Conv2dPlan {
  const plan = planConv2d(input, weight, options, caller);
  const [batch] = plan.inputShape;
  if (batch !== 1) throw new RangeError(`${caller}: input must be one image (axis 0), got ${batch}`);
  return plan;
}

function checkSize(size: number, mustHave: string, what: string): void {
  if (size > mostEntries) throw new RangeError(`${mustHave} at most ${mostEntries} ${what}, got ${size}`);
}

function checkWeight({ weightCount }: SharedMatrix, { data }: Tensor, caller: string): void {
  if (data.length === weightCount) return;
  throw new RangeError(`${caller}: weight must hold the ${weightCount} numbers of the matrix, got ${data.length}`);
}
