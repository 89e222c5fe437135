// A large matrix of which few cells hold anything, drawn small as a whole and large in part. Every filled cell keeps at least one pixel of the
// screen, so that no diagonal breaks up however small the drawing is.
import type { Rgb } from './oklab.ts';

/** The filled cells of a matrix, and their colours. */
export interface SparsePicture {
  readonly rows: number;
  readonly cols: number;
  readonly cells: readonly SparseCell[];
  readonly ground: Rgb;
}

/** One filled cell. */
export interface SparseCell {
  readonly row: number;
  readonly col: number;
  readonly colour: Rgb;
}

const opaque = 255;

/** The drawing as bytes, red, green, blue and opacity, for `width` by `height` pixels of the screen. */
export function sparseBytes(picture: SparsePicture, width: number, height: number): Uint8ClampedArray<ArrayBuffer> {
  const { rows, cols, cells, ground } = picture;
  const bytes = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < bytes.length; at += 4) put(bytes, at, ground);
  for (const { row, col, colour } of cells) {
    const [top, bottom] = span(row, rows, height);
    const [left, right] = span(col, cols, width);
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) put(bytes, (y * width + x) * 4, colour);
  }
  return bytes;
}

/** Paints the whole on a canvas of its own size in pixels of the screen. */
export function paintSparse(
  canvas: HTMLCanvasElement,
  picture: SparsePicture,
  size: { width: number; height: number },
): void {
  const [width, height] = [Math.max(1, Math.round(size.width)), Math.max(1, Math.round(size.height))];
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.putImageData(new ImageData(sparseBytes(picture, width, height), width, height), 0, 0);
}

function put(bytes: Uint8ClampedArray, at: number, colour: Rgb): void {
  bytes[at] = colour[0];
  bytes[at + 1] = colour[1];
  bytes[at + 2] = colour[2];
  bytes[at + 3] = opaque;
}

/** The pixels that a cell covers along an axis, one at least. */
function span(cell: number, cells: number, pixels: number): readonly [from: number, to: number] {
  const from = Math.min(pixels - 1, Math.floor((cell / cells) * pixels));
  return [from, Math.max(from + 1, Math.floor(((cell + 1) / cells) * pixels))];
}

/** A part of a matrix, from its upper left cell. */
export interface Part {
  readonly row: number;
  readonly col: number;
  readonly rows: number;
  readonly cols: number;
}

/** The part of so many rows and columns around a cell, kept inside the matrix. */
export function partAround(
  cell: readonly [row: number, col: number],
  wanted: readonly [rows: number, cols: number],
  all: readonly [rows: number, cols: number],
): Part {
  const along = (axis: 0 | 1): readonly [number, number] => {
    const count = Math.min(wanted[axis], all[axis]);
    return [Math.min(all[axis] - count, Math.max(0, cell[axis] - Math.floor(count / 2))), count];
  };
  const [[row, rows], [col, cols]] = [along(0), along(1)];
  return { row, col, rows, cols };
}
