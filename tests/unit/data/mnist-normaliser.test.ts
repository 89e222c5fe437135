import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstPictures } from '../../fixtures/first-digits.ts';
import { emptySheetWords, normaliseInk, type InkSheet } from '@lib/data/mnist-normaliser.ts';
import { sessionDigit } from '@lib/data/session-digit.ts';

const size = 28;
/** Whole cells are moved: the centre of mass is in the middle to half a cell, and rounding of greys is next to nothing. */
const centreTolerance = 0.5 + 1e-3;

function sheet(rows: number, cols: number, ink: (row: number, col: number) => number): InkSheet {
  return {
    rows,
    cols,
    ink: Uint8Array.from({ length: rows * cols }, (_, at) => ink(Math.floor(at / cols), at % cols)),
  };
}

function pixelsOf(drawn: InkSheet): Uint8Array {
  const { pixels, refusal } = normaliseInk(drawn);
  if (pixels === undefined) throw new Error(refusal);
  return pixels;
}

function massOf(pixels: ArrayLike<number>, cols = size) {
  const total = Array.from(pixels).reduce((sum, byte) => sum + byte, 0);
  const along = (place: (at: number) => number) =>
    Array.from(pixels).reduce((sum, byte, at) => sum + byte * place(at), 0) / total;
  return { total, row: along((at) => Math.floor(at / cols)), col: along((at) => at % cols) };
}

function boxOf(pixels: Uint8Array) {
  const places = Array.from(pixels.keys()).filter((at) => pixels[at] !== 0);
  const rows = places.map((at) => Math.floor(at / size));
  const cols = places.map((at) => at % size);
  return {
    top: Math.min(...rows),
    left: Math.min(...cols),
    rows: Math.max(...rows) - Math.min(...rows) + 1,
    cols: Math.max(...cols) - Math.min(...cols) + 1,
  };
}

const digitAt = (pixels: Uint8Array, at: number) => pixels.slice(at * 784, (at + 1) * 784);

/** How many bytes differ between a picture and another that is moved by whole cells. */
function differences(from: Uint8Array, to: Uint8Array, [down, right]: readonly [number, number]): number {
  const byteAt = (row: number, col: number) =>
    row < 0 || col < 0 || row >= size || col >= size ? 0 : from[row * size + col];
  return to.filter((byte, at) => byte !== byteAt(Math.floor(at / size) - down, (at % size) - right)).length;
}

describe('normaliseInk', () => {
  it('gives digits of MNIST back as they are, moved by one pixel at most', () => {
    const { pixels } = firstPictures(200);
    const moves = [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => [down, right] as const));
    let asTheyAre = 0;
    for (let at = 0; at < 200; at++) {
      const digit = digitAt(pixels, at);
      const box = boxOf(digit);
      if (Math.max(box.rows, box.cols) !== 20) continue; // a few are a pixel short: their faintest line fell away
      const normal = pixelsOf({ ink: digit, rows: size, cols: size });
      expect(moves.some((move) => differences(digit, normal, move) === 0)).toBe(true);
      asTheyAre += differences(digit, normal, [0, 0]) === 0 ? 1 : 0;
    }
    expect(asTheyAre).toBeGreaterThan(150);
  });

  it('gives the session’s three back to the byte', () =>
    expect(pixelsOf({ ink: sessionDigit, rows: size, cols: size })).toEqual(sessionDigit));

  it('brings a drawing in a far corner to the middle, at the size of all digits', () => {
    const ring = (row: number, col: number) => {
      const away = Math.hypot(row - 200, col - 30);
      return away < 24 && away > 16 ? 255 : 0;
    };
    const pixels = pixelsOf(sheet(256, 256, ring));
    expect(boxOf(pixels)).toEqual({ top: 4, left: 4, rows: 20, cols: 20 });
    const { row, col } = massOf(pixels);
    expect(Math.abs(row - 14)).toBeLessThanOrEqual(centreTolerance);
    expect(Math.abs(col - 14)).toBeLessThanOrEqual(centreTolerance);
  });

  it('keeps the proportions: a bar of 160 × 40 becomes 20 × 5', () =>
    expect(
      boxOf(pixelsOf(sheet(256, 256, (row, col) => (row > 20 && row <= 180 && col > 9 && col <= 49 ? 255 : 0)))),
    ).toEqual({ top: 4, left: 12, rows: 20, cols: 5 }));

  it('makes greys of parts of a cell: 60 × 3 becomes 20 × 1 of full ink, 60 × 4 gets a second column of a third', () => {
    const bar = (cols: number) => pixelsOf(sheet(80, 80, (row, col) => (row < 60 && col < cols ? 255 : 0)));
    expect(new Set(bar(3))).toEqual(new Set([0, 255]));
    expect(boxOf(bar(3))).toMatchObject({ rows: 20, cols: 1 });
    expect(new Set(bar(4))).toEqual(new Set([0, 85, 255]));
  });

  it('a dot becomes a disc of 20 cells', () => {
    const pixels = pixelsOf(sheet(256, 256, (row, col) => (Math.hypot(row - 99.5, col - 40.5) < 12 ? 255 : 0)));
    expect(boxOf(pixels)).toEqual({ top: 4, left: 4, rows: 20, cols: 20 });
    expect(pixels[14 * size + 14]).toBe(255);
  });

  it('a single cell fills its box', () =>
    expect(massOf(pixelsOf(sheet(50, 40, (row, col) => (row === 3 && col === 39 ? 255 : 0)))).total).toBe(400 * 255));

  it('a line across the whole sheet, one cell high, is 20 wide and pale', () => {
    const pixels = pixelsOf(sheet(256, 256, (row) => (row === 255 ? 255 : 0)));
    expect(boxOf(pixels)).toMatchObject({ rows: 1, cols: 20, left: 4 });
    expect(Math.max(...pixels)).toBe(20); // 255 / 12.8
  });

  it('refuses an empty sheet in a sentence', () =>
    expect(normaliseInk(sheet(256, 256, () => 0))).toEqual({ refusal: emptySheetWords }));

  it('refuses ink that is lost in scaling', () =>
    expect(normaliseInk(sheet(256, 256, (row, col) => (row === col ? 1 : 0))).refusal).toMatch(/too little ink/));

  it('all ink that is drawn is kept, in the middle unless it would stick out', () => {
    const cell = fc.record({ row: fc.nat(63), col: fc.nat(63), byte: fc.integer({ min: 30, max: 255 }) });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 30 }), (cells) => {
        const ink = new Uint8Array(64 * 64);
        // each is a blot of 4 × 4, so that nothing is lost to rounding alone
        for (const { row, col, byte } of cells)
          for (let at = 0; at < 16; at++) ink[Math.min(63, row + (at >> 2)) * 64 + Math.min(63, col + (at % 4))] = byte;
        const pixels = pixelsOf({ ink, rows: 64, cols: 64 });
        const { top, left, rows, cols } = boxOf(pixels);
        const { row, col } = massOf(pixels);
        expect(Math.max(rows, cols)).toBeLessThanOrEqual(20);
        const isCentred = (centre: number, start: number, length: number) =>
          Math.abs(centre - 14) <= centreTolerance || start <= 1 || start + length >= size - 1;
        expect(isCentred(row, top, rows) && isCentred(col, left, cols)).toBe(true);
      }),
    );
  });

  it('says what does not fit', () =>
    expect(() => normaliseInk({ ink: new Uint8Array(10), rows: 3, cols: 3 })).toThrow(
      'normaliseInk: ink must hold 3 × 3 bytes, got 10',
    ));
});
