import { describe, expect, it } from 'vitest';
import { randomTensor } from '../random-tensor.ts';
import { matMul, planMatMul, transposeMatrix } from '@lib/array/mat-mul.ts';
import { tensor } from '@lib/array/tensor.ts';

describe('matMul', () => {
  it('multiplies rows by columns', () => {
    const product = matMul(tensor([2, 3], [1, 2, 3, 4, 5, 6]), tensor([3, 2], [1, 0, 0, 1, 10, 100]));
    expect(product).toEqual(tensor([2, 2], [31, 302, 64, 605]));
  });

  it('is turned round by transposing: (ab)ᵀ = bᵀaᵀ', () => {
    const [a, b] = [randomTensor([3, 5], 1), randomTensor([5, 2], 2)];
    expect(transposeMatrix(matMul(a, b))).toEqual(matMul(transposeMatrix(b), transposeMatrix(a)));
  });

  it('refuses factors that do not fit', () => {
    expect(() => matMul(randomTensor([2, 3], 1), randomTensor([2, 3], 2))).toThrow(
      new RangeError('matMul: b must have 3 rows (axis 0), as many as a has columns, got 2'),
    );
    expect(() => planMatMul({ shape: [2, 3, 1] }, { shape: [3, 2] })).toThrow(
      new RangeError('matMul: a must have 2 axes, got 3: [2, 3, 1]'),
    );
  });
});

describe('transposeMatrix', () => {
  it('exchanges rows and columns', () => {
    expect(transposeMatrix(tensor([2, 3], [1, 2, 3, 4, 5, 6]))).toEqual(tensor([3, 2], [1, 4, 2, 5, 3, 6]));
  });
});
