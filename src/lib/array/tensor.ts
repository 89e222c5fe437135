// Numbers with axes: a shape and the values row by row, the last axis running fastest. Images are `[batch, channels, height, width]`.
import { checkWhole, type Source } from './check.ts';

/** Values with axes; nobody writes into a tensor that was handed over. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What has a shape: a tensor, or the plan of one whose values are not there yet. */
export type Shaped = Pick<Tensor, 'shape'>;

/** A shape of three axes: `[batch, channels, length]`. */
export type Shape3 = readonly [number, number, number];

/** A shape of four axes: `[batch, channels, height, width]`, or `[out, in / groups, height, width]` for kernels. */
export type Shape4 = readonly [number, number, number, number];

/** A shape of five axes: `[batch, channels, depth, height, width]`. */
export type Shape5 = readonly [number, number, number, number, number];

/**
 * Puts values into a shape; a `Float32Array` is taken as it is, anything else is copied into one.
 * @throws RangeError if an axis is not a whole number of at least 1, or if the number of values is not that of the shape
 */
export function tensor(shape: readonly number[], data: ArrayLike<number>): Tensor {
  const caller = 'tensor';
  shape.forEach((size, axis) => checkWhole(size, 1, { caller, argument: `shape[${axis}]` }));
  const wanted = sizeOf(shape);
  if (data.length !== wanted) {
    throw new RangeError(`tensor: data must hold ${wanted} values for [${shape.join(', ')}], got ${data.length}`);
  }
  return { shape: [...shape], data: data instanceof Float32Array ? data : Float32Array.from(data) };
}

/** How many values a shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * The same values under another shape; nothing is copied.
 * @throws RangeError if the shapes hold different numbers of values
 */
export function reshaped({ data }: Tensor, shape: readonly number[]): Tensor {
  return tensor(shape, data);
}

/**
 * Checks that a tensor has a shape.
 * @throws RangeError if it has another
 */
export function checkSameShape({ shape }: Shaped, wanted: readonly number[], { caller, argument }: Source): void {
  if (shape.length !== wanted.length || shape.some((size, axis) => size !== wanted[axis])) {
    throw new RangeError(
      `${caller}: ${argument} must have the shape [${wanted.join(', ')}], got [${shape.join(', ')}]`,
    );
  }
}

/**
 * The two axes of a shape.
 * @throws RangeError if there are more or fewer
 */
export function twoAxes(shape: readonly number[], caller: string, argument: string): readonly [number, number] {
  const [first, second] = shape;
  if (shape.length === 2 && first !== undefined && second !== undefined) return [first, second];
  throw axesError(shape, 2, { caller, argument });
}

/**
 * The three axes of a shape.
 * @throws RangeError if there are more or fewer
 */
export function threeAxes(shape: readonly number[], caller: string, argument: string): Shape3 {
  const [first, second, third] = shape;
  if (shape.length === 3 && first !== undefined && second !== undefined && third !== undefined) {
    return [first, second, third];
  }
  throw axesError(shape, 3, { caller, argument });
}

/**
 * The four axes of a shape.
 * @throws RangeError if there are more or fewer
 */
export function fourAxes(shape: readonly number[], caller: string, argument: string): Shape4 {
  const [first, second, third, fourth] = shape;
  if (
    shape.length === 4 &&
    first !== undefined &&
    second !== undefined &&
    third !== undefined &&
    fourth !== undefined
  ) {
    return [first, second, third, fourth];
  }
  throw axesError(shape, 4, { caller, argument });
}

/**
 * The five axes of a shape.
 * @throws RangeError if there are more or fewer
 */
export function fiveAxes(shape: readonly number[], caller: string, argument: string): Shape5 {
  const [batch, channels, ...space] = shape;
  const [depth, height, width] = space;
  if (
    space.length === 3 &&
    batch !== undefined &&
    channels !== undefined &&
    depth !== undefined &&
    height !== undefined &&
    width !== undefined
  ) {
    return [batch, channels, depth, height, width];
  }
  throw axesError(shape, 5, { caller, argument });
}

function axesError(shape: readonly number[], wanted: number, { caller, argument }: Source): RangeError {
  return new RangeError(`${caller}: ${argument} must have ${wanted} axes, got ${shape.length}: [${shape.join(', ')}]`);
}
