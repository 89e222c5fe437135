// One number a picture in words: how it comes about, what it is taken for, how many are right and what that is worth.
import { mapSize, type MapFacts } from '@lib/conv/response.ts';
import type { Statistic } from '@lib/conv/picture-numbers.ts';
import { standingOf, tierCount, tierPercent } from '@lib/exercise/one-kernel-tiers.ts';
import type { Tier } from '@lib/exercise/parts.ts';
import { wholeNumber } from './network-words.ts';

/** What the number that stands for a picture is called, after “the”. */
export const statisticWords: Readonly<Record<Statistic, string>> = {
  mean: 'mean of the positive part',
  max: 'maximum',
  diff: 'maximum less that mean',
};

/** What each of them says about a picture, in a few words. */
export const statisticHints: Readonly<Record<Statistic, string>> = {
  mean: 'How much of the picture it likes: answers below 0 count as 0.',
  max: 'How well the best place fits. One place is enough.',
  diff: 'The best place, less what the rest of the picture gives.',
};

/** A digit with its article. */
export const digitWords: Readonly<Record<3 | 7, string>> = { 3: 'a three', 7: 'a seven' };

/** A share of so many, in per cent with one decimal. */
export function percentWords(right: number, count: number): string {
  return `${((100 * right) / count).toFixed(1)} %`;
}

/** What is reached and how far the next tier is: `94 more for bronze`. */
export function standingWords(right: number, count: number): string {
  const { reached, next, missing } = standingOf(right, count);
  const more = next === undefined ? 'There is no more to win' : `${wholeNumber(missing)} more for ${next}`;
  return reached === undefined ? more : `That is ${reached}. ${more}.`;
}

/** What a tier takes: `1,733 right, 85 %`. */
export function tierWords(tier: Tier, count: number): string {
  return `${wholeNumber(tierCount(tier, count))} right, ${tierPercent[tier]} %`;
}

/** How the number of a picture comes about, from its map. */
export function arithmeticWords(statistic: Statistic, facts: MapFacts, positiveSum: number): string {
  const cells = mapSize ** 2;
  const number = (value: number): string =>
    value.toLocaleString('en', { maximumFractionDigits: 2 }).replace('-', '\u2212');
  const places = `${facts.above} of ${cells} answers are above 0`;
  const mean = `${number(positiveSum)} ÷ ${cells} = ${number(positiveSum / cells)}`;
  const [row, col] = facts.greatest.place;
  const most = facts.greatest.value;
  if (statistic === 'mean') return `${places}. They sum to ${number(positiveSum)}; the rest counts as 0. ${mean}.`;
  if (statistic === 'max') return `The greatest of ${cells} answers is ${number(most)}, first at (${row}, ${col}).`;
  return `The greatest answer is ${number(most)}; the mean of the positive part is ${mean}. ${number(most)} − ${number(positiveSum / cells)} = ${number(most - positiveSum / cells)}.`;
}
