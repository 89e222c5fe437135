// A drawing in a link, stroke by stroke. A stroke is its first point, two letters for each place along an axis, then its steps, one letter for
// each axis from −30 to 30; strokes are joined by `~`. A usual digit takes some 100 characters, and no drawing more than 1,100.
import { keptStroke, longestStep, onSheet, type Stroke, type StrokePoint } from '@lib/draw/strokes.ts';
import type { LinkField } from './link-codec.ts';

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const base = letters.length;

/** The most characters that a drawing may take. */
const mostCharacters = 1100;

/** How much of a stroke's shape may go to make room, from little to much, in places of the sheet. */
const tolerances = [0.75, 1.5, 3, 6] as const;

function printStroke(stroke: Stroke): string {
  const [first, ...rest] = stroke;
  if (first === undefined) return '';
  const pair = (place: number): string => letter(Math.floor(place / base)) + letter(place % base);
  let before = first;
  return rest.reduce((text, point) => {
    const [stepX, stepY] = [point[0] - before[0], point[1] - before[1]];
    before = point;
    return text + letter(stepX + longestStep) + letter(stepY + longestStep);
  }, first.map(pair).join(''));
}

function letter(at: number): string {
  return letters[at] ?? '0';
}

/** Writes strokes for a link. */
export function printStrokes(strokes: readonly Stroke[]): string {
  return strokes.map(printStroke).join('~');
}

/** A drawing with one stroke more, brought into the form that a link can carry; nothing where it has no room for the stroke. */
export function addStroke(strokes: readonly Stroke[], stroke: Stroke): readonly Stroke[] | undefined {
  return tolerances
    .map((tolerance) => [...strokes, keptStroke(stroke, tolerance)])
    .find((longer) => printStrokes(longer).length <= mostCharacters);
}

const strokeForm = /^[0-9A-Za-z]{4}([0-9A-Za-z]{2})*$/;

function parseStroke(text: string): Stroke {
  const numbers = Array.from(text, (sign) => letters.indexOf(sign));
  const number = (at: number): number => numbers[at] ?? 0;
  let point = onSheet([number(0) * base + number(1), number(2) * base + number(3)]);
  const points: StrokePoint[] = [point];
  for (let at = 4; at < numbers.length; at += 2) {
    // the last letter would be a longer step than any
    const step = (place: number): number => Math.min(longestStep, number(place) - longestStep);
    point = onSheet([point[0] + step(at), point[1] + step(at + 1)]);
    points.push(point);
  }
  return points;
}

/** The field that holds a drawing as strokes. */
export const strokesField: LinkField<readonly Stroke[]> = {
  initial: [],
  parse(text) {
    if (text === '') return { value: [] };
    const words = text.split('~');
    if (!words.every((word) => strokeForm.test(word)))
      return { value: [], note: 'the drawing can’t be read; the sheet is empty.' };
    if (text.length <= mostCharacters) return { value: words.map(parseStroke) };
    const room = words.filter((_, at) => words.slice(0, at + 1).join('~').length <= mostCharacters);
    return {
      value: room.map(parseStroke),
      note: 'the drawing is longer than a link may be; its last strokes were cut.',
    };
  },
  print: printStrokes,
};
