// How large an answer may be. A 12-megapixel photo under eight kernels fits; what does not fit is refused in words before memory is asked
// for, since a page that asks for too much is closed by its browser without any.

/** Numbers that an answer may hold: 512 MB. */
const mostValues = 2 ** 27;

/**
 * Refuses an answer of a shape that is too large.
 * @throws RangeError naming the caller
 */
export function refuseTooLarge(caller: string, shape: readonly number[]): void {
  const values = shape.reduce((product, size) => product * size, 1);
  if (values <= mostValues) return;
  throw new RangeError(
    `${caller}: output must hold at most ${mostValues} values to fit in memory, got ${values}: [${shape.join(', ')}]; use a smaller picture or fewer kernels`,
  );
}
