import { describe, expect, it } from 'vitest';
import { answerName, pixelName, plainName, weightName, weightSpoken } from '@lib/text/matrix-names.ts';

const names = (count: number, name: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => name(at)).join('');

describe('the letters of a convolution', () => {
  it('nine pixels are A to J without I, and 36 pixels have 36 letters', () => {
    expect(names(9, (at) => plainName(pixelName(at)))).toBe('ABCDEFGHJ');
    expect(new Set(Array.from({ length: 36 }, (_, at) => plainName(pixelName(at)))).size).toBe(36);
    expect(names(36, (at) => plainName(pixelName(at)))).not.toMatch(/[Iib]/);
    expect(plainName(pixelName(783))).toBe('x 783');
  });

  it('nine weights are alpha to iota', () => {
    expect(names(9, (at) => plainName(weightName(at)))).toBe('αβγδεζηθι');
    expect([weightSpoken(0), weightSpoken(8)]).toEqual(['alpha', 'iota']);
  });

  it('answers are P, Q, R, S, and never the letter of a pixel', () => {
    expect(names(4, (at) => plainName(answerName(at, { pixels: 9, places: 4 })))).toBe('PQRS');
    expect(plainName(answerName(15, { pixels: 16, places: 16 }))).toBe('y 15');
    const pixels = new Set(Array.from({ length: 14 }, (_, at) => plainName(pixelName(at))));
    for (let at = 0; at < 11; at++)
      expect(pixels.has(plainName(answerName(at, { pixels: 14, places: 11 })))).toBe(false);
  });
});
