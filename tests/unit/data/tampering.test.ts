import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionDigit } from '@lib/data/session-digit.ts';
import {
  furthestShift,
  labelErrors,
  permuted,
  pixelPermutation,
  randomShifts,
  shifted,
  tamper,
  type TamperedData,
} from '@lib/data/tampering.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const pictures = fc.uint8Array({ minLength: 784, maxLength: 784 });
const data: TamperedData = { counts: { train: 100, valid: 40 }, classes: 2, seed: 1 };

function inkOf(pixels: Uint8Array): number {
  return pixels.reduce((sum, ink) => sum + ink, 0);
}

describe('shuffled pixels', () => {
  it('every place gives its pixel to exactly one place, for any seed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect([...pixelPermutation(seed)].toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: 784 }, (_, at) => at),
        );
      }),
      { numRuns: 20 },
    );
  });

  it('can be undone by putting every pixel back where it came from', () => {
    fc.assert(
      fc.property(pictures, seeds, (picture, seed) => {
        const origins = pixelPermutation(seed);
        const back = new Uint8Array(784);
        permuted(picture, origins).forEach((ink, place) => (back[origins[place] ?? 0] = ink));
        expect(back).toEqual(picture);
      }),
      { numRuns: 20 },
    );
  });

  it('move the same pixels in every picture of both sets, and touch no class', () => {
    const { picture, classOf } = tamper('shuffled-pixels', data);
    const shuffled = picture(sessionDigit, 'train', 0);
    expect(shuffled).not.toEqual(sessionDigit);
    expect(picture(sessionDigit, 'train', 99)).toEqual(shuffled);
    expect(picture(sessionDigit, 'valid', 7)).toEqual(shuffled);
    expect(classOf(1, 'train', 3)).toBe(1);
  });

  it('another seed, another order', () => {
    expect(pixelPermutation(1)).not.toEqual(pixelPermutation(2));
    expect(pixelPermutation(1)).toEqual(pixelPermutation(1));
  });
});

describe('off centre', () => {
  it('a dot at row 5, column 8, moved 2 down and 3 to the left, is at row 7, column 5', () => {
    const dot = new Uint8Array(784);
    dot[5 * 28 + 8] = 200;
    const moved = shifted(dot, [2, -3]);
    expect(moved[7 * 28 + 5]).toBe(200);
    expect(inkOf(moved)).toBe(200);
  });

  it.each([
    [[0, 1], 27],
    [[0, -1], 0],
    [[1, 0], 27 * 28],
    [[-1, 0], 0],
  ] as const)('a dot at the edge, moved beyond it by %j, is gone and does not come back elsewhere', (shift, place) => {
    const dot = new Uint8Array(784);
    dot[place] = 200;
    expect(inkOf(shifted(dot, shift))).toBe(0);
  });

  it('keeps all ink that stays inside, where it then belongs, and brings in paper', () => {
    const shift = fc.integer({ min: -furthestShift, max: furthestShift });
    fc.assert(
      fc.property(pictures, shift, shift, (picture, rows, cols) => {
        const moved = shifted(picture, [rows, cols]);
        for (let place = 0; place < 784; place++) {
          const [row, col] = [Math.floor(place / 28) - rows, (place % 28) - cols];
          const isInside = row >= 0 && row < 28 && col >= 0 && col < 28;
          if (moved[place] !== (isInside ? picture[row * 28 + col] : 0)) return false;
        }
        return true;
      }),
    );
  });

  it('of many shifts, all rows and columns from -6 to 6 occur and none beyond', () => {
    const shifts = randomShifts(2000, 1);
    const all = Array.from({ length: 13 }, (_, at) => at - 6);
    for (const axis of [0, 1] as const) {
      expect([...new Set(shifts.map((shift) => shift[axis]))].toSorted((a, b) => a - b)).toEqual(all);
    }
  });

  it('moves only what is held out, each picture in its own way', () => {
    const { picture, classOf } = tamper('off-centre', data);
    const shifts = randomShifts(40, 1);
    expect(picture(sessionDigit, 'train', 3)).toBe(sessionDigit);
    for (const [place, shift] of shifts.entries()) {
      expect(picture(sessionDigit, 'valid', place)).toEqual(shifted(sessionDigit, shift));
    }
    expect(new Set(shifts.map(String)).size).toBeGreaterThan(20);
    expect(classOf(1, 'valid', 3)).toBe(1);
  });
});

describe('wrong labels', () => {
  it('exactly a fifth, rounded, are wrong, and each by less than the number of classes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 2, max: 10 }), seeds, (count, classes, seed) => {
        const errors = labelErrors(count, classes, seed);
        expect(errors).toHaveLength(count);
        expect(errors.filter((error) => error > 0)).toHaveLength(Math.round(count / 5));
        expect(errors.every((error) => error < classes)).toBe(true);
      }),
    );
  });

  it('ten classes: every wrong class is told to somebody', () => {
    expect(new Set(labelErrors(2000, 10, 1))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
  });

  it('20 of 100 training pictures are told the other of two classes, those held out the truth', () => {
    const { picture, classOf } = tamper('wrong-labels', data);
    const told = (set: 'train' | 'valid') =>
      Array.from({ length: data.counts[set] }, (_, place) => classOf(1, set, place));
    expect(told('train').filter((known) => known === 0)).toHaveLength(20);
    expect(told('train').filter((known) => known === 1)).toHaveLength(80);
    expect(told('valid')).toEqual(Array(40).fill(1));
    expect(picture(sessionDigit, 'train', 3)).toBe(sessionDigit);
  });

  it('a picture behind all others keeps its label', () => {
    expect(tamper('wrong-labels', data).classOf(1, 'train', 100)).toBe(1);
  });
});

it('no tampering leaves pictures and classes alone', () => {
  const { picture, classOf } = tamper('none', data);
  expect(picture(sessionDigit, 'valid', 0)).toBe(sessionDigit);
  expect(classOf(1, 'train', 0)).toBe(1);
});
