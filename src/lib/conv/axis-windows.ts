// The windows along one axis, one by one: where each begins, which cells it taps, and what none of them taps. A window of a picture is a
// window of its rows with a window of its columns, so one axis at a time is enough.
import { checkWhole } from '@lib/array/check.ts';
import { kernelSpan, leftover, outputLength, type Slide } from './output-length.ts';

/** An axis with everything that follows from how the window slides. Places are counted from 0; cells too, those of the padding below 0. */
export interface AxisWindows extends Slide {
  readonly size: number;
  /** Cells of the padded axis. */
  readonly padded: number;
  /** Cells from the first tap of the kernel to its last. */
  readonly span: number;
  /** How many places there are; 0 where the window fits nowhere. */
  readonly count: number;
  /** Cells at the far end, padding included, that the floor drops; 0 where the window fits nowhere. */
  readonly leftover: number;
  /** The first cell of each window. */
  readonly starts: readonly number[];
  /** How many windows tap each cell of the padded axis. */
  readonly uses: readonly number[];
}

/**
 * Lists the windows of an axis of `size` cells. Unlike `outputLength` it takes a window that fits nowhere: then there are none.
 * @throws RangeError if an argument is not a whole number in its range
 */
export function axisWindows(size: number, slide: Slide): AxisWindows {
  const caller = 'axisWindows';
  const { kernel, stride, padding, dilation } = slide;
  checkWhole(size, 1, { caller, argument: 'size' });
  checkWhole(padding, 0, { caller, argument: 'padding' });
  const padded = size + 2 * padding;
  const span = kernelSpan(kernel, dilation);
  const isPossible = span <= padded;
  const count = isPossible ? outputLength(size, kernel, slide) : 0;
  const starts = Array.from({ length: count }, (_, place) => place * stride - padding);
  const uses = new Array<number>(padded).fill(0);
  for (const start of starts)
    for (const cell of tapsFrom(start, slide)) uses[cell + padding] = (uses[cell + padding] ?? 0) + 1;
  return {
    size,
    kernel,
    stride,
    padding,
    dilation,
    padded,
    span,
    count,
    leftover: isPossible ? leftover(size, kernel, slide) : 0,
    starts,
    uses,
  };
}

/** The cells that a window tapping first at `start` taps. */
export function tapsFrom(start: number, { kernel, dilation }: Pick<Slide, 'kernel' | 'dilation'>): number[] {
  return Array.from({ length: kernel }, (_, tap) => start + tap * dilation);
}

/** The places whose window taps a cell of the axis. */
export function placesOn({ starts, kernel, dilation }: AxisWindows, cell: number): number[] {
  return starts.flatMap((start, place) => (tapsFrom(start, { kernel, dilation }).includes(cell) ? [place] : []));
}

/** The place whose window begins nearest to a cell, whole or not; 0 where there is none. */
export function placeNear({ padding, stride, count }: AxisWindows, start: number): number {
  return Math.max(0, Math.min(count - 1, Math.round((start + padding) / stride)));
}
