import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convMatrix, entriesInRow } from '@lib/conv/matrix.ts';
import { cornerOf, pixelAt, placeAt, productsAt, tapAt, unroll } from '@lib/conv/unrolled.ts';

const small = { height: 3, width: 3, kernel: 2, stride: 1, padding: 0 };

const settings = fc.record({
  height: fc.integer({ min: 3, max: 6 }),
  width: fc.integer({ min: 3, max: 6 }),
  kernel: fc.integer({ min: 1, max: 3 }),
  stride: fc.integer({ min: 1, max: 3 }),
  padding: fc.integer({ min: 0, max: 2 }),
});

describe('unroll', () => {
  it('3 × 3 under 2 × 2 has nine pixels, four weights and four answers', () => {
    expect(unroll(small)).toEqual({ ...small, outHeight: 2, outWidth: 2, pixels: 9, taps: 4, places: 4 });
  });

  it('refuses a kernel that does not fit, and a stride of 0', () => {
    expect(() => unroll({ ...small, kernel: 4 })).toThrow(/^unroll: kernel must span at most the 3 cells/);
    expect(() => unroll({ ...small, stride: 0 })).toThrow(/^unroll: stride must be a whole number of at least 1/);
  });

  it('has the products of the matrix, in every setting', () => {
    fc.assert(
      fc.property(settings, (given) => {
        const sizes = unroll(given);
        const { height, width, kernel, stride, padding } = given;
        const matrix = convMatrix(
          { shape: [1, 1, height, width] },
          { shape: [1, 1, kernel, kernel] },
          { stride, padding },
        );
        expect([matrix.rows, matrix.cols]).toEqual([sizes.places, sizes.pixels]);
        for (let place = 0; place < sizes.places; place++)
          expect(productsAt(sizes, { place })).toEqual(
            entriesInRow(matrix, place).map(({ row, col, weight }) => ({ place: row, pixel: col, tap: weight })),
          );
      }),
    );
  });
});

describe('two of the three name the third', () => {
  it('in every setting', () => {
    fc.assert(
      fc.property(settings, (given) => {
        const sizes = unroll(given);
        for (const { place, pixel, tap } of productsAt(sizes, {})) {
          expect(tapAt(sizes, place, pixel)).toBe(tap);
          expect(pixelAt(sizes, place, tap)).toBe(pixel);
          expect(placeAt(sizes, pixel, tap)).toBe(place);
        }
      }),
    );
  });

  it('a pixel outside the window has no weight, a tap on the padding no pixel, a skipped pixel no answer', () => {
    expect(tapAt(unroll(small), 0, 2)).toBe(-1);
    expect(pixelAt(unroll({ ...small, padding: 1 }), 0, 0)).toBe(-1);
    expect(placeAt(unroll({ ...small, stride: 2 }), 1, 0)).toBe(-1);
  });
});

describe('productsAt', () => {
  const sizes = unroll(small);

  it('the middle pixel is seen by all four answers, each time through another weight', () => {
    expect(productsAt(sizes, { pixel: 4 })).toEqual([
      { place: 0, pixel: 4, tap: 3 },
      { place: 1, pixel: 4, tap: 2 },
      { place: 2, pixel: 4, tap: 1 },
      { place: 3, pixel: 4, tap: 0 },
    ]);
  });

  it('a weight stands once in each row', () => {
    expect(productsAt(sizes, { tap: 1 }).map(({ pixel }) => pixel)).toEqual([1, 2, 4, 5]);
  });

  it('a zero of the matrix is no product', () => expect(productsAt(sizes, { place: 1, pixel: 0 })).toEqual([]));
});

describe('cornerOf', () => {
  it('may lie in the padding', () => expect(cornerOf(unroll({ ...small, padding: 1 }), 0)).toEqual([-1, -1]));
});
