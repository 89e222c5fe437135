// A drawing in a link. A drawn pixel has one of 16 inks, so a picture of 784 pixels is written as runs: a letter `a` (paper) to
// `p` (full ink), then how often it is repeated where that is more than once. A usual digit takes some
// 300 characters, and no picture more than 784.
import type { LinkField } from './link-codec.ts';

const pixelCount = 28 * 28;
const inkStep = 17; // 15 · 17 = 255
const letters = 'abcdefghijklmnop';

/** Brings a byte to the nearest of the 16 inks of a drawing: a multiple of 17. */
export function drawnInk(byte: number): number {
  return Math.round(Math.min(255, Math.max(0, byte)) / inkStep) * inkStep;
}

/** An empty sheet of 784 pixels. */
export function emptyDrawing(): Uint8Array {
  return new Uint8Array(pixelCount);
}

/** Writes 784 pixels as runs; trailing paper is left out, an empty sheet is `a`. */
function printDrawing(pixels: Uint8Array): string {
  const text = Array.from(pixels, (byte) => letters[Math.round(byte / inkStep)] ?? 'a').join('');
  const inked = text.replace(/a+$/, '');
  return inked === '' ? 'a' : inked.replace(/(.)\1+/g, (run, letter: string) => `${letter}${run.length}`);
}

/** The field that holds the drawing pad's picture. */
export const drawingField: LinkField<Uint8Array> = {
  initial: emptyDrawing(),
  parse(text) {
    const pixels = emptyDrawing();
    let at = 0;
    if (!/^([a-p]\d{0,3})*$/.test(text))
      return { value: pixels, note: 'the drawing can’t be read; the sheet is empty.' };
    for (const [, letter = 'a', count] of text.matchAll(/([a-p])(\d*)/g)) {
      const end = at + (count === '' || count === undefined ? 1 : Number(count));
      pixels.fill(letters.indexOf(letter) * inkStep, at, end);
      at = end;
    }
    if (at > pixelCount) return { value: pixels, note: 'the drawing is larger than the sheet; the rest was cut.' };
    return { value: pixels };
  },
  print: printDrawing,
};
