import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestSplit, classAt, countRight, roundestBetween } from '@lib/nn/one-number.ts';

const pictures = (numbers: readonly number[], classes: readonly number[]) => ({
  numbers: Float64Array.from(numbers),
  classes: Uint8Array.from(classes),
});

describe('classAt', () => {
  it('a number equal to the threshold is not above it', () => {
    expect([4, 5, 6].map((number) => classAt(number, { threshold: 5, above: 0 }))).toEqual([1, 1, 0]);
    expect([4, 5, 6].map((number) => classAt(number, { threshold: 5, above: 1 }))).toEqual([0, 0, 1]);
  });
});

describe('countRight', () => {
  it('counts each class by itself', () =>
    expect(countRight(pictures([1, 2, 3, 4, 5], [1, 0, 0, 0, 1]), { threshold: 2.5, above: 0 })).toEqual({
      right: [2, 1],
      of: [3, 2],
    }));
});

describe('bestSplit', () => {
  it.each([
    ['apart', [1, 2, 8, 9], [0, 0, 1, 1], { threshold: 5, above: 1, right: 4 }],
    ['apart, the other way round', [8, 9, 1, 2], [0, 0, 1, 1], { threshold: 5, above: 0, right: 4 }],
    ['one on the wrong side', [1, 2, 3, 4, 5], [0, 1, 0, 1, 1], { threshold: 1.5, above: 1, right: 4 }],
    ['equal numbers are never parted', [3, 3, 3], [0, 0, 1], { threshold: 3, above: 1, right: 2 }],
    ['of two as good the lower', [1, 2, 3, 4], [0, 1, 0, 1], { threshold: 1.5, above: 1, right: 3 }],
    ['a single picture', [7], [1], { threshold: 7, above: 0, right: 1 }],
    ['negative numbers', [-5, -4], [0, 1], { threshold: -5, above: 1, right: 2 }],
    ['near each other', [0.123411, 0.123489], [0, 1], { threshold: 0.12345, above: 1, right: 2 }],
  ] as const)('%s', (_, numbers, classes, { threshold, above, right }) => {
    const found = bestSplit(pictures(numbers, classes));
    expect([found.above, found.right]).toEqual([above, right]);
    expect(found.threshold).toBeCloseTo(threshold, 4);
  });

  it('no split is better, and it counts as it says', () => {
    const some = fc.array(fc.tuple(fc.integer({ min: -6, max: 6 }), fc.constantFrom(0, 1)), {
      minLength: 1,
      maxLength: 14,
    });
    fc.assert(
      fc.property(some, fc.double({ min: 1e-5, max: 2, noNaN: true }), (drawn, scale) => {
        const all = pictures(
          drawn.map(([number]) => number * scale),
          drawn.map(([, actual]) => actual),
        );
        const total = (split: Parameters<typeof countRight>[1]) => {
          const { right } = countRight(all, split);
          return right[0] + right[1];
        };
        const every = [-7, ...drawn.map(([number]) => number)].flatMap((number) =>
          ([0, 1] as const).map((above) => total({ threshold: number * scale, above })),
        );
        const best = bestSplit(all);
        expect(best.right).toBe(Math.max(...every));
        expect(total(best)).toBe(best.right);
      }),
    );
  });

  it('refuses nothing at all', () =>
    expect(() => bestSplit(pictures([], []))).toThrow(/^bestSplit: numbers must not be empty, got none$/));
});

describe('roundestBetween', () => {
  it.each([
    [1, 9, 5],
    [52.5456, 52.5585, 52.55],
    [2.4, 2.6, 2.5],
    [-0.4, 0.3, 0],
    [5, 6, 5.5],
    [5.00001, 5.00002, 5.00001],
    [7, Infinity, 7],
    [7.00001, Infinity, 7.0001],
  ])('%d to %d -> %d', (low, high, round) => expect(roundestBetween(low, high)).toBe(round));
});
