import { describe, expect, it } from 'vitest';
import { luminance, rgb } from '@lib/draw/oklab.ts';
import { sourceColour } from '@lib/draw/source-colours.ts';

const square = (row: number, col: number, side = 3) => ({ row, col, rows: side, cols: side });
const [pixel, copy] = [{ isCopy: false }, { isCopy: true }];
const parts = (colour: string) => /^light-dark\((#\w+),(#\w+)\)$/.exec(colour)?.slice(1) ?? [];
const readableContrast = 4.4; // the book’s own measure for numbers on cells, of which 4.42 is the worst

describe('sourceColour', () => {
  it('has the four inks in the corners of a picture', () =>
    expect(
      [square(0, 0), square(0, 2), square(2, 0), square(2, 2)].map((at) => parts(sourceColour(at, pixel).fill)[0]),
    ).toEqual(['#b23a2c', '#e3b23c', '#2b5b8c', '#2a251f']));

  it('has all four along a row of four', () =>
    expect([0, 1, 2, 3].map((col) => parts(sourceColour({ row: 0, col, rows: 1, cols: 4 }, pixel).fill)[0])).toEqual([
      '#b23a2c',
      '#e3b23c',
      '#2b5b8c',
      '#2a251f',
    ]));

  it('gives every pixel of a small picture its own colour, and its copy another', () => {
    const cells = [0, 1, 2, 3].flatMap((row) => [0, 1, 2, 3].map((col) => square(row, col, 4)));
    const fills = cells.flatMap((at) => [sourceColour(at, pixel).fill, sourceColour(at, copy).fill]);
    expect(new Set(fills).size).toBe(32);
  });

  it('can be written on, in both themes', () => {
    for (const look of [pixel, copy])
      for (const at of [0, 1, 2].flatMap((row) => [0, 1, 2].map((col) => square(row, col)))) {
        const { fill, on } = sourceColour(at, look);
        parts(fill).forEach((colour, theme) => {
          const ink = on.slice('light-dark('.length, -1).split(',')[theme] === '#fff' ? 1 : 0;
          const [high, low] = [luminance(rgb(colour)), ink].toSorted((one, other) => other - one);
          expect(((high ?? 0) + 0.05) / ((low ?? 0) + 0.05)).toBeGreaterThan(readableContrast);
        });
      }
  });

  it('only tints the paper of a large picture: ink is darker than any tint', () => {
    const [paper] = parts(sourceColour(square(0, 0, 28), { isCopy: true, ink: 0 }).fill);
    const [ink] = parts(sourceColour(square(0, 0, 28), { isCopy: true, ink: 1 }).fill);
    expect(luminance(rgb(paper ?? ''))).toBeGreaterThan(0.5);
    expect(luminance(rgb(ink ?? ''))).toBeLessThan(0.02);
  });
});
