// Judges one kernel, one number a picture and a threshold by all held-out pictures. It counts as the figure does, so the verdict is the same in
// every browser.
import { findInk, pictureNumbers, statisticOf } from '@lib/conv/picture-numbers.ts';
import type { HeldOutPictures } from '@lib/data/held-out-pictures.ts';
import { countRight, splitOf } from '@lib/nn/one-number.ts';
import { oneKernelIn, wantedSplit } from '@lib/state/one-kernel-fields.ts';
import { wholeNumber } from '@lib/text/network-words.ts';
import { percentWords } from '@lib/text/one-kernel-words.ts';
import { standingOf } from './one-kernel-tiers.ts';
import type { Verdict } from './parts.ts';

/** Judges the state of the figure, as its link has it, by pictures of class 0, threes, and 1, sevens. */
export function judgeOneKernel(state: string, { labels, pixels }: HeldOutPictures): Verdict {
  const link = oneKernelIn(state);
  const pictures = { numbers: statisticOf(pictureNumbers(findInk(pixels), link.k), link.stat), classes: labels };
  const { right, of } = countRight(pictures, splitOf(wantedSplit(link), pictures));
  const [total, count] = [right[0] + right[1], of[0] + of[1]];
  const { reached, next, missing } = standingOf(total, count);
  const lead = `${wholeNumber(total)} of ${wholeNumber(count)} right, ${percentWords(total, count)}.`;
  const more = `${wholeNumber(missing)} more and it is ${next}.`;
  if (reached === undefined) return { kind: 'wrong', lead, rest: more };
  return {
    kind: 'right',
    tier: reached,
    lead,
    rest: next === undefined ? 'There is nothing above gold: well done.' : more,
  };
}
