// Where the dots of a dot plot go: each at its value, and above the dots that it would cover. The sheet is as wide as that of charts, and
// stretched to its place; so it is stacked for the narrowest place there is.
import { extent, scaleLinear } from 'd3';
import { sheetSize, type Tick } from './chart.ts';

/** A dot: its place on the sheet, and on which dot it stands, from 0. */
export interface Dot {
  readonly value: number;
  readonly at: number;
  readonly level: number;
}

/** A dot plot with its axis. */
export interface DotPlot {
  readonly dots: readonly Dot[];
  readonly ticks: readonly Tick[];
  /** The place of a value on the sheet; of one beyond the ends, the end. */
  readonly place: (value: number) => number;
  /** How many dots stand on each other at most. */
  readonly levels: number;
}

// dots of 9 px on a plot of 280 px
const dotWidth = 32;

/** The axis of a dot plot: its ends, fitted to the values where neither is given, and values that it must hold besides. */
export interface DotAxis {
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly also?: readonly number[];
}

/** A dot plot of values; those that are no numbers are left out. */
export function dotPlot(values: readonly number[], { low, high, also = [] }: DotAxis = {}): DotPlot {
  const known = values.filter(Number.isFinite).sort((a, b) => a - b);
  const [least = 0, greatest = 1] = extent([...known, ...also.filter(Number.isFinite)]);
  const margin = least === greatest ? Math.abs(least) / 100 || 1 : 0;
  const scale = scaleLinear([low ?? least - margin, high ?? greatest + margin], [0, sheetSize]).clamp(true);
  if (low === undefined && high === undefined) scale.nice(5);
  const lastAt: number[] = [];
  const dots = known.map((value) => {
    const at = scale(value);
    const free = lastAt.findIndex((last) => at - last >= dotWidth);
    const level = free < 0 ? lastAt.length : free;
    lastAt[level] = at;
    return { value, at, level };
  });
  const ticks = scale.ticks(5).map((value) => ({ value, at: scale(value) }));
  return { dots, ticks, place: scale, levels: lastAt.length };
}
