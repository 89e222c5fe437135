// The product of two matrices: every row of the one with every column of the other.
import { tensor, twoAxes, type Shaped, type Tensor } from './tensor.ts';

/**
 * Checks a product of `[rows, inner]` by `[inner, cols]` and gives its shape, `[rows, cols]`.
 * @throws RangeError if a factor has not two axes, or if the inner ones differ
 */
export function planMatMul(a: Shaped, b: Shaped): readonly [rows: number, cols: number] {
  const [rows, inner] = twoAxes(a.shape, 'matMul', 'a');
  const [height, cols] = twoAxes(b.shape, 'matMul', 'b');
  if (height !== inner) {
    throw new RangeError(`matMul: b must have ${inner} rows (axis 0), as many as a has columns, got ${height}`);
  }
  return [rows, cols];
}

/**
 * The product of `[rows, inner]` by `[inner, cols]`, `[rows, cols]`.
 * @throws RangeError if a factor has not two axes, or if the inner ones differ
 */
export function matMul(a: Tensor, b: Tensor): Tensor {
  const [rows, cols] = planMatMul(a, b);
  const inner = a.data.length / rows;
  const product = new Float32Array(rows * cols);
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      let sum = 0;
      for (let at = 0; at < inner; at++) sum += (a.data[row * inner + at] ?? 0) * (b.data[at * cols + col] ?? 0);
      product[row * cols + col] = sum;
    }
  }
  return tensor([rows, cols], product);
}

/**
 * Rows and columns exchanged: `[rows, cols]` gives `[cols, rows]`.
 * @throws RangeError if the matrix has not two axes
 */
export function transposeMatrix(matrix: Tensor): Tensor {
  const [rows, cols] = twoAxes(matrix.shape, 'transposeMatrix', 'matrix');
  const turned = new Float32Array(rows * cols);
  matrix.data.forEach((value, at) => (turned[(at % cols) * rows + Math.floor(at / cols)] = value));
  return tensor([cols, rows], turned);
}
