// A digit that stands in the code, as the rows that have ink.

/**
 * The 784 bytes of a picture of 28 × 28, row-major; 0 is paper, 255 is full ink.
 * @param rows the numbers of whole rows, divided by white space; all rows that are not there are paper
 * @param first where the first of them stands
 */
export function fromInkRows(rows: string, first: number): Uint8Array {
  const pixels = new Uint8Array(28 * 28);
  pixels.set(rows.trim().split(/\s+/).map(Number), first * 28);
  return pixels;
}
