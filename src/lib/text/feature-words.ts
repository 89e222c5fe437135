// What a network sees and says, in words: its stages, its verdict, and one of its numbers taken apart.
import type { FeatureStage } from '@lib/nn/feature-stages.ts';
import type { NormStep, PooledCell, SummedCell } from '@lib/nn/taken-apart.ts';
import { addends, bracketed, counted, plainNumber, signedNumber } from './numbers.ts';

const digitNames = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;

/** A digit as a word: `three`. */
export function digitWord(digit: number): string {
  return digitNames[digit] ?? String(digit);
}

/** What a stage does: `Conv 4 → 8, norm, ReLU`. */
export function stageWords({ layer, norm, hasRelu, inputShape, shape }: FeatureStage): string {
  const after = `${norm === undefined ? '' : ', norm'}${hasRelu ? ', ReLU' : ''}`;
  switch (layer.kind) {
    case 'conv':
      return `Conv ${inputShape[1]} → ${shape[1]}${after}`;
    case 'dense':
      return `Dense ${inputShape[1] * inputShape[2] * inputShape[3]} → ${shape[1]}${after}`;
    case 'max-pool':
      return `Max pool${after}`;
    case 'average-pool':
      return `Average pool${after}`;
    case 'global-average-pool':
      return `Global average${after}`;
  }
}

/** A share of 1 in percent: `98.7 %`; one that is nearly nothing or nearly all says so. */
export function shareWords(share: number): string {
  if (share > 0.9995 && share < 1) return 'over 99.9\u00a0%';
  if (share < 0.0005 && share > 0) return 'under 0.1\u00a0%';
  return `${plainNumber(100 * share, 1)}\u00a0%`;
}

/** What the network makes of a picture: `It says seven, with 98.7 % of the shares. It is a three.` */
export function verdictWords(says: number, share: number, truth: number | undefined): string {
  const verdict = `It says ${digitWord(says)}, with ${shareWords(share)}.`;
  if (truth === undefined) return verdict;
  return says === truth ? `${verdict} So it is.` : `${verdict} It is a ${digitWord(truth)}.`;
}

/** How shares come from scores: `e^1.2 / (e^1.2 + e^−0.4) = 3.32 / (3.32 + 0.67) = 83.2 %`. */
export function softmaxWords(logits: readonly number[], at: number): string {
  const most = Math.max(...logits);
  // large scores would print powers of thirteen digits; taking the same from all changes no share
  const shift = most > 6 ? most : 0;
  const powers = logits.map((logit) => Math.exp(logit - shift));
  const sum = powers.reduce((total, power) => total + power, 0);
  const [power = 0, logit = 0] = [powers[at], logits[at]];
  const exponent = (value: number): string => `e^${plainNumber(value - shift, 3)}`;
  const result = shareWords(power / sum);
  const start = shift === 0 ? '' : `The largest score, ${plainNumber(shift, 3)}, is taken from all first. `;
  if (logits.length > 3)
    return `${start}${exponent(logit)} = ${plainNumber(power, 3)}, and all ${logits.length} such powers add up to ${plainNumber(sum, 3)}: ${result}.`;
  const below = logits.map(exponent).join(' + ');
  const numbers = powers.map((one) => plainNumber(one, 3)).join(' + ');
  return `${start}${exponent(logit)} / (${below}) = ${plainNumber(power, 3)} / (${numbers}) = ${result}.`;
}

/** At most so many addends are written out one by one. */
const mostAddends = 8;

/** A sum over the channels that came in, with its bias, normalisation and ReLU: how a number came about. */
export function summedWords({ trace, norm, before, after }: SummedCell, hasRelu: boolean): string {
  const partial = trace.channels.map(({ partialSum }) => partialSum);
  const total = partial.reduce((sum, value) => sum + value, 0);
  const channels =
    partial.length <= mostAddends
      ? addends(partial, 3)
      : `${counted(partial.length, 'channel')}, together ${plainNumber(total, 3)}`;
  const bias = `${trace.bias < 0 ? '−' : '+'} ${plainNumber(Math.abs(trace.bias), 3)} (bias)`;
  const sum = `${channels} ${bias} = ${plainNumber(trace.sum, 3)}`;
  const normed = norm === undefined ? '' : `; ${normWords(norm, trace.sum)} = ${plainNumber(before, 3)}`;
  const relu = !hasRelu ? '' : before < 0 ? '. ReLU makes 0 of it' : `. ReLU keeps ${plainNumber(after, 3)}`;
  return `${sum}${normed}${relu}.`;
}

function normWords({ mean, variance, epsilon, scale, shift }: NormStep, value: number): string {
  const number = (of: number): string => plainNumber(of, 3);
  const off = mean < 0 ? `+ ${number(-mean)}` : `− ${number(mean)}`;
  return `normalised (${number(value)} ${off}) / √(${number(variance)} + ${plainNumber(epsilon, 5)}) · ${bracketed(scale, 3)} ${shift < 0 ? '−' : '+'} ${number(Math.abs(shift))}`;
}

/** How a pooled number came about. */
export function pooledWords({ kind, window, area, before, after }: PooledCell, hasRelu: boolean): string {
  const relu = !hasRelu ? '' : before < 0 ? ' ReLU makes 0 of it.' : ` ReLU keeps ${plainNumber(after, 3)}.`;
  if (kind === 'max') return `The largest of ${counted(window.length, 'number')}: ${plainNumber(before, 3)}.${relu}`;
  const sum = window.reduce((total, { value }) => total + value, 0);
  const outside = area === window.length ? '' : `, ${area - window.length} of them padding`;
  return `The mean of ${counted(area, 'number')}${outside}: ${plainNumber(sum, 3)} / ${area} = ${plainNumber(before, 3)}.${relu}`;
}

/** The products of one channel, those that are 0 left out: `0.53 · (−0.31) + … = −0.07`. */
export function productsWords(
  taps: readonly { readonly value: number; readonly factor: number }[],
  sum: number,
): string {
  const most = 12;
  const inked = taps.filter(({ value, factor }) => value * factor !== 0);
  const written = inked
    .toSorted((one, other) => Math.abs(other.value * other.factor) - Math.abs(one.value * one.factor))
    .slice(0, most)
    .map(({ value, factor }, at) => `${(at === 0 ? plainNumber : bracketed)(value, 3)} · ${bracketed(factor, 3)}`);
  const rest = inked.length > most ? [`${inked.length - most} smaller`] : [];
  const zeros = taps.length - inked.length;
  const none = zeros === 0 ? '' : ` ${counted(zeros, 'product')} of ${taps.length} ${zeros === 1 ? 'is' : 'are'} 0.`;
  return inked.length === 0
    ? `${taps.length === 1 ? 'The one product is' : `All ${taps.length} products are`} 0.`
    : `${[...written, ...rest].join(' + ')} = ${signedNumber(sum, 3)}.${none}`;
}

/** What some own digits can do among the pictures of a run: how often each is seen, and their share. */
export function ownDigitsWords(
  own: number,
  others: number,
  { steps, batch }: { steps: number; batch: number },
): string {
  if (own === 0) return '';
  const all = own + others;
  const seen = (steps * batch) / all;
  const one = own === 1 ? 'It is' : 'They are';
  return (
    `${one} ${own} of ${all.toLocaleString('en')} pictures, one in ${Math.round(all / own).toLocaleString('en')}, ` +
    `and in ${steps.toLocaleString('en')} steps of ${batch} each is seen about ${plainNumber(seen, 1)} times. ` +
    'That is enough to teach the network a habit of your hand that no other picture contradicts, and too little to move its accuracy on the digits held out.'
  );
}
