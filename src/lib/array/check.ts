// The words with which functions refuse bad numbers: which function, which argument, what it must be, what it got.

/** Where a number came from: the function that was called and the argument that held it, for instance `stride[rows]`. */
export interface Source {
  readonly caller: string;
  readonly argument: string;
}

/**
 * Gives the value back if it is a whole number of at least `least`.
 * @throws RangeError otherwise
 */
export function checkWhole(value: unknown, least: number, { caller, argument }: Source): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
  throw new RangeError(`${caller}: ${argument} must be a whole number of at least ${least}, got ${String(value)}`);
}
