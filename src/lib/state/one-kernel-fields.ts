// What the figure that tells threes from sevens by one kernel is set to, as it stands in links: the figure reads and writes it, and a challenge asks
// how many pictures a state tells right.
import { statistics, type Statistic } from '@lib/conv/picture-numbers.ts';
import { pictureCounts } from '@lib/data/picture-counts.ts';
import type { WantedSplit } from '@lib/nn/one-number.ts';
import { greatestWeight, kernelField } from './kernel-field.ts';
import { linkCodec } from './link-codec.ts';
import { integerField, wordField } from './link-fields.ts';
import { thresholdField, type WantedThreshold } from './threshold-field.ts';

/** The digits that are told apart, in the order of their classes. */
export const toldDigits = [3, 7] as const;

/** How many pictures are held out. */
export const heldOutCount = pictureCounts(toldDigits).valid;

/** No answer can be beyond this, up or down. */
const greatestAnswer = 9 * greatestWeight * 255;

/** The whole state of the figure. */
export interface OneKernelLink {
  /** Nine weights. */
  readonly k: readonly number[];
  /** The number that stands for a picture: the mean of the positive part of its map, its maximum, or their difference. */
  readonly stat: Statistic;
  /** The threshold. */
  readonly t: WantedThreshold;
  /** The digit that a number above the threshold is taken for; the best threshold brings its own. */
  readonly above: '3' | '7';
  /** Place of the opened picture among those held out. */
  readonly pic: number;
}

/** The fields of the figure's link. */
export const oneKernelFields = {
  k: kernelField('top'),
  stat: wordField('mean', statistics),
  t: thresholdField(greatestAnswer),
  above: wordField('3', ['3', '7']),
  pic: integerField(0, [0, heldOutCount - 1]),
};

const codec = linkCodec<OneKernelLink>(oneKernelFields);

/** What a state of the figure says; what cannot be read stands as in its first state. */
export function oneKernelIn(state: string): OneKernelLink {
  return codec.parse(state).state;
}

/** The split that a state asks for, by classes: 0 is a three, 1 a seven. */
export function wantedSplit({ t, above }: OneKernelLink): WantedSplit {
  return t === 'best' ? { threshold: t } : { threshold: t, above: above === '7' ? 1 : 0 };
}
