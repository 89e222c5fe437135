// A sweep of learning rates in words: which rate does best, which others cannot be told from it, and from where on nothing is learned.
import { median } from 'd3';
import { wholeNumber } from './network-words.ts';
import { plainNumber, steadyNumber } from './numbers.ts';

/** What was right after each of the runs at a rate. */
export interface SweptRate {
  readonly rate: number;
  readonly right: readonly number[];
}

/** How far above the share of a guess a median may lie and still count as nothing learned. */
const guessSlack = 1.15;

/**
 * What a sweep says: the rate with the best median, the rates whose runs reach as far up as its worst one, and the rate from which on
 * no more is right than by a guess among `classes`. Nothing where no rate was run.
 */
export function sweepVerdict(
  rates: readonly SweptRate[],
  { count, classes }: { readonly count: number; readonly classes: number },
): string {
  const known = rates
    .map(({ rate, right }) => ({ rate, right: right.filter(Number.isFinite) }))
    .map(({ rate, right }) => ({ rate, right, middle: median(right) ?? 0 }))
    .toSorted((a, b) => a.rate - b.rate);
  const best = known.reduce<(typeof known)[number] | undefined>(
    (first, next) => (next.right.length > 0 && (first === undefined || next.middle > first.middle) ? next : first),
    undefined,
  );
  if (best === undefined) return '';
  const worst = Math.min(...best.right);
  const alike = known.filter((one) => one !== best && Math.max(...one.right) >= worst).map(({ rate }) => rate);
  const lost = known.slice(known.findLastIndex(({ middle }) => middle > (guessSlack * count) / classes) + 1);
  const middle = `The best median is at ${plainNumber(best.rate, 8)}: ${wholeNumber(best.middle)} of ${wholeNumber(count)} right, ${steadyNumber((100 * best.middle) / count, 2)} %.`;
  const others =
    alike.length === 0
      ? ` Its ${best.right.length} runs all do better than those at any other rate.`
      : ` Its ${best.right.length} runs overlap with those at ${listed(alike)}, so they don’t tell these rates apart.`;
  const [first] = lost;
  const end =
    first === undefined || first.rate <= best.rate
      ? ''
      : lost.length === 1
        ? ` At ${plainNumber(first.rate, 8)} nothing is learned.`
        : ` From ${plainNumber(first.rate, 8)} up nothing is learned.`;
  return `${middle}${others}${end}`;
}

function listed(rates: readonly number[]): string {
  const words = rates.map((rate) => plainNumber(rate, 8));
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
