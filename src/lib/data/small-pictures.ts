// Small pictures and kernels of whole numbers, made by rule, so that a convolution can be followed by hand and written in one line of Python.
import { tensor, type Tensor } from '@lib/array/tensor.ts';

/** Single digits without a pattern, or the number of each cell, row by row. */
export const smallPictures = ['digits', 'index'] as const;

/** A rule for a picture. */
export type SmallPicture = (typeof smallPictures)[number];

/** Ones, which add up the window; a single 1 in the middle or in the first cell, which copies one cell of it; or the numbers 1, 2, 3 and so on. */
export const smallKernels = ['ones', 'centre', 'corner', 'count'] as const;

/** A rule for a kernel. */
export type SmallKernel = (typeof smallKernels)[number];

const pictureRules: Readonly<Record<SmallPicture, (row: number, col: number, cols: number) => number>> = {
  digits: (row, col) => (3 * row + 7 * col + row * col) % 10,
  index: (row, col, cols) => row * cols + col,
};

/** A picture of whole numbers by one of the rules, `[1, 1, rows, cols]`. */
export function smallPicture(kind: SmallPicture, rows: number, cols: number): Tensor {
  const rule = pictureRules[kind];
  const values = Array.from({ length: rows * cols }, (_, at) => rule(Math.floor(at / cols), at % cols, cols));
  return tensor([1, 1, rows, cols], values);
}

/** The cell that counts as the middle of an axis of a kernel: the earlier one of two. */
export const middleOf = (kernel: number): number => Math.floor((kernel - 1) / 2);

/** A kernel by one of the rules, `[1, 1, rows, cols]`. */
export function smallKernel(kind: SmallKernel, rows: number, cols: number): Tensor {
  const single = { centre: middleOf(rows) * cols + middleOf(cols), corner: 0, ones: -1, count: -1 }[kind];
  const values = Array.from({ length: rows * cols }, (_, at) => {
    if (kind === 'ones') return 1;
    return kind === 'count' ? at + 1 : Number(at === single);
  });
  return tensor([1, 1, rows, cols], values);
}
