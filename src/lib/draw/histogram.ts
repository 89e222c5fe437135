// Two histograms over one axis, one class above it and the other below, each bar divided into what a threshold tells right and what wrong. A
// sheet of 1000 by 1000 that is stretched to its place, as that of charts; the bars leave a little room at the edges, for words.
import { scaleLinear, tickStep } from 'd3';
import { classAt, type NumberedPictures, type Split } from '@lib/nn/one-number.ts';
import { sheetSize, type Tick } from './chart.ts';

/** How many of one class have a number in a stretch of the axis, and how many of them are told right. */
export interface Bar {
  readonly right: number;
  readonly wrong: number;
}

/** Both histograms. */
export interface TwoHistograms {
  /** Ends of the axis. */
  readonly low: number;
  readonly high: number;
  /** Its numbers, and where on the sheet they stand. */
  readonly ticks: readonly Tick[];
  /** The bars of each class, from the left, all of one width. */
  readonly bars: readonly [readonly Bar[], readonly Bar[]];
  /** Pictures in the tallest bar. */
  readonly tallest: number;
}

/** Bars from one end to the other. */
export const barCount = 72;

/** Steps that a key or a drag makes from one end to the other, about. */
const stepsAcross = 500;

/** The histograms of two classes under a split. */
export function twoHistograms({ numbers, classes }: NumberedPictures, split: Split): TwoHistograms {
  const [low, high] = axisOf(numbers);
  const bars = [0, 1].map(() => Array.from({ length: barCount }, () => ({ right: 0, wrong: 0 })));
  for (let picture = 0; picture < numbers.length; picture++) {
    const number = numbers[picture] ?? NaN;
    const place = Math.min(barCount - 1, Math.floor(((number - low) / (high - low)) * barCount));
    const bar = bars[classes[picture] ?? -1]?.[place];
    if (bar === undefined) continue;
    if (classAt(number, split) === classes[picture]) bar.right++;
    else bar.wrong++;
  }
  const tallest = Math.max(1, ...bars.flat().map(({ right, wrong }) => right + wrong));
  const scale = scaleLinear([low, high], [0, sheetSize]);
  return {
    low,
    high,
    ticks: scale.ticks(6).map((value) => ({ value, at: scale(value) })),
    bars: [bars[0] ?? [], bars[1] ?? []],
    tallest,
  };
}

/** Round ends around all numbers. */
function axisOf(numbers: Float64Array): readonly [low: number, high: number] {
  let [least, most] = [Infinity, -Infinity];
  for (const number of numbers) {
    least = Math.min(least, number);
    most = Math.max(most, number);
  }
  const margin = least === most ? Math.abs(least) / 10 || 1 : 0;
  const [low = 0, high = 1] = scaleLinear([least - margin, most + margin], [0, 1])
    .nice(8)
    .domain();
  return [low, high];
}

/** How far the tallest bar reaches towards the edge. */
const reach = 0.86;

/** The bars of a class as one path: all that is told right, or all that is told wrong, which stands next to the axis. */
export function barsPath(
  bars: readonly Bar[],
  part: keyof Bar,
  { tallest, isDown }: { tallest: number; isDown: boolean },
): string {
  const width = sheetSize / bars.length;
  const middle = sheetSize / 2;
  const sign = isDown ? 1 : -1;
  const height = (count: number): number => round((sign * reach * middle * count) / tallest);
  return bars
    .map((bar, at) => {
      if (bar[part] === 0) return '';
      const from = round(middle + (part === 'right' ? height(bar.wrong) : 0));
      return `M${round(at * width)} ${from}h${round(width)}v${height(bar[part])}h${round(-width)}z`;
    })
    .join('');
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** The round step by which a threshold moves on an axis. */
export function axisStep({ low, high }: Pick<TwoHistograms, 'low' | 'high'>): number {
  return tickStep(low, high, stepsAcross);
}
