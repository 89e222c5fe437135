// A drawing as the strokes it was made of: points on a fine sheet, so that the last stroke can be taken back and a drawing fits into a link. A
// stroke is kept in one form only: whole places, none that the eye would not miss, and no step longer than a link can write.

/** Places along one side of the sheet. */
export const sheetSize = 256;

/** The longest step from one point of a stroke to the next, along either axis. */
export const longestStep = 30;

/** The pen's radius, in places of the sheet: scaled to MNIST's 20 rows, a digit as high as three quarters of the sheet gets MNIST's strokes. */
export const penRadius = 12;

/** A point on the sheet: whole places from its upper left corner, 0 to 255. */
export type StrokePoint = readonly [x: number, y: number];

/** Where the pen went between touching the sheet and leaving it; at least one point. */
export type Stroke = readonly StrokePoint[];

/** Brings a point onto the sheet. */
export function onSheet([x, y]: StrokePoint): StrokePoint {
  const whole = (place: number): number => Math.round(Math.min(sheetSize - 1, Math.max(0, place))) + 0;
  return [whole(x), whole(y)];
}

/** A stroke in the form in which it is kept; points nearer than `tolerance` to the line of the others are left out. */
export function keptStroke(points: Stroke, tolerance = 0.75): Stroke {
  const whole = points.map(onSheet);
  const [first] = whole;
  if (first === undefined) return [];
  return simplified(whole, tolerance).reduce<StrokePoint[]>(
    (kept, point) => [...kept, ...stepsTo(kept.at(-1) ?? first, point)],
    [first],
  );
}

/** The points from one to another, the first left out, in steps that are short enough. */
function stepsTo([fromX, fromY]: StrokePoint, [toX, toY]: StrokePoint): StrokePoint[] {
  const count = Math.ceil(Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY)) / longestStep);
  return Array.from({ length: count }, (_, at): StrokePoint => {
    const share = (at + 1) / count;
    return [Math.round(fromX + (toX - fromX) * share), Math.round(fromY + (toY - fromY) * share)];
  });
}

/** The points that carry the shape of a line (Douglas and Peucker, 1973). */
function simplified(points: Stroke, tolerance: number): Stroke {
  const kept = new Set([0, points.length - 1]);
  const open: [number, number][] = [[0, points.length - 1]];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const [first, last] = part;
    let [farthest, distance] = [first, tolerance];
    for (let at = first + 1; at < last; at++) {
      const away = distanceToSegment(points[at], points[first], points[last]);
      if (away > distance) [farthest, distance] = [at, away];
    }
    if (farthest === first) continue;
    kept.add(farthest);
    open.push([first, farthest], [farthest, last]);
  }
  return points.filter((_, at) => kept.has(at));
}

/** How far a point is from the straight line between two others. */
export function distanceToSegment(
  [x, y]: StrokePoint = [0, 0],
  [fromX, fromY]: StrokePoint = [0, 0],
  [toX, toY]: StrokePoint = [0, 0],
): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const length = alongX ** 2 + alongY ** 2;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - fromX) * alongX + (y - fromY) * alongY) / length));
  return Math.hypot(x - fromX - share * alongX, y - fromY - share * alongY);
}

/** The path of a stroke for an SVG; a single point becomes a line of no length, which a round pen shows as a dot. */
export function strokePath(stroke: Stroke): string {
  const [first, ...rest] = stroke;
  if (first === undefined) return '';
  const points = rest.length === 0 ? [first] : rest;
  return `M${first.join(' ')}${points.map((point) => `L${point.join(' ')}`).join('')}`;
}
