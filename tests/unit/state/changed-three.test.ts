import { describe, expect, it } from 'vitest';
import { heldOutThree } from '@lib/data/held-out-threes.ts';
import { changedThree, shortestChange } from '@lib/state/changed-three.ts';
import { mostPixels, pixelSet, pixelsField } from '@lib/state/pixels-field.ts';

const link = { pic: '4', seed: 1, ink: [], paper: [] } as const;
/** Row 7, columns 8 to 10 of the three, bytes 253 252 253; and row 8, column 8, which is full ink. */
const [inked, full] = [7 * 28 + 8, 8 * 28 + 8];

describe('the pixels of a link', () => {
  it('are two letters or digits each, and come back', () => {
    expect(pixelsField.print([0, 10, 35, 36, 783])).toBe('000a0z10lr');
    expect(pixelsField.parse('000a0z10lr')).toEqual({ value: [0, 10, 35, 36, 783] });
    expect(pixelsField.parse('')).toEqual({ value: [] });
  });
  it('are put in order, each once', () => expect(pixelsField.parse('0a000a')).toEqual({ value: [0, 10] }));
  it('that cannot be read change nothing, and that is said', () => {
    expect(pixelsField.parse('0a0').value).toEqual([]);
    expect(pixelsField.parse('0A').note).toMatch(/no list of pixels/);
    expect(pixelsField.parse('0als')).toEqual({
      value: [10],
      note: 'some pixels lie outside the picture; they were left out.',
    });
  });
  it('are no more than a link can carry', () => {
    const all = pixelsField.print(pixelSet(Array.from({ length: 400 }, (_, place) => place)));
    const { value, note } = pixelsField.parse(all);
    expect(value).toHaveLength(mostPixels);
    expect(note).toMatch(/at most 300/);
  });
});

describe('a changed three', () => {
  it('differs where pixels were made ink or paper, and nowhere else', () => {
    const { pixels, changed } = changedThree({ ...link, ink: [0], paper: [inked] });
    expect([pixels[0], pixels[inked], changed]).toEqual([255, 0, [0, inked]]);
    expect(heldOutThree('4')[0]).toBe(0);
  });
  it('is said in its shortest form: what a pixel was already is no change, and ink wins over paper', () => {
    expect(heldOutThree('4')[full]).toBe(255);
    expect(shortestChange({ ...link, ink: [inked, full], paper: [0, inked, inked + 1] })).toMatchObject({
      ink: [inked],
      paper: [inked + 1],
    });
  });
});
