// The ink of strokes, worked out here and not by a canvas: browsers smooth their lines each in their own way, and the same link must give the
// network the same picture everywhere.
import type { InkSheet } from '@lib/data/mnist-normaliser.ts';
import { distanceToSegment, penRadius, sheetSize, type Stroke } from './strokes.ts';

/** A sheet without ink. */
export function blankSheet(): InkSheet {
  return { ink: new Uint8Array(sheetSize * sheetSize), rows: sheetSize, cols: sheetSize };
}

/** A sheet with some strokes more, by a round pen with a soft edge; the old sheet is left as it was. */
export function withStrokes(sheet: InkSheet, strokes: readonly Stroke[]): InkSheet {
  const ink = sheet.ink.slice();
  for (const stroke of strokes) {
    stroke.forEach((point, at) => layInk(ink, stroke[at - 1] ?? point, point));
  }
  return { ...sheet, ink };
}

function layInk(ink: Uint8Array, from: Stroke[number], to: Stroke[number]): void {
  const reach = penRadius + 1;
  const within = (place: number): number => Math.min(sheetSize - 1, Math.max(0, place));
  const [left, right] = [within(Math.min(from[0], to[0]) - reach), within(Math.max(from[0], to[0]) + reach)];
  const [top, bottom] = [within(Math.min(from[1], to[1]) - reach), within(Math.max(from[1], to[1]) + reach)];
  for (let row = top; row <= bottom; row++) {
    for (let col = left; col <= right; col++) {
      const at = row * sheetSize + col;
      if (ink[at] === 255) continue;
      const covered = penRadius + 0.5 - distanceToSegment([col, row], from, to);
      if (covered > 0) ink[at] = Math.max(ink[at] ?? 0, Math.round(255 * Math.min(1, covered)));
    }
  }
}
