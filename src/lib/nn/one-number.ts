// Two classes told apart by one number and a threshold, the smallest classifier there is: whatever has more than the threshold is taken for one
// class, all else for the other. Classes are counted from 0; here there are two.

/** A threshold, and the class that lies above it. */
export interface Split {
  readonly threshold: number;
  readonly above: 0 | 1;
}

/** A number for each picture, and the class of each, 0 or 1. */
export interface NumberedPictures {
  readonly numbers: Float64Array;
  readonly classes: Uint8Array;
}

/** The class that a number is taken for. */
export function classAt(number: number, { threshold, above }: Split): 0 | 1 {
  return number > threshold === (above === 1) ? 1 : 0;
}

/** How many pictures of each class there are, and how many of each are taken for what they are. */
export function countRight(
  { numbers, classes }: NumberedPictures,
  split: Split,
): { readonly right: readonly [number, number]; readonly of: readonly [number, number] } {
  const right: [number, number] = [0, 0];
  const of: [number, number] = [0, 0];
  for (let picture = 0; picture < classes.length; picture++) {
    const actual = classes[picture] === 1 ? 1 : 0;
    of[actual]++;
    if (classAt(numbers[picture] ?? NaN, split) === actual) right[actual]++;
  }
  return { right, of };
}

/** A split, and how many it tells right. */
export interface CountedSplit extends Split {
  readonly right: number;
}

/**
 * The split that tells most pictures right; of several that do, the one with the lowest threshold. It lies between two neighbours, at the
 * roundest number there.
 * @throws RangeError when there is no picture
 */
export function bestSplit({ numbers, classes }: NumberedPictures): CountedSplit {
  if (numbers.length === 0) throw new RangeError('bestSplit: numbers must not be empty, got none');
  const [zeros, ones] = ([0, 1] as const).map((wanted) => numbers.filter((_, at) => classes[at] === wanted).sort());
  if (zeros === undefined || ones === undefined) throw new RangeError('bestSplit: there must be two classes');
  let best: CountedSplit & { readonly next: number } = { threshold: NaN, above: 0, right: -1, next: NaN };
  // both lists are walked together, from the lowest number to the highest
  for (let zero = 0, one = 0; zero < zeros.length || one < ones.length;) {
    const threshold = Math.min(zeros[zero] ?? Infinity, ones[one] ?? Infinity);
    while ((zeros[zero] ?? Infinity) <= threshold) zero++;
    while ((ones[one] ?? Infinity) <= threshold) one++;
    const next = Math.min(zeros[zero] ?? Infinity, ones[one] ?? Infinity);
    const onesAbove = zero + ones.length - one;
    const zerosAbove = one + zeros.length - zero;
    const right = Math.max(onesAbove, zerosAbove);
    if (right > best.right) best = { threshold, above: onesAbove > zerosAbove ? 1 : 0, right, next };
  }
  const { next, ...split } = best;
  return { ...split, threshold: roundestBetween(split.threshold, next) };
}

/** A split that is wanted: the best one, or a threshold with the class above it. */
export type WantedSplit = Split | { readonly threshold: 'best' };

/** The split that is wanted, for these pictures. */
export function splitOf(wanted: WantedSplit, pictures: NumberedPictures): Split {
  return wanted.threshold === 'best' ? bestSplit(pictures) : { threshold: wanted.threshold, above: wanted.above };
}

const mostDecimals = 4;

/** The number with fewest decimals that is not below `low` and is below `high`, near the middle; `low` itself where four do not suffice. */
export function roundestBetween(low: number, high: number): number {
  if (high === Infinity) return roundUp(low);
  const middle = low / 2 + high / 2;
  for (let decimals = 0; decimals <= mostDecimals; decimals++) {
    const round = Number(middle.toFixed(decimals)) + 0;
    if (round >= low && round < high) return round;
  }
  return low;
}

/** The next number with at most four decimals that is not below. */
function roundUp(value: number): number {
  const rounded = Number(value.toFixed(mostDecimals)) + 0;
  return rounded >= value ? rounded : Number((value + 10 ** -mostDecimals / 2).toFixed(mostDecimals));
}
