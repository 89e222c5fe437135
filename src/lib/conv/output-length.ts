// How many places a sliding window has along one axis, and the questions that turn this around. The formula is the one PyTorch
// documents for Conv2d: ⌊(size + 2·padding − span) / stride⌋ + 1. The floor hides something, so what it drops can be asked for too.
import { checkWhole } from '@lib/array/check.ts';

/** How a window slides along one axis: cells per step, cells added at each end, and the distance between neighbouring taps. */
export interface SlideOptions {
  /** Cells from one place to the next, at least 1; 1 if left out. */
  readonly stride?: number;
  /** Cells added at each of the two ends; 0 if left out. */
  readonly padding?: number;
  /** Distance between neighbouring taps of the kernel, 1 for a kernel without gaps; 1 if left out. */
  readonly dilation?: number;
}

/** A way to slide that leaves no question open. */
export interface Slide extends Required<SlideOptions> {
  readonly kernel: number;
}

/**
 * Cells from the first tap of a kernel to its last, both counted: `dilation · (kernel − 1) + 1`.
 * @throws RangeError if an argument is not a whole number of at least 1
 */
export function kernelSpan(kernel: number, dilation = 1): number {
  const caller = 'kernelSpan';
  checkWhole(kernel, 1, { caller, argument: 'kernel' });
  checkWhole(dilation, 1, { caller, argument: 'dilation' });
  return dilation * (kernel - 1) + 1;
}

/**
 * The number of places where the window fits, which is the length of the output.
 * @throws RangeError if an argument is not a whole number in its range, or if the window fits nowhere
 */
export function outputLength(size: number, kernel: number, options: SlideOptions = {}): number {
  return Math.floor(room('outputLength', size, kernel, options) / (options.stride ?? 1)) + 1;
}

/**
 * The cells at the far end, padding included, that no window covers because one more step would go over the edge.
 * @throws RangeError like `outputLength`
 */
export function leftover(size: number, kernel: number, options: SlideOptions = {}): number {
  return room('leftover', size, kernel, options) % (options.stride ?? 1);
}

/**
 * The padding that keeps the size at stride 1, or `undefined` where none does: with an even span the two ends would need
 * different padding.
 * @throws RangeError if an argument is not a whole number of at least 1
 */
export function paddingThatKeeps(kernel: number, dilation = 1): number | undefined {
  const half = (kernelSpan(kernel, dilation) - 1) / 2;
  return Number.isInteger(half) ? half : undefined;
}

/** The largest settings that a search looks at, each counted from its least; see `slidesTo`. */
export type SlideLimits = Partial<Slide>;

/**
 * Every way to slide that turns one size into another: kernels 1 to 7, strides 1 to 4, paddings 0 to 3 and dilation 1, or up
 * to the limits given; small kernels first, then small strides, paddings, dilations.
 * @throws RangeError if a size or a limit is not a whole number in its range
 */
export function slidesTo(size: number, wanted: number, limits: SlideLimits = {}): Slide[] {
  const caller = 'slidesTo';
  checkWhole(size, 1, { caller, argument: 'size' });
  checkWhole(wanted, 1, { caller, argument: 'wanted' });
  const upTo = (name: keyof Slide, least: number, usual: number): number[] => {
    const most = checkWhole(limits[name] ?? usual, least, { caller, argument: `limits.${name}` });
    return Array.from({ length: most - least + 1 }, (_, step) => least + step);
  };
  const paddings = upTo('padding', 0, 3);
  const strides = upTo('stride', 1, 4);
  const dilations = upTo('dilation', 1, 1);
  return upTo('kernel', 1, 7)
    .flatMap((kernel) => strides.map((stride) => ({ kernel, stride })))
    .flatMap((slide) => paddings.map((padding) => ({ ...slide, padding })))
    .flatMap((slide) => dilations.map((dilation) => ({ ...slide, dilation })))
    .filter(({ kernel, padding, dilation }) => size + 2 * padding >= kernelSpan(kernel, dilation))
    .filter(({ kernel, ...options }) => outputLength(size, kernel, options) === wanted);
}

/** How far the window can travel: the padded size less the kernel's span. */
function room(caller: string, size: number, kernel: number, options: SlideOptions): number {
  const { stride = 1, padding = 0, dilation = 1 } = options;
  checkWhole(size, 1, { caller, argument: 'size' });
  checkWhole(kernel, 1, { caller, argument: 'kernel' });
  checkWhole(stride, 1, { caller, argument: 'stride' });
  checkWhole(padding, 0, { caller, argument: 'padding' });
  checkWhole(dilation, 1, { caller, argument: 'dilation' });
  const padded = size + 2 * padding;
  const span = kernelSpan(kernel, dilation);
  if (span > padded) {
    throw new RangeError(
      `${caller}: kernel must span at most the ${padded} cells of the padded input, got a span of ${span}`,
    );
  }
  return padded - span;
}
