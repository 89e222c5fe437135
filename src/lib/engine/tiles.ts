// A convolution in pieces that fit anywhere. Backends lay out every window of a picture side by side before they multiply, so a
// 12-megapixel photo under a 3×3 kernel would need gigabytes, and textures and buffers have their limits. Cells of the output do not depend
// on each other, so the output is cut: first between images, then between rows, then within a row.

/** A block of the output: images, rows and columns, each from `first` on. */
export interface Tile {
  readonly images: Span;
  readonly rows: Span;
  readonly cols: Span;
}

/** `count` positions along an axis. */
export interface Span {
  readonly first: number;
  readonly count: number;
}

/** Numbers that one tile may put on a backend: 64 MB. */
export const tileValues = 2 ** 24;

/**
 * Cuts an output of `[batch, outH, outW]` cells; `perCell` is how many numbers a cell of the output costs on its backend.
 */
export function tiles(
  [batch, height, width]: readonly [number, number, number],
  perCell: number,
  most = tileValues,
): Tile[] {
  const cells = Math.max(1, Math.floor(most / perCell));
  const colCount = Math.min(width, cells);
  const rowCount = Math.min(height, Math.max(1, Math.floor(cells / width)));
  const imageCount = Math.min(batch, Math.max(1, Math.floor(cells / (width * height))));
  return spans(batch, imageCount).flatMap((images) =>
    spans(height, rowCount).flatMap((rows) => spans(width, colCount).map((cols) => ({ images, rows, cols }))),
  );
}

/** Cuts an axis into pieces of at most `most` positions. */
export function spans(size: number, most: number): Span[] {
  return Array.from({ length: Math.ceil(size / most) }, (_, piece) => ({
    first: piece * most,
    count: Math.min(most, size - piece * most),
  }));
}

/** Lets messages in, among them the one that says stop. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
