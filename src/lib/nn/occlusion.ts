// What a decision hangs on, found by covering: a square patch of one grey is laid over the picture, place after place, and each time the network is
// asked again. Where its margin falls, it needed what lies there. (Zeiler and Fergus, Visualizing and understanding convolutional networks, 2014.)
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { batchShape, pictureShape } from './training-run.ts';

const [, height, width] = pictureShape;

/** A square patch: its upper left cell, its side, and the byte it covers everything with. */
export interface Patch {
  readonly row: number;
  readonly col: number;
  readonly size: number;
  readonly ink: number;
}

/** A picture of 784 bytes with a patch on it; a patch of side 0 covers nothing. */
export function covered(pixels: Uint8Array, { row, col, size, ink }: Patch): Uint8Array {
  const picture = pixels.slice();
  for (let down = 0; down < size; down++) {
    const start = (row + down) * width + col;
    picture.fill(ink, start, start + size);
  }
  return picture;
}

/** Rows, and columns, of the places where a whole patch lies on the picture. */
export function placesAlong(size: number): number {
  return height - size + 1;
}

/** The mean byte of a picture, whole. */
export function meanInk(pixels: Uint8Array): number {
  return Math.round(pixels.reduce((sum, byte) => sum + byte, 0) / pixels.length);
}

/** Pictures of bytes as a network sees them, `[count, 1, 28, 28]`, ink from 0 to 1. */
export function picturesTensor(pictures: readonly Uint8Array[]): Tensor {
  const values = new Float32Array(pictures.length * height * width);
  pictures.forEach((pixels, at) => {
    const start = at * height * width;
    for (let cell = 0; cell < height * width; cell++) values[start + cell] = (pixels[cell] ?? 0) / 255;
  });
  return tensor(batchShape(pictures.length), values);
}

/** By how much a class leads the best of the others, below 0 where it does not lead; with two classes the difference of their scores. */
export function marginOf(logits: ArrayLike<number>, wanted: number): number {
  let best = -Infinity;
  for (let at = 0; at < logits.length; at++) if (at !== wanted) best = Math.max(best, logits[at] ?? -Infinity);
  return (logits[wanted] ?? NaN) - best;
}

/** The places of a patch that are tried: every one, or every second or fourth along both axes where a network takes long. */
export interface PatchPlaces {
  /** Rows and columns of all places. */
  readonly along: number;
  /** Places from one that is tried to the next. */
  readonly every: number;
  /** Rows, and columns, that are tried; the last one is always among them. */
  readonly lines: readonly number[];
  /** The places that are tried, row by row. */
  readonly tried: readonly { readonly row: number; readonly col: number }[];
}

/** Multiplications that may be spent on a whole map: about a second on one processor. */
const mostMultiplications = 2e9;

/** Chooses the places of a patch for a network that takes so many multiplications for a picture. */
export function patchPlaces(size: number, multiplications: number): PatchPlaces {
  const along = placesAlong(size);
  const linesOf = (every: number): number[] => {
    const regular = Array.from({ length: Math.ceil(along / every) }, (_, at) => at * every);
    return regular.at(-1) === along - 1 ? regular : [...regular, along - 1];
  };
  const every = [1, 2, 4].find((step) => linesOf(step).length ** 2 * multiplications <= mostMultiplications) ?? 7;
  const lines = linesOf(every);
  return { along, every, lines, tried: lines.flatMap((row) => lines.map((col) => ({ row, col }))) };
}

/**
 * A map of all places, row by row, `[along, along]`, from the margins at those tried; every place shows the nearest. What was not tried yet is NaN.
 */
export function marginMap({ along, lines }: PatchPlaces, margins: ArrayLike<number>): Float32Array {
  const away = (place: number, line: number): number => Math.abs((lines[line] ?? Infinity) - place);
  const nearest = Array.from({ length: along }, (_, place) =>
    lines.reduce((best, _line, line) => (away(place, line) < away(place, best) ? line : best), 0),
  );
  return Float32Array.from({ length: along * along }, (_, at) => {
    const [row = 0, col = 0] = [nearest[Math.floor(at / along)], nearest[at % along]];
    return margins[row * lines.length + col] ?? NaN;
  });
}
