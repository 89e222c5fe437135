import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conv2dCases } from '../../fixtures/cases.ts';
import { inner, randomTensor, seeds } from '../random-tensor.ts';
import { maxAbsDifference } from '@lib/array/compare.ts';
import { matMul, transposeMatrix } from '@lib/array/mat-mul.ts';
import { reshaped, sizeOf, tensor } from '@lib/array/tensor.ts';
import { convTranspose2d } from '@lib/conv/conv-transpose2d.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import {
  convMatrix,
  denseMatrix,
  entriesInRow,
  matrixCounts,
  timesVector,
  transposeShared,
  type SharedMatrix,
} from '@lib/conv/matrix.ts';
import { paddingModes } from '@lib/conv/pad.ts';

// Two ways to add the same few dozen products of numbers below 10.
const roundingTolerance = 1e-4;

const shape = (...sizes: number[]) => ({ shape: sizes });
const nine = tensor([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
const four = tensor([1, 1, 2, 2], [1, 2, 3, 4]);

/** The rows of a matrix with a letter for each weight, as the lesson prints them. */
function lettered(matrix: SharedMatrix): string[] {
  return Array.from({ length: matrix.rows }, (_, row) => {
    const cells = Array<string>(matrix.cols).fill('·');
    for (const { col, weight } of entriesInRow(matrix, row)) cells[col] = 'αβγδ'[weight] ?? '?';
    return cells.join(' ');
  });
}

describe('the matrix of 2×2 on 3×3', () => {
  const matrix = convMatrix(nine, four);

  it('is four rows of nine, four weights in each', () => {
    expect(lettered(matrix)).toEqual([
      'α β · γ δ · · · ·',
      '· α β · γ δ · · ·',
      '· · · α β · γ δ ·',
      '· · · · α β · γ δ',
    ]);
  });

  it('times 1…9 with 1 2 / 3 4 in it gives 37 47 67 77', () => {
    expect([...timesVector(matrix, four, nine.data)]).toEqual([37, 47, 67, 77]);
  });

  it('with 1 0 / 0 −1 gives −4 four times: along a diagonal this picture rises by 4', () => {
    expect([...timesVector(matrix, tensor([1, 1, 2, 2], [1, 0, 0, -1]), nine.data)]).toEqual([-4, -4, -4, -4]);
  });

  it('transposed times ones gives 1 3 2 / 4 10 6 / 3 7 4', () => {
    const turned = transposeShared(matrix);
    expect([turned.rows, turned.cols]).toEqual([9, 4]);
    expect([...timesVector(turned, four, [1, 1, 1, 1])]).toEqual([1, 3, 2, 4, 10, 6, 3, 7, 4]);
  });

  it('written out is a dense matrix, and so is its transpose', () => {
    const dense = denseMatrix(matrix, four);
    expect(dense.shape).toEqual([4, 9]);
    expect([...dense.data.slice(9, 18)]).toEqual([0, 1, 2, 0, 3, 4, 0, 0, 0]);
    expect(denseMatrix(transposeShared(matrix), four)).toEqual(transposeMatrix(dense));
    expect([...matMul(dense, reshaped(nine, [9, 1])).data]).toEqual([37, 47, 67, 77]);
  });
});

describe('matrixCounts', () => {
  it.each([
    { size: 3, kernel: 2, options: {}, rows: 4, cols: 9, used: 16, zero: 20, distinct: 4 },
    { size: 4, kernel: 3, options: {}, rows: 4, cols: 16, used: 36, zero: 28, distinct: 9 },
    { size: 28, kernel: 3, options: {}, rows: 676, cols: 784, used: 6084, zero: 523_900, distinct: 9 },
    { size: 28, kernel: 3, options: { padding: 1 }, rows: 784, cols: 784, used: 6724, zero: 607_932, distinct: 9 },
    {
      size: 28,
      kernel: 3,
      options: { stride: 2, padding: 1 },
      rows: 196,
      cols: 784,
      used: 1681,
      zero: 151_983,
      distinct: 9,
    },
    { size: 1, kernel: 3, options: { padding: 1 }, rows: 1, cols: 1, used: 1, zero: 0, distinct: 1 },
  ])(
    'n=$size k=$kernel $options -> $rows×$cols, $used used, $distinct distinct',
    ({ size, kernel, options, ...counts }) => {
      expect(matrixCounts(shape(1, 1, size, size), shape(1, 1, kernel, kernel), options)).toEqual(counts);
    },
  );

  it('counts a photograph without building anything', () => {
    const counts = matrixCounts(shape(1, 3, 3000, 4000), shape(8, 3, 3, 3));
    expect(counts).toMatchObject({
      rows: 8 * 2998 * 3998,
      cols: 36_000_000,
      used: 8 * 2998 * 3998 * 27,
      distinct: 216,
    });
  });

  it('counts what the matrix holds, whatever the setting', () => {
    const small = fc.integer({ min: 1, max: 3 });
    fc.assert(
      fc.property(
        small,
        small,
        fc.nat(3),
        fc.constantFrom(...paddingModes),
        (stride, dilation, padding, paddingMode) => {
          const [input, weight] = [shape(1, 4, 7, 8), shape(2, 2, 3, 2)];
          const options = { stride, dilation, padding, paddingMode, groups: 2 };
          const { rows, cols, entryCols, entryWeights, rowStarts } = convMatrix(input, weight, options);
          const cells = new Set<string>();
          for (let row = 0; row < rows; row++) {
            for (let at = rowStarts[row] ?? 0; at < (rowStarts[row + 1] ?? 0); at++)
              cells.add(`${row},${entryCols[at]}`);
          }
          const used = cells.size;
          const distinct = new Set(entryWeights).size;
          expect(matrixCounts(input, weight, options)).toEqual({
            rows,
            cols,
            used,
            zero: rows * cols - used,
            distinct,
          });
        },
      ),
    );
  });
});

describe('convMatrix', () => {
  const single = conv2dCases.filter(({ input }) => input.shape[0] === 1);

  it.each(single)('$title: matrix times image equals the convolution', ({ input, weight, options }) => {
    const { bias: _, ...slide } = options;
    const output = conv2d(input, weight, slide);
    const product = timesVector(convMatrix(input, weight, slide), weight, input.data);
    expect(maxAbsDifference(tensor(output.shape, product), output).value).toBeLessThan(roundingTolerance);
  });

  it('has entries from left to right, each row between its starts', () => {
    const matrix = convMatrix(shape(1, 2, 4, 5), shape(2, 2, 3, 3), { padding: 1, paddingMode: 'circular' });
    for (let row = 0; row < matrix.rows; row++) {
      const cols = entriesInRow(matrix, row).map(({ col }) => col);
      expect(cols).toEqual(cols.toSorted((a, b) => a - b));
    }
    expect(matrix.rowStarts.at(-1)).toBe(matrix.entryCols.length);
  });

  it('transposed is the adjoint, and the transposed convolution', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(1, 2), fc.constantFrom(1, 2), (seed, stride, groups) => {
        const [x, weight] = [randomTensor([1, 4, 6, 5], seed), randomTensor([2, 4 / groups, 3, 3], seed + 1)];
        const slide = { stride, padding: 1, groups };
        const matrix = convMatrix(x, weight, slide);
        const y = randomTensor(conv2d(x, weight, slide).shape, seed + 2);
        const back = timesVector(transposeShared(matrix), weight, y.data);
        const forwards = inner(timesVector(matrix, weight, x.data), y.data);
        expect(Math.abs(forwards - inner(x.data, back))).toBeLessThan(roundingTolerance);
        const outputPadding = [stride === 2 ? 1 : 0, 0] as const; // 6 rows leave one over, 5 columns none
        const stamped = convTranspose2d(y, weight, { ...slide, outputPadding });
        expect(maxAbsDifference(tensor(x.shape, back), stamped).value).toBeLessThan(roundingTolerance);
      }),
    );
  });

  it('refuses what it cannot hold, and says what', () => {
    expect(() => convMatrix(shape(2, 1, 3, 3), four)).toThrow(
      new RangeError('convMatrix: input must be one image (axis 0), got 2'),
    );
    expect(() => convMatrix(nine, shape(1, 1, 4, 1))).toThrow(
      new RangeError('convMatrix: weight must span at most the 3 cells of the padded height (axis 2), got a span of 4'),
    );
    expect(() => convMatrix(shape(1, 3, 3000, 4000), shape(8, 3, 3, 3))).toThrow(
      new RangeError('convMatrix: input must lead to at most 16777216 products, got 2588976864'),
    );
    expect(() => timesVector(convMatrix(nine, four), four, [1, 2])).toThrow(
      new RangeError('timesVector: vector must hold 9 numbers, got 2'),
    );
    expect(() => timesVector(convMatrix(nine, four), nine, nine.data)).toThrow(
      new RangeError('timesVector: weight must hold the 4 numbers of the matrix, got 9'),
    );
    expect(() => entriesInRow(convMatrix(nine, four), 4)).toThrow(
      new RangeError('entriesInRow: row must be below 4, got 4'),
    );
  });
});

describe('denseMatrix', () => {
  it('adds up weights that padding brings into one cell', () => {
    const pixel = tensor([1, 1, 1, 1], [5]);
    const row = tensor([1, 1, 1, 3], [1, 20, 300]);
    const slide = { padding: [0, 1], paddingMode: 'replicate' } as const;
    expect(denseMatrix(convMatrix(pixel, row, slide), row)).toEqual(tensor([1, 1], [321]));
  });

  it('refuses 67 million cells', () => {
    const matrix = convMatrix(shape(1, 1, 92, 92), shape(1, 1, 3, 3));
    expect(sizeOf([matrix.rows, matrix.cols])).toBe(68_558_400);
    expect(() => denseMatrix(matrix, tensor([1, 1, 3, 3], new Float32Array(9)))).toThrow(
      new RangeError('denseMatrix: matrix must have at most 16777216 cells, got 68558400'),
    );
  });
});
