import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hex, luminance, rgb } from '@lib/draw/oklab.ts';
import type { Theme } from '@lib/draw/ramps.ts';
import { onColour, weightCss, weightRgb } from '@lib/draw/weight-inks.ts';

const tokens = readFileSync(new URL('../../../src/styles/tokens.css', import.meta.url), 'utf8');
const themes: readonly Theme[] = ['light', 'dark'];
const leastContrast = 4.5;

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(rgb(one)), luminance(rgb(other))].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('the inks of weights', () => {
  it('of four weights are the tokens', () => {
    for (let tap = 0; tap < 4; tap++) {
      const inks = themes.map((theme) => hex(weightRgb(tap, 2, theme)));
      expect(tokens).toContain(`--w${tap + 1}: light-dark(${inks.join(', ')});`);
    }
  });

  it.each(themes)('of nine weights are nine, in the %s', (theme) => {
    expect(new Set(Array.from({ length: 9 }, (_, tap) => hex(weightRgb(tap, 3, theme)))).size).toBe(9);
  });

  it('of nine weights begin with the three of the smaller kernel', () => {
    for (const tap of [0, 1, 2]) expect(weightRgb(tap, 3, 'light')).toEqual(weightRgb(tap, 2, 'light'));
  });

  it('a letter can be read on each of them', () => {
    for (const theme of themes)
      for (const kernel of [1, 2, 3])
        for (let tap = 0; tap < kernel ** 2; tap++) {
          const fill = weightRgb(tap, kernel, theme);
          expect(contrast(hex(fill), onColour(fill))).toBeGreaterThanOrEqual(leastContrast);
        }
  });

  it('are right in both themes', () =>
    expect(weightCss(0, 2)).toEqual({ fill: 'light-dark(#b23a2c,#de7463)', on: 'light-dark(#ffffff,#000000)' }));
});
