import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hex, luminance, mix, rgb } from '@lib/draw/oklab.ts';
import { plateCells, printPlate } from '@lib/draw/plate.ts';
import { levelClass, levelColour, levelOf, rampStyles, rampEnds, roundEnd, topLevel } from '@lib/draw/ramps.ts';

const leastContrast = 4.5; // WCAG 2.2, text

describe('ramps', () => {
  it('0 has a level to itself: 1 of 100,000 -> level 1', () =>
    expect([levelOf(0, 1e5), levelOf(1, 1e5), levelOf(-1, 1e5)]).toEqual([0, 1, -1]));
  it('ends at the greatest value, and does not go beyond it', () =>
    expect([levelOf(762, 762), levelOf(-762, 762), levelOf(9999, 762)]).toEqual([topLevel, -topLevel, topLevel]));
  it('an all-zero picture has level 0', () => expect(levelOf(0, 0)).toBe(0));
  it.each([
    [[0.656, -0.2], 0.8],
    [[-0.5], 0.5],
    [[0.3], 0.3],
    [[9, 1], 10],
    [[1234], 1500],
    [[0, 0], 1],
    [[], 1],
    [[NaN, 0.1, Infinity], 0.1],
  ])('a scale for %j ends at %d', (values, end) => expect(roundEnd(values)).toBe(end));
  it('255 is ink and 0 is paper in both themes', () => {
    for (const theme of ['light', 'dark'] as const) {
      expect(levelColour('ink', 0, theme).fill).toBe(rampEnds[theme].paper.toLowerCase());
      expect(levelColour('ink', topLevel, theme).fill).toBe(rampEnds[theme].ink.toLowerCase());
    }
  });
  it('a number on any level is readable in both themes', () => {
    for (const theme of ['light', 'dark'] as const) {
      for (const ramp of ['ink', 'signed'] as const) {
        for (let level = ramp === 'ink' ? 0 : -topLevel; level <= topLevel; level++) {
          const { fill, on } = levelColour(ramp, level, theme);
          const [a, b] = [luminance(rgb(fill)), luminance(rgb(on))];
          expect((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)).toBeGreaterThanOrEqual(leastContrast);
        }
      }
    }
  });
  it('ends are the tokens of the style sheet', () => {
    const css = readFileSync('src/styles/tokens.css', 'utf8').toLowerCase();
    for (const [name, token] of [
      ['paper', '--ink-0'],
      ['ink', '--ink-255'],
      ['neg', '--neg'],
      ['zero', '--zero'],
      ['pos', '--pos'],
    ] as const) {
      expect(css).toMatch(
        new RegExp(`${token}:\\s*light-dark\\(\\s*${rampEnds.light[name]}\\s*,\\s*${rampEnds.dark[name]}\\s*\\)`, 'i'),
      );
    }
  });
});

describe('oklab', () => {
  it('mixes ends to themselves', () =>
    expect([hex(mix(rgb('#17497F'), rgb('#f4efe5'), 0)), hex(mix(rgb('#17497f'), rgb('#f4efe5'), 1))]).toEqual([
      '#17497f',
      '#f4efe5',
    ]));
  it('black and white meet at #636363, half the lightness', () =>
    expect(hex(mix([0, 0, 0], [255, 255, 255], 0.5))).toBe('#636363'));
});

describe('plates', () => {
  const picture = {
    values: [0, 254, 254, -0, 254, 0],
    rows: 2,
    cols: 3,
    ramp: 'ink' as const,
    greatest: 255,
    write: String,
  };
  it('names the cells by row and column', () =>
    expect(plateCells(picture)[4]).toEqual({ row: 1, col: 1, level: levelOf(254, 255), text: '254' }));
  it('joins neighbours of one colour in a row, and leaves 0 blank', () =>
    expect(printPlate({ ...picture, write: undefined })).toContain(
      '<g class="ink-24"><path d="M1 0h2M1 1h1"/></g></svg>',
    ));
  it('every class it uses has a colour', () => {
    const styles = rampStyles();
    for (const value of [-254, -3, 0, 1, 120, 254]) {
      for (const ramp of ['ink', 'signed'] as const) {
        if (ramp === 'signed' || value >= 0) expect(styles).toContain(`.${levelClass(ramp, value, 254)}{--fill:`);
      }
    }
  });
  it('nearly 0 is never coloured as 0', () => expect(levelClass('signed', -1, 1e6)).toBe('neg-1'));
  it('prints a number on every cell that is not 0', () => expect(printPlate(picture).match(/<text/g)).toHaveLength(3));
});
