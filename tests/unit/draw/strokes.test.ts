import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankSheet, GrowingSheet, withStrokes } from '@lib/draw/ink-sheet.ts';
import { distanceToSegment, keptStroke, longestStep, penRadius, sheetSize, strokePath } from '@lib/draw/strokes.ts';

const place = fc.double({ min: -50, max: 300, noNaN: true });
const stroke = fc.array(fc.tuple(place, place), { minLength: 1, maxLength: 40 });

describe('keptStroke', () => {
  it('leaves out what lies on the line, and takes long ways in short steps', () =>
    expect(
      keptStroke([
        [10, 10],
        [20, 10],
        [30, 10],
        [70, 10],
      ]),
    ).toEqual([
      [10, 10],
      [40, 10],
      [70, 10],
    ]));
  it('keeps a corner', () =>
    expect(
      keptStroke([
        [0, 0],
        [20, 0],
        [20, 20],
      ]),
    ).toEqual([
      [0, 0],
      [20, 0],
      [20, 20],
    ]));
  it('a touch is one point', () => expect(keptStroke([[3.4, 7.6]])).toEqual([[3, 8]]));
  it('nothing stays nothing', () => expect(keptStroke([])).toEqual([]));
  it('stays on the sheet, in whole places and short steps, near every point that was drawn', () => {
    fc.assert(
      fc.property(stroke, (points) => {
        const kept = keptStroke(points);
        kept.forEach(([x, y], at) => {
          const [beforeX, beforeY] = kept[at - 1] ?? [x, y];
          expect(Math.max(Math.abs(x - beforeX), Math.abs(y - beforeY))).toBeLessThanOrEqual(longestStep);
          for (const along of [x, y]) expect(Number.isInteger(along) && along >= 0 && along < sheetSize).toBe(true);
        });
        for (const [x, y] of points) {
          const within = (value: number) => Math.min(255, Math.max(0, value));
          const away = kept.map((point, at) => distanceToSegment([within(x), within(y)], kept[at - 1] ?? point, point));
          // simplifying, rounding the point, and rounding the steps
          expect(Math.min(...away)).toBeLessThan(0.75 + Math.SQRT1_2 + Math.SQRT1_2);
        }
      }),
    );
  });
});

describe('withStrokes', () => {
  it('a touch is a disc of the pen’s width, soft at its edge', () => {
    const { ink } = withStrokes(blankSheet(), [[[100, 50]]]);
    expect(ink[50 * sheetSize + 100]).toBe(255);
    expect(ink[50 * sheetSize + 100 + penRadius - 1]).toBe(255);
    expect(ink[50 * sheetSize + 100 + penRadius]).toBe(128);
    expect(ink[50 * sheetSize + 100 + penRadius + 1]).toBe(0);
  });
  it('a stroke over the edge stays on its row', () => {
    const { ink } = withStrokes(blankSheet(), [
      [
        [255, 100],
        [255, 120],
      ],
    ]);
    expect(ink[110 * sheetSize + 255]).toBe(255);
    expect(ink[110 * sheetSize]).toBe(0);
  });
  it('leaves the old sheet as it was', () => {
    const blank = blankSheet();
    withStrokes(blank, [[[9, 9]]]);
    expect(blank.ink.every((byte) => byte === 0)).toBe(true);
  });
});

describe('GrowingSheet', () => {
  it('a stroke that grows, or is another all of a sudden, leaves the ink that it has as a whole', () => {
    const growing = new GrowingSheet();
    const base = withStrokes(blankSheet(), [[[20, 20]]]);
    fc.assert(
      fc.property(stroke, fc.nat(39), (points, cut) => {
        const first = points.slice(0, cut + 1);
        expect(growing.with(base, first)).toEqual(withStrokes(base, [first]));
        expect(growing.with(base, points)).toEqual(withStrokes(base, [points]));
      }),
      { numRuns: 30 },
    );
  });
  it('forgets when the sheet below is another', () => {
    const growing = new GrowingSheet();
    const points = [[9, 9] as const];
    growing.with(blankSheet(), points);
    const base = withStrokes(blankSheet(), [[[200, 200]]]);
    expect(growing.with(base, points)).toEqual(withStrokes(base, [points]));
  });
});

describe('strokePath', () => {
  it('draws a line', () =>
    expect(
      strokePath([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
    ).toBe('M1 2L3 4L5 6'));
  it('draws a dot', () => expect(strokePath([[1, 2]])).toBe('M1 2L1 2'));
});
