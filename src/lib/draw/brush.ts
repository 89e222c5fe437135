// The pen of the drawing pad: a soft round nib on a sheet of 28 × 28, with the 16 inks that a link can carry.
import { drawnInk } from '@lib/state/drawing-field.ts';

const size = 28;
const fullRadius = 0.8; // cells: full ink within this distance of the stroke,
const softRadius = 1.55; // none beyond this one

/** A point on the sheet, in cells from its upper left corner. */
export interface SheetPoint {
  readonly x: number;
  readonly y: number;
}

/** The sheet after a stroke of the pen, or of the eraser, from one point to another; the old sheet is left as it was. */
export function stroke(sheet: Uint8Array, from: SheetPoint, to: SheetPoint, tool: 'pen' | 'eraser'): Uint8Array {
  const next = sheet.slice();
  for (let row = 0; row < size; row++) {
    for (let col = 0; col < size; col++) {
      const distance = distanceToSegment({ x: col + 0.5, y: row + 0.5 }, from, to);
      if (distance >= softRadius) continue;
      const at = row * size + col;
      const ink = drawnInk(255 * Math.min(1, (softRadius - distance) / (softRadius - fullRadius)));
      next[at] = tool === 'pen' ? Math.max(next[at] ?? 0, ink) : Math.min(next[at] ?? 0, 255 - ink);
    }
  }
  return next;
}

function distanceToSegment(point: SheetPoint, from: SheetPoint, to: SheetPoint): number {
  const [alongX, alongY] = [to.x - from.x, to.y - from.y];
  const length = alongX ** 2 + alongY ** 2;
  const share =
    length === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - from.x) * alongX + (point.y - from.y) * alongY) / length));
  return Math.hypot(point.x - from.x - share * alongX, point.y - from.y - share * alongY);
}
