// What the plates of the figure draw: ink with its bytes, and slopes with their tenths.
import type { PlatePicture } from '@lib/draw/plate.ts';
import { plainNumber } from '@lib/text/numbers.ts';

/** Rows, and columns, of both plates. */
export const side = 28;

const byte = (value: number): string => plainNumber(value, 0);

/** Tenths, `−.4`; nothing where that would be 0, for most of a slope is. */
const tenth = (value: number): string =>
  Math.abs(value) < 0.05 ? '' : plainNumber(value, 1).replace(/^(\u2212?)0\./, '$1.');

const flat = new Float32Array(side * side);

/** A picture of bytes. */
export function inkPicture(values: Uint8Array): PlatePicture {
  return { values, rows: side, cols: side, ramp: 'ink', greatest: 255, write: byte };
}

/** The slope at every pixel; all zero where there is none. */
export function slopePicture(slope: Float32Array | undefined, steepest: number): PlatePicture {
  return { values: slope ?? flat, rows: side, cols: side, ramp: 'signed', greatest: steepest || 1, write: tenth };
}
