// The arithmetic of a chart of numbers over the steps of a run: scales and ticks, one path a line, where lines end or break off, what
// stands at a step. A chart is a sheet of 1000 × 1000 that is stretched to its place, so it is printed without knowing how wide that is.
import { area, bisector, extent, line, mean, scaleLinear, scaleLog } from 'd3';
import { plainNumber } from '@lib/text/numbers.ts';

/** Side of the sheet that charts are drawn on. */
export const sheetSize = 1000;

/** A number at a step. */
export type ChartPoint = readonly [step: number, value: number];

/** A line of a chart; its points ascend by step. */
export interface ChartLine {
  readonly label: string;
  readonly points: readonly ChartPoint[];
  /** Thick ink for what counts, dashes for what is held against it, thin for what is noisy, pale for what was before. */
  readonly kind: 'main' | 'dashed' | 'thin' | 'pale';
}

/** Between what several runs lie at a step. */
export interface BandPoint {
  readonly step: number;
  readonly low: number;
  readonly high: number;
}

/** How values become heights. */
export type ScaleName = 'log' | 'linear';

/** A tick of an axis: a value and its place on the sheet. */
export interface Tick {
  readonly value: number;
  readonly at: number;
}

/** The two axes of a chart: functions to the sheet, and the ticks of the upright one. */
export interface ChartFrame {
  readonly x: (step: number) => number;
  readonly y: (value: number) => number;
  readonly ticks: readonly Tick[];
  readonly low: number;
  readonly high: number;
}

/** What of a chart decides its axes. */
export interface ChartContent {
  readonly lines: readonly ChartLine[];
  readonly band?: readonly BandPoint[];
  readonly steps: number;
  readonly scale: ScaleName;
  /** The ends of the upright axis; fitted to the lines unless given. */
  readonly range?: readonly [low: number, high: number] | undefined;
}

// lines that leave the sheet go on a little outside it; a log has no place for 0 or less at all
const beyond = sheetSize / 2;

/** The axes of a chart. */
export function chartFrame({ lines, band = [], steps, scale, range }: ChartContent): ChartFrame {
  const [low, high] = range ?? fittedRange(lines, band, scale);
  const x = scaleLinear([0, Math.max(1, steps)], [0, sheetSize]);
  const y = (scale === 'log' ? scaleLog : scaleLinear)([low, high], [sheetSize, 0]);
  const place = (value: number): number => {
    const at = scale === 'log' && value <= 0 ? Infinity : y(value);
    return Math.min(sheetSize + beyond, Math.max(-beyond, at));
  };
  const values = scale === 'log' ? logTicks(low, high) : scaleLinear([low, high], [0, 1]).ticks(5);
  return { x, y: place, ticks: values.map((value) => ({ value, at: place(value) })), low, high };
}

function fittedRange(
  lines: readonly ChartLine[],
  band: readonly BandPoint[],
  scale: ScaleName,
): readonly [number, number] {
  const values = [...lines.flatMap(({ points }) => points.map(([, value]) => value)), ...band.flatMap(bothEnds)];
  const [low, high] = extent(values.filter((value) => Number.isFinite(value) && (scale === 'linear' || value > 0)));
  if (low === undefined || high === undefined) return scale === 'log' ? [0.01, 1] : [0, 1];
  if (scale === 'log') return [oneOrThree(low, -1), oneOrThree(high, 1)];
  const margin = low === high ? Math.abs(low) / 10 || 1 : 0;
  const [from = 0, to = 1] = scaleLinear([low - margin, high + margin], [0, 1])
    .nice(5)
    .domain();
  return [from, to];
}

const bothEnds = ({ low, high }: BandPoint): number[] => [low, high];

/** The next number of the row 1, 3, 10, 30, … that is not above (`side` −1) or not below (`side` 1) a value. */
function oneOrThree(value: number, side: -1 | 1): number {
  const decade = Math.floor(Math.log10(value));
  const row = [timesTenTo(1, decade), timesTenTo(3, decade), timesTenTo(1, decade + 1)];
  const fits = row.filter((step) => (side < 0 ? step <= value : step >= value));
  return (side < 0 ? fits.at(-1) : fits[0]) ?? value;
}

// 3 * 0.1 is not 0.3, but what is read from "3e-1" is
const timesTenTo = (digit: number, exponent: number): number => Number(`${digit}e${exponent}`);

/** The numbers 1, 3, 10, 30, … between two ends; over many decades only some powers of ten. */
export function logTicks(low: number, high: number): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const decades = last - first;
  const every = decades > 3 ? Math.ceil(decades / 5) : 1;
  const ticks = Array.from({ length: Math.floor(decades / every) + 1 }, (_, at) => first + at * every).flatMap(
    (exponent) => (decades > 3 ? [timesTenTo(1, exponent)] : [timesTenTo(1, exponent), timesTenTo(3, exponent)]),
  );
  const slack = 1 + 1e-9;
  return ticks.filter((tick) => tick >= low / slack && tick <= high * slack);
}

/** Writes a tick as the chart writes its values, without needless zeros: `0.300` becomes `0.3`. */
export function tickText(value: number, format: (value: number) => string): string {
  const text = format(value)
    .replace(/(\.\d*?)0+(?!\d)/, '$1')
    .replace(/\.(?!\d)/, '');
  return value !== 0 && !/[1-9]/.test(text) ? plainNumber(value, 12) : text;
}

