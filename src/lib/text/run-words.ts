// A training run in words: what it tells apart, why it cannot be trained, what happened to it, and how several of them spread.
import type { Architecture } from '@lib/nn/architecture.ts';
import { stageTable } from '@lib/nn/stage-table.ts';
import { batchShape, checkRun, trainingLimits, type Tampering, type TrainingRun } from '@lib/nn/training-run.ts';
import { problemWords, shapeWords, wholeNumber } from './network-words.ts';
import { plainNumber } from './numbers.ts';

const plurals = ['zeros', 'ones', 'twos', 'threes', 'fours', 'fives', 'sixes', 'sevens', 'eights', 'nines'] as const;

/** What is told apart: `threes and sevens`, `all ten digits`. */
export function digitsWords(digits: readonly number[]): string {
  if (digits.length === plurals.length) return 'all ten digits';
  const names = digits.map((digit) => plurals[digit] ?? String(digit));
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** What was done to pictures or labels, in a few words. */
export const tamperingWords: Readonly<Record<Tampering, string>> = {
  none: 'as they are',
  'shuffled-pixels': 'pixels shuffled',
  'off-centre': 'held out off centre',
  'wrong-labels': 'a fifth of the labels wrong',
};

/** Why a run cannot be trained, in sentences for a reader; nothing if it can. */
export function refusalWords(run: TrainingRun, net: Architecture): string | undefined {
  const { problem, outputShape } = stageTable(net, batchShape(1));
  if (problem !== undefined) return problemWords(net, problem);
  const [, scores = 0, side] = outputShape;
  const wanted = run.digits.length;
  if (side !== undefined) {
    return `This network leaves a grid of ${shapeWords(outputShape.slice(1))} numbers for each picture, and the loss wants ${wanted} scores, one for each class: there is no number in it that says which digit it is.`;
  }
  if (scores !== wanted) {
    return `This network ends in ${scores} ${scores === 1 ? 'score' : 'scores'} and there are ${wanted} classes. The loss wants one score for each.`;
  }
  const channels = Math.max(...net.blocks.map((block) => (block.kind === 'conv' ? block.outChannels : 0)));
  if (channels > trainingLimits.channels) {
    return `The trainer takes layers of at most ${trainingLimits.channels} channels. This network has one of ${channels}; it can be counted and drawn here, not trained.`;
  }
  try {
    checkRun(run);
    return undefined;
  } catch (error) {
    const words = error instanceof Error ? error.message.replace(/^train: /, '') : String(error);
    return `The trainer does not take this network: ${words}.`;
  }
}

/** Of how many pictures how many were right, and what that is: `2,024 of 2,038 right, 99.31 %`. */
export function rightWords(right: number, count: number): string {
  return `${wholeNumber(right)} of ${wholeNumber(count)} right, ${percent(right, count)} %`;
}

/** A share in per cent, with as many decimals as one picture is worth. */
export function percent(part: number, count: number): string {
  return ((100 * part) / count).toFixed(2);
}

/** How far runs are apart that differ only in their seeds, by how many pictures each tells right. */
export function spreadWords(right: readonly number[]): string {
  const apart = Math.max(...right) - Math.min(...right);
  return `The best and the worst of ${right.length} seeds are ${apart} ${apart === 1 ? 'picture' : 'pictures'} apart, by nothing but the start.`;
}

/** A time in words: `251 ms`, `5.8 s`. */
export function timeWords(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** A learning rate: up to four decimals. */
export function rateWords(rate: number): string {
  return plainNumber(rate);
}
