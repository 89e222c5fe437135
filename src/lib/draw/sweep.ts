// The arithmetic of a sweep: how many are right after runs at several learning rates. Rates are on a log axis. What is wrong is on one too, upside
// down: between 99 and 99.5 per cent right lies as much as between 50 and 75, half of what was wrong.
import { extent, median, scaleLog } from 'd3';
import { logTicks, sheetSize, type ChartPoint, type Tick } from './chart.ts';

/** How many were right after each of several runs at a rate. */
export interface SweepPoint {
  readonly rate: number;
  readonly right: readonly number[];
}

/** The two axes of a sweep, from values to the sheet of charts. */
export interface SweepFrame {
  readonly x: (rate: number) => number;
  /** From a count of right ones. */
  readonly y: (right: number) => number;
  readonly rateTicks: readonly Tick[];
  /** Values in per cent right. */
  readonly rightTicks: readonly Tick[];
  /** The rates that can be chosen, ascending: round ones, and those of the runs. */
  readonly rates: readonly number[];
}

const widestRates: readonly [number, number] = [1e-4, 1];
const roundDigits = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const slack = 1 + 1e-9;

/** Round numbers of a row of digits times powers of ten, between two ends. */
function rowBetween(digits: readonly number[], low: number, high: number): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const decades = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return decades
    .flatMap((decade) => digits.map((digit) => Number(`${digit}e${decade}`)))
    .filter((value) => value >= low / slack && value <= high * slack);
}

/** The next of 1, 2, 5, 10, … not above (`side` −1) or not below (`side` 1) a value. */
function oneTwoFive(value: number, side: -1 | 1): number {
  const row = rowBetween([1, 2, 5], value / 10, value * 10);
  const fits = row.filter((round) => (side < 0 ? round <= value * slack : round >= value / slack));
  return (side < 0 ? fits.at(-1) : fits[0]) ?? value;
}

/** The axes of a sweep over pictures of which there are `count`. */
export function sweepFrame(points: readonly SweepPoint[], count: number): SweepFrame {
  const measured = points.map(({ rate }) => rate);
  const [least, greatest] = extent(measured);
  const isNarrow = least === undefined || greatest === undefined || greatest / least < 10;
  const [low, high] = isNarrow ? widened(least, greatest) : [least, greatest];
  const x = scaleLog([low, high], [0, sheetSize]).clamp(true);

  // none wrong has no place on a log axis: it stands where half a picture would
  const wrongShare = (right: number): number => (100 * Math.max(0.5, count - right)) / Math.max(1, count);
  const all = points.flatMap(({ right }) => right.filter(Number.isFinite).map(wrongShare));
  const [fewest = 0.5, most = 50] = extent(all);
  const [top, bottom] = [oneTwoFive(Math.min(fewest, most / 2), -1), oneTwoFive(most, 1)];
  const y = scaleLog([top, bottom], [0, sheetSize]).clamp(true);
  return {
    x,
    y: (right) => y(wrongShare(right)),
    rateTicks: logTicks(low, high).map((value) => ({ value, at: x(value) })),
    rightTicks: rowBetween([1, 2, 5], top, bottom).map((wrong) => ({ value: 100 - wrong, at: y(wrong) })),
    rates: [...new Set([...rowBetween(roundDigits, low, high), ...measured])].sort((a, b) => a - b),
  };
}

function widened(least: number | undefined, greatest: number | undefined): readonly [number, number] {
  if (least === undefined || greatest === undefined) return widestRates;
  const [from = least] = rowBetween([1], least / 10, least).slice(-1);
  return [from, Math.max(from * 10, greatest)];
}

/** The median of each rate, as the points of a line, ascending by rate. */
export function sweepMedians(points: readonly SweepPoint[]): ChartPoint[] {
  return points
    .flatMap(({ rate, right }): ChartPoint[] => {
      const middle = median(right);
      return middle === undefined ? [] : [[rate, middle]];
    })
    .sort(([a], [b]) => a - b);
}

/** The place in a list of the rate that is nearest in proportion. */
export function nearestRate(rates: readonly number[], rate: number): number {
  const distance = (other: number): number => Math.abs(Math.log(other / rate));
  return rates.reduce((best, other, at) => (distance(other) < distance(rates[best] ?? NaN) ? at : best), 0);
}

/** The place in a list of the rate that is nearest to a place on the sheet, 0 to 1. */
export function rateAt(rates: readonly number[], share: number, { x }: Pick<SweepFrame, 'x'>): number {
  const distance = (rate: number): number => Math.abs(x(rate) - share * sheetSize);
  return rates.reduce((best, rate, at) => (distance(rate) < distance(rates[best] ?? NaN) ? at : best), 0);
}
