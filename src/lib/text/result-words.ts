// Results in words: how many are right, which two are confused most, how far runs lie apart.
import { quantile } from 'd3';
import { counted, plainNumber, steadyNumber } from './numbers.ts';
import { wholeNumber } from './network-words.ts';

/** How many are right, in numbers and per cent, and how many are not. */
export function rightWords(right: number, total: number): string {
  if (total <= 0) return 'Nothing is judged yet.';
  return `${wholeNumber(right)} of ${wholeNumber(total)} are right, which is ${percentWords(right, total)}. ${total - right === 1 ? '1 is' : `${wholeNumber(total - right)} are`} not.`;
}

/** A share in per cent, `99.31 per cent`. */
function percentWords(part: number, total: number): string {
  return `${steadyNumber((100 * part) / total, 2)} per cent`;
}

/** A digit or another name with its article: `a 3`, `an 8`. */
export function withArticle(name: string): string {
  return `${/^(8|11|18|[aeio])/i.test(name) ? 'an' : 'a'} ${name}`;
}

/** Which class is taken for which other most often; `counts[actual][said]`. Nothing where all are right. */
export function worstWords(names: readonly string[], counts: readonly (readonly number[])[]): string {
  const wrong = counts.flatMap((row, actual) =>
    row.map((count, said) => ({
      count: actual === said ? 0 : count,
      actual: names[actual] ?? '',
      said: names[said] ?? '',
    })),
  );
  const worst = wrong.reduce((most, next) => (next.count > most.count ? next : most), {
    count: 0,
    actual: '',
    said: '',
  });
  if (worst.count === 0) return '';
  return `Most often ${withArticle(worst.actual)} is taken for ${withArticle(worst.said)}: ${counted(worst.count, 'time')}.`;
}

/** The middle of values and the two between which half of them lie. */
export interface Spread {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  readonly least: number;
  readonly greatest: number;
}

/** Median and quartiles of values, those that are no numbers left out. */
export function spreadOf(values: readonly number[]): Spread | undefined {
  const known = values.filter(Number.isFinite);
  const [least, lower, median, upper, greatest] = [0, 0.25, 0.5, 0.75, 1].map((share) => quantile(known, share));
  if (
    least === undefined ||
    lower === undefined ||
    median === undefined ||
    upper === undefined ||
    greatest === undefined
  )
    return undefined;
  return { least, lower, median, upper, greatest };
}

/** The result in the middle of counts, in words: of an odd number of them there is one, of an even number there are two. */
export function middleWords(counts: readonly number[], total: number): string {
  const sorted = counts.filter(Number.isFinite).toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  if (low === undefined || high === undefined) return 'none is finished';
  const share = (count: number): string => `${steadyNumber((100 * count) / total, 2)} %`;
  if (sorted.length % 2 === 1) return `the middle one has ${wholeNumber(low)} right, ${share(low)}`;
  if (low === high) return `the middle two have ${wholeNumber(low)} right each, ${share(low)}`;
  return `the middle two have ${wholeNumber(low)} and ${wholeNumber(high)} right, ${share(low)} and ${share(high)}`;
}

/** Median, quartiles and ends of the results of runs, in words. */
export function spreadWords(
  values: readonly number[],
  { format, unit }: { readonly format: (value: number) => string; readonly unit: string },
): string {
  const spread = spreadOf(values);
  if (spread === undefined) return 'No run is finished yet.';
  const write = (value: number): string => `${format(value)}${unit === '' ? '' : ` ${unit}`}`;
  const { median, lower, upper, least, greatest } = spread;
  const lost = values.length - values.filter(Number.isFinite).length;
  const without = lost === 0 ? '' : ` ${counted(lost, 'run')} ended without a number.`;
  if (values.length - lost === 1) return `One run: ${write(median)}.${without}`;
  return `Median of ${values.length - lost} runs: ${write(median)}. Half of them lie between ${format(lower)} and ${write(upper)}, all between ${format(least)} and ${write(greatest)}.${without}`;
}

/** What runs at a learning rate came to: `rate 0.01: median 2,020 of 2,038 right, 99.12 per cent; 4 runs, 2,012 to 2,022`. */
export function sweepWords(rate: number, right: readonly number[] | undefined, count: number): string {
  const spread = spreadOf(right ?? []);
  const name = `rate ${plainNumber(rate, 8)}`;
  if (spread === undefined || right === undefined) return `${name}: no run yet`;
  const share = percentWords(spread.median, count);
  const runs = counted(right.filter(Number.isFinite).length, 'run');
  const ends = `${wholeNumber(spread.least)} to ${wholeNumber(spread.greatest)}`;
  return `${name}: median ${wholeNumber(spread.median)} of ${wholeNumber(count)} right, ${share}; ${runs}, ${ends}`;
}
