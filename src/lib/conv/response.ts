// One picture under one 3 × 3 kernel, the case the first lessons are about: the nine products at one place, the whole map, and
// what can be said of it. Places are named by the centre of the window, rows and columns 1 to 26 of a 28 × 28 picture.
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { conv2d } from '@lib/conv/conv2d.ts';

/** Rows and columns of a picture. */
export const pictureSize = 28;

/** Rows and columns of its map: the places where a whole window fits. */
export const mapSize = 26;

/** A place in the picture, `[row, col]`, counted from 0. */
export type Place = readonly [row: number, col: number];

/** A picture of 784 numbers as a tensor, `[1, 1, 28, 28]`. */
export function pictureTensor(pixels: ArrayLike<number>): Tensor {
  return tensor([1, 1, pictureSize, pictureSize], pixels);
}

/** Kernels of nine weights each as a tensor, `[kernels, 1, 3, 3]`. */
export function kernelTensor(...kernels: readonly (readonly number[])[]): Tensor {
  return tensor([kernels.length, 1, 3, 3], kernels.flat());
}

/** The map of a picture under a kernel, 676 answers row by row, by the reference convolution. */
export function responseMap(pixels: ArrayLike<number>, weights: readonly number[]): Float32Array {
  return conv2d(pictureTensor(pixels), kernelTensor(weights)).data;
}

/**
 * The nine numbers under a window with this centre, row by row.
 * @throws RangeError when no whole window fits there
 */
export function windowAt(pixels: ArrayLike<number>, [row, col]: Place): number[] {
  if (Math.min(row, col) < 1 || Math.max(row, col) > mapSize) {
    throw new RangeError(`windowAt: place must have row and column from 1 to ${mapSize}, got (${row}, ${col})`);
  }
  return [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => pixels[(row + down) * pictureSize + col + right] ?? 0));
}

/** Nine products, weight by pixel. */
export function products(window: readonly number[], weights: readonly number[]): number[] {
  return window.map((pixel, at) => pixel * (weights[at] ?? 0) + 0);
}

/** The sum of a few numbers, in their order. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Where in the map the answer of a window stands, from its centre. */
export function mapIndex([row, col]: Place): number {
  return (row - 1) * mapSize + (col - 1);
}

/** The centre of the window whose answer stands at an index of the map. */
export function placeOf(index: number): Place {
  return [Math.floor(index / mapSize) + 1, (index % mapSize) + 1];
}

/** An extreme of a map: its value, the first place where it stands, and how often. */
export interface Extreme {
  readonly value: number;
  readonly place: Place;
  readonly count: number;
}

/** What can be said of a map: its extremes, and how many answers lie above, below and at 0. */
export interface MapFacts {
  readonly greatest: Extreme;
  readonly least: Extreme;
  readonly above: number;
  readonly below: number;
  readonly zero: number;
}

/**
 * Sums up a map. Answers within `tolerance` of 0 count as 0, and within it of the extreme as equal to it: float32 sums of weights
 * like 1/9 cancel only nearly.
 */
export function mapFacts(map: ArrayLike<number>, tolerance = 0): MapFacts {
  const values = Array.from(map);
  const above = values.filter((value) => value > tolerance).length;
  const below = values.filter((value) => value < -tolerance).length;
  const extreme = (value: number): Extreme => ({
    value,
    place: placeOf(values.findIndex((other) => Math.abs(other - value) <= tolerance)),
    count: values.filter((other) => Math.abs(other - value) <= tolerance).length,
  });
  return {
    greatest: extreme(Math.max(...values)),
    least: extreme(Math.min(...values)),
    above,
    below,
    zero: values.length - above - below,
  };
}

/** How far float32 arithmetic may be from exact for these weights and pixels up to `greatestPixel`: the tolerance of `mapFacts`. */
export function roundingTolerance(weights: readonly number[], greatestPixel: number): number {
  return 1e-6 * greatestPixel * sum(weights.map(Math.abs));
}
