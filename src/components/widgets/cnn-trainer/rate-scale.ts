// The rates that the slider stops at: six in each power of ten, so that every stop is a number one can say.
const mantissas = [1, 1.5, 2, 3, 5, 7];

/** From 0.0001 to 10. */
export const rateStops: readonly number[] = [
  ...[-4, -3, -2, -1, 0].flatMap((power) => mantissas.map((mantissa) => Number((mantissa * 10 ** power).toFixed(6)))),
  10,
].filter((rate) => Number(rate.toFixed(4)) === rate); // 0.00015 is beyond what a link can carry

/** The stop nearest to a rate, on the slider's scale. */
export function nearestStop(rate: number): number {
  const distance = (stop: number): number => Math.abs(Math.log(stop / rate));
  return rateStops.reduce((best, stop, at) => (distance(stop) < distance(rateStops[best] ?? NaN) ? at : best), 0);
}
