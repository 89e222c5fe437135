// A chart in words: for those who hear the page, for its read-out, and where a line breaks off.
import { pointAt, type ChartLine, type ChartPoint } from '@lib/draw/chart.ts';

/** What stands where a line breaks off, and in place of a number that is none. */
export const noNumber = 'no number';

/** How values are written, and their unit. */
export interface ValueWords {
  readonly format: (value: number) => string;
  readonly unit?: string | undefined;
}

/** Writes a value with its unit. */
export function valueWords(value: number, { format, unit = '' }: ValueWords): string {
  return Number.isFinite(value) ? `${format(value)}${unit === '' ? '' : ` ${unit}`}` : noNumber;
}

/** Where a line stands at a step: the value of its last point up to there, and that point's step if it is another. */
export function readingOf(
  points: readonly ChartPoint[],
  step: number,
  written: ValueWords,
): { readonly value: string; readonly from?: number | undefined } {
  const point = pointAt(points, step);
  if (point === undefined) return { value: '–' };
  const value = valueWords(point[1], written);
  return { value, from: point[0] === step ? undefined : point[0] };
}

/** The step and the lines that count at it: `step 120 of 386, held-out loss 0.041`. */
export function stepWords(
  step: number,
  { lines, steps, ...written }: ValueWords & { readonly lines: readonly ChartLine[]; readonly steps: number },
): string {
  const readings = lines
    .filter(({ kind }) => kind === 'main')
    .map(({ label, points }) => {
      const { value, from } = readingOf(points, step, written);
      return `, ${label} ${value === '–' ? 'not known yet' : value}${from === undefined ? '' : ` at step ${from}`}`;
    });
  return `step ${step} of ${steps}${readings.join('')}`;
}

/** Each line but the pale ones in a sentence: where it starts, where it ends, its extremes. */
export function chartWords(lines: readonly ChartLine[], written: ValueWords): string {
  const sentences = lines
    .filter(({ kind }) => kind !== 'pale')
    .map(({ label, points }) => {
      const known = points.filter(([, value]) => Number.isFinite(value));
      const [first, last] = [known[0], known.at(-1)];
      if (first === undefined || last === undefined)
        return `${label}: ${points.length > 0 ? noNumber : 'nothing yet'}.`;
      const write = ([step, value]: ChartPoint): string => `${valueWords(value, written)} at step ${step}`;
      const lowest = known.reduce((least, point) => (point[1] < least[1] ? point : least), first);
      const highest = known.reduce((most, point) => (point[1] > most[1] ? point : most), first);
      const isBroken = points.some(([step, value]) => step > first[0] && !Number.isFinite(value));
      const end = isBroken ? `, then ${noNumber}` : '';
      return known.length === 1
        ? `${label}: ${write(first)}${end}.`
        : `${label}: from ${write(first)} to ${write(last)}${end}; lowest ${write(lowest)}, highest ${write(highest)}.`;
    });
  const pale = lines.filter(({ kind }) => kind === 'pale').length;
  return [...sentences, ...(pale > 0 ? [`Paler: ${pale} more.`] : [])].join(' ');
}
