// A convolution of one channel seen as its products: each joins a pixel, a weight and an answer. Two of the three name it, so that whoever
// points at one of them can be shown the others. Pixels, weights and answers are counted row by row, as they lie in memory.
import { checkWhole } from '@lib/array/check.ts';
import { lengthAlong } from './settings.ts';

/** How a square kernel slides over a picture. */
export interface UnrolledSettings {
  readonly height: number;
  readonly width: number;
  /** Side of the kernel. */
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
}

/** A convolution that is possible, with its sizes. */
export interface Unrolled extends UnrolledSettings {
  readonly outHeight: number;
  readonly outWidth: number;
  /** How many pixels, weights and answers there are. */
  readonly pixels: number;
  readonly taps: number;
  readonly places: number;
}

/** One product: the weight `tap` lets the pixel into the answer of `place`. */
export interface Product {
  readonly place: number;
  readonly pixel: number;
  readonly tap: number;
}

/** What is pointed at: an answer, a pixel, a weight, or two of them at once, which is a cell of the matrix. */
export type Pointed = Partial<Product>;

/**
 * Settles the sizes of a convolution.
 * @throws RangeError naming the setting that is not possible
 */
export function unroll(settings: UnrolledSettings): Unrolled {
  const caller = 'unroll';
  const { height, width, kernel, stride, padding } = settings;
  checkWhole(stride, 1, { caller, argument: 'stride' });
  checkWhole(padding, 0, { caller, argument: 'padding' });
  const along = (axis: string, size: number): number =>
    lengthAlong({ caller, axis, size, kernel, mode: 'zeros', argument: 'kernel', stride, padding, dilation: 1 });
  const outHeight = along('height', height);
  const outWidth = along('width', width);
  const counts = { pixels: height * width, taps: kernel * kernel, places: outHeight * outWidth };
  return { ...settings, outHeight, outWidth, ...counts };
}

/** The weight through which an answer sees a pixel; −1 where it does not see it. */
export function tapAt(sizes: Unrolled, place: number, pixel: number): number {
  const { width, kernel } = sizes;
  const [top, left] = cornerOf(sizes, place);
  const tapRow = Math.floor(pixel / width) - top;
  const tapCol = (pixel % width) - left;
  const isSeen = tapRow >= 0 && tapRow < kernel && tapCol >= 0 && tapCol < kernel;
  return isSeen ? tapRow * kernel + tapCol : -1;
}

/** The pixel that an answer sees through a weight; −1 where that is padding. */
export function pixelAt(sizes: Unrolled, place: number, tap: number): number {
  const { height, width, kernel } = sizes;
  const [top, left] = cornerOf(sizes, place);
  const row = top + Math.floor(tap / kernel);
  const col = left + (tap % kernel);
  return row >= 0 && row < height && col >= 0 && col < width ? row * width + col : -1;
}

/** The answer that sees a pixel through a weight; −1 where there is none. */
export function placeAt(sizes: Unrolled, pixel: number, tap: number): number {
  const { width, kernel, stride, padding, outHeight, outWidth } = sizes;
  const down = Math.floor(pixel / width) + padding - Math.floor(tap / kernel);
  const across = (pixel % width) + padding - (tap % kernel);
  if (down < 0 || across < 0 || down % stride !== 0 || across % stride !== 0) return -1;
  const [row, col] = [down / stride, across / stride];
  return row < outHeight && col < outWidth ? row * outWidth + col : -1;
}

/** Row and column of the window's upper left cell in the picture; below 0 where it hangs over into the padding. */
export function cornerOf(sizes: Unrolled, place: number): readonly [row: number, col: number] {
  const { stride, padding, outWidth } = sizes;
  return [Math.floor(place / outWidth) * stride - padding, (place % outWidth) * stride - padding];
}

/** The products that fit what is pointed at, answer by answer and weight by weight; all of them where nothing is. */
export function productsAt(sizes: Unrolled, { place, pixel, tap }: Pointed): Product[] {
  const isWanted = (product: Product): boolean =>
    product.pixel >= 0 &&
    product.place >= 0 &&
    (pixel === undefined || product.pixel === pixel) &&
    (tap === undefined || product.tap === tap);
  const taps = tap === undefined ? numbersTo(sizes.taps) : [tap];
  const seenFrom = (at: number): Product[] =>
    taps.map((each) => ({ place: at, pixel: pixelAt(sizes, at, each), tap: each }));
  if (place !== undefined) return seenFrom(place).filter(isWanted);
  if (pixel === undefined) return numbersTo(sizes.places).flatMap(seenFrom).filter(isWanted);
  return taps
    .map((each) => ({ place: placeAt(sizes, pixel, each), pixel, tap: each }))
    .filter(isWanted)
    .toSorted((one, other) => one.place - other.place);
}

/** The answers, pixels and weights that take part in some products. */
export interface Touched {
  readonly places: ReadonlySet<number>;
  readonly pixels: ReadonlySet<number>;
  readonly taps: ReadonlySet<number>;
}

/** What takes part in some products. */
export function touchedBy(products: readonly Product[]): Touched {
  return {
    places: new Set(products.map(({ place }) => place)),
    pixels: new Set(products.map(({ pixel }) => pixel)),
    taps: new Set(products.map(({ tap }) => tap)),
  };
}

function numbersTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}
