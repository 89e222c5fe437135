// The places of the few smallest of many numbers, without sorting the many.

/** The places of the `count` smallest values, smallest first; of equal ones the earlier place first. Values that are `undefined` do not take part. */
export function smallestPlaces(
  length: number,
  count: number,
  valueAt: (place: number) => number | undefined,
): readonly number[] {
  const found: { readonly place: number; readonly value: number }[] = [];
  for (let place = 0; place < length; place++) {
    const value = valueAt(place);
    if (value === undefined || (found.length === count && value >= (found.at(-1)?.value ?? Infinity))) continue;
    const at = found.findIndex((other) => other.value > value);
    found.splice(at < 0 ? found.length : at, 0, { place, value });
    if (found.length > count) found.pop();
  }
  return found.map(({ place }) => place);
}
