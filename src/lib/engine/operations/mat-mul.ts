// A matrix product is a convolution with a kernel of one cell: the rows are the cells, the columns their channels.
import { planMatMul } from '@lib/array/mat-mul.ts';
import { tensor } from '@lib/array/tensor.ts';
import { breathe, spans, tileValues } from '../tiles.ts';
import type { Operation } from './operation.ts';

/** Multiplies matrices: `[rows, inner]` by `[inner, cols]` gives `[rows, cols]`. */
export const matMul: Operation<'matMul'> = async (machine, [left, right], signal) => {
  const [rows, cols] = planMatMul(left, right);
  const inner = left.data.length / rows;
  const product = new Float32Array(rows * cols);
  const pieces = spans(rows, Math.max(1, Math.floor(tileValues / (inner + cols))));
  for (const { first, count } of pieces) {
    if (pieces.length > 1) await breathe();
    signal?.throwIfAborted();
    const values = await machine.convolve({
      input: left.data.slice(first * inner, (first + count) * inner),
      inputShape: [1, count, 1, inner],
      filter: right.data,
      filterShape: [1, 1, inner, cols],
      stride: [1, 1],
      dilation: [1, 1],
    });
    product.set(values, first * cols);
  }
  return tensor([rows, cols], product);
};