/** A line as it is drawn. */
export interface DrawnLine {
  readonly path: string;
  /** Its last point that is a number. */
  readonly end?: ChartPoint | undefined;
  /** Where it broke off: the first step at which there was no number. */
  readonly brokenAt?: number | undefined;
}

// of a long line the extremes in each of so many columns are drawn; no screen shows more
const columns = 600;

/** A line as one path. It starts with its first number, and ends for good where there is none. */
export function drawLine(points: readonly ChartPoint[], { x, y }: Pick<ChartFrame, 'x' | 'y'>): DrawnLine {
  const start = points.findIndex(([, value]) => Number.isFinite(value));
  if (start < 0) return { path: '', brokenAt: points[0]?.[0] };
  const length = points.slice(start).findIndex(([, value]) => !Number.isFinite(value));
  const drawn = length < 0 ? points.slice(start) : points.slice(start, start + length);
  const path = line<ChartPoint>()
    .x(([step]) => x(step))
    .y(([, value]) => y(value))
    .digits(1);
  return { path: path(thinned(drawn)) ?? '', end: drawn.at(-1), brokenAt: points[start + drawn.length]?.[0] };
}

/** Of more points than a screen can show: in each column the first, the lowest, the highest and the last, in their order. */
export function thinned(points: readonly ChartPoint[]): readonly ChartPoint[] {
  if (points.length <= 4 * columns) return points;
  const kept: ChartPoint[] = [];
  for (let column = 0; column < columns; column++) {
    const first = Math.floor((column * points.length) / columns);
    const end = Math.floor(((column + 1) * points.length) / columns);
    let [lowest, highest] = [first, first];
    for (let at = first; at < end; at++) {
      const value = points[at]?.[1] ?? NaN;
      if (value < (points[lowest]?.[1] ?? NaN)) lowest = at;
      if (value > (points[highest]?.[1] ?? NaN)) highest = at;
    }
    const places = [...new Set([first, lowest, highest, end - 1])].sort((a, b) => a - b);
    for (const at of places) {
      const point = points[at];
      if (point !== undefined) kept.push(point);
    }
  }
  return kept;
}

/** A band as one path. */
export function drawBand(band: readonly BandPoint[], { x, y }: Pick<ChartFrame, 'x' | 'y'>): string {
  const path = area<BandPoint>()
    .defined(({ low, high }) => Number.isFinite(low) && Number.isFinite(high))
    .x(({ step }) => x(step))
    .y0(({ low }) => y(low))
    .y1(({ high }) => y(high))
    .digits(1);
  return path(band) ?? '';
}

/** The points of a line with as much above as below them. */
export function bandAround(points: readonly ChartPoint[], half: number): BandPoint[] {
  return points.map(([step, value]) => ({ step, low: value - half, high: value + half }));
}

const byStep = bisector((point: ChartPoint) => point[0]);
const bandByStep = bisector((point: BandPoint) => point.step);

/** The last point of a line at or before a step. */
export function pointAt(points: readonly ChartPoint[], step: number): ChartPoint | undefined {
  return points[byStep.right(points, step) - 1];
}

/** The last point of a band at or before a step. */
export function bandAt(band: readonly BandPoint[], step: number): BandPoint | undefined {
  return band[bandByStep.right(band, step) - 1];
}

/** Moves labels apart that stand closer than `gap`, keeping their order, all within `least` and `greatest`; gives their new places. */
export function spreadApart(
  places: readonly number[],
  { gap, least, greatest }: { readonly gap: number; readonly least: number; readonly greatest: number },
): number[] {
  const order = [...places.keys()].sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  const spread = [...places];
  let from = least;
  for (const at of order) {
    from = Math.max(from, spread[at] ?? least);
    spread[at] = from;
    from += gap;
  }
  let to = greatest;
  for (const at of order.toReversed()) {
    to = Math.min(to, spread[at] ?? greatest);
    spread[at] = to;
    to -= gap;
  }
  return spread;
}

// where a noisy line ends says little, and a label there would never stand still: this many points together decide
const settled = 24;

/** The height on the sheet at which the label of a line belongs: that of its end, for a thin line of its last stretch. */
export function labelPlace(
  { kind, points, end }: Pick<ChartLine, 'kind' | 'points'> & Pick<DrawnLine, 'end'>,
  { y }: Pick<ChartFrame, 'y'>,
): number {
  if (end === undefined) return sheetSize / 2;
  if (kind !== 'thin') return y(end[1]);
  const until = points.lastIndexOf(end) + 1;
  const last = points.slice(Math.max(0, until - settled), until).filter(([, value]) => Number.isFinite(value));
  return mean(last, ([, value]) => y(value)) ?? y(end[1]);
}

/** The ends of epochs that are drawn, and the one that is named: that nearest the middle, if it is far enough from both ends. */
export function epochMarks(
  epochSteps: readonly number[],
  steps: number,
): { readonly at: readonly number[]; readonly named?: { readonly step: number; readonly words: string } | undefined } {
  const all = epochSteps.filter((step) => step > 0);
  const inside = all.filter((step) => step < steps);
  const distance = (step: number): number => Math.abs(step / steps - 0.5);
  const nearest = inside.toSorted((a, b) => distance(a) - distance(b))[0];
  const epochs = nearest === undefined ? 0 : all.indexOf(nearest) + 1;
  const isFree = nearest !== undefined && distance(nearest) < 0.25;
  return {
    at: inside.length > 40 ? [] : inside,
    named: isFree
      ? { step: nearest, words: `${nearest}, ${epochs === 1 ? 'one epoch' : `${epochs} epochs`}` }
      : undefined,
  };
}
