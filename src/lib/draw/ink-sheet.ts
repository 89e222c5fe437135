// The ink of strokes, worked out here and not by a canvas: browsers smooth their lines each in their own way, and the same link must give the
// network the same picture everywhere.
import type { InkSheet } from '@lib/data/mnist-normaliser.ts';
import { penRadius, sheetSize, type Stroke, type StrokePoint } from './strokes.ts';

/** A sheet without ink. */
export function blankSheet(): InkSheet {
  return { ink: new Uint8Array(sheetSize * sheetSize), rows: sheetSize, cols: sheetSize };
}

/** A sheet with some strokes more, by a round pen with a soft edge; the old sheet is left as it was. */
export function withStrokes(sheet: InkSheet, strokes: readonly Stroke[]): InkSheet {
  const ink = sheet.ink.slice();
  for (const stroke of strokes) layStroke(ink, stroke, 0);
  return { ...sheet, ink };
}

/** A sheet on which a stroke is being drawn: while it grows, only what is new is laid. */
export class GrowingSheet {
  #base: InkSheet | undefined;
  #stroke: Stroke = [];
  #sheet: InkSheet | undefined;

  /** The sheet `base` with the stroke on it. */
  with(base: InkSheet, stroke: Stroke): InkSheet {
    const known = this.#stroke.length;
    const isGrown = this.#base === base && known > 0 && stroke[known - 1] === this.#stroke[known - 1];
    const before = isGrown ? this.#sheet : undefined;
    const ink = (before ?? base).ink.slice();
    layStroke(ink, stroke, before === undefined ? 0 : known);
    [this.#base, this.#stroke, this.#sheet] = [base, stroke, { ...base, ink }];
    return this.#sheet;
  }
}

function layStroke(ink: Uint8Array, stroke: Stroke, first: number): void {
  for (let at = first; at < stroke.length; at++) {
    const to = stroke[at];
    if (to !== undefined) layInk(ink, stroke[at - 1] ?? to, to);
  }
}

/** Squared distances from the middle of a stroke within which there is full ink, and beyond which there is none. */
const fullSquare = (penRadius - 0.5) ** 2;
const blankSquare = (penRadius + 0.5) ** 2;

/** Lays the ink of one straight piece; written plainly, since it is done for thousands of places between two frames. */
function layInk(ink: Uint8Array, [fromX, fromY]: StrokePoint, [toX, toY]: StrokePoint): void {
  const reach = penRadius + 1;
  const left = Math.max(0, Math.floor(Math.min(fromX, toX) - reach));
  const right = Math.min(sheetSize - 1, Math.ceil(Math.max(fromX, toX) + reach));
  const top = Math.max(0, Math.floor(Math.min(fromY, toY) - reach));
  const bottom = Math.min(sheetSize - 1, Math.ceil(Math.max(fromY, toY) + reach));
  const alongX = toX - fromX;
  const alongY = toY - fromY;
  const length = alongX * alongX + alongY * alongY;
  for (let row = top; row <= bottom; row++) {
    const down = row - fromY;
    for (let col = left; col <= right; col++) {
      const across = col - fromX;
      const share = length === 0 ? 0 : Math.max(0, Math.min(1, (across * alongX + down * alongY) / length));
      const awayX = across - share * alongX;
      const awayY = down - share * alongY;
      const square = awayX * awayX + awayY * awayY;
      if (square >= blankSquare) continue;
      const at = row * sheetSize + col;
      const byte = square <= fullSquare ? 255 : Math.round(255 * (penRadius + 0.5 - Math.sqrt(square)));
      if (byte > (ink[at] ?? 0)) ink[at] = byte;
    }
  }
}
