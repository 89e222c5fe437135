import { describe, expect, it } from 'vitest';
import { partAround, sparseBytes } from '@lib/draw/sparse-map.ts';

const red = [200, 0, 0] as const;
const ground = [9, 9, 9] as const;

/** The red value of each pixel, row by row. */
function reds(bytes: Uint8ClampedArray): number[] {
  return Array.from({ length: bytes.length / 4 }, (_, at) => bytes[at * 4] ?? 0);
}

describe('sparseBytes', () => {
  it('fills the pixels of a cell, and leaves the ground elsewhere', () => {
    const picture = { rows: 2, cols: 2, cells: [{ row: 1, col: 0, colour: red }], ground };
    expect(reds(sparseBytes(picture, 4, 2))).toEqual([9, 9, 9, 9, 200, 200, 9, 9]);
  });

  it('keeps a pixel for every cell where there are fewer pixels than cells', () => {
    const cells = Array.from({ length: 12 }, (_, at) => ({ row: at, col: at, colour: red }));
    const drawn = reds(sparseBytes({ rows: 12, cols: 12, cells, ground }, 5, 5));
    for (const diagonal of [0, 6, 12, 18, 24]) expect(drawn[diagonal]).toBe(200);
  });

  it('is opaque', () => {
    const bytes = sparseBytes({ rows: 1, cols: 1, cells: [], ground }, 2, 1);
    expect([bytes[3], bytes[7]]).toEqual([255, 255]);
  });
});

describe('partAround', () => {
  it('stands around its cell', () =>
    expect(partAround([50, 60], [5, 7], [100, 100])).toEqual({ row: 48, col: 57, rows: 5, cols: 7 }));
  it('stays inside the matrix', () => {
    expect(partAround([0, 99], [5, 7], [100, 100])).toEqual({ row: 0, col: 93, rows: 5, cols: 7 });
    expect(partAround([3, 2], [13, 16], [9, 676])).toEqual({ row: 0, col: 0, rows: 9, cols: 16 });
  });
});
