// The link schema of the figure that fools a net: the changed three and the net, the pixel that is looked at, and what stands beside. Names and
// meanings are permanent.
import { pictureShape } from '@lib/nn/training-run.ts';
import { changedThreeFields, type ChangedThree } from '@lib/state/changed-three.ts';
import { linkCodec } from '@lib/state/link-codec.ts';
import { integerField, wordField } from '@lib/state/link-fields.ts';

const lastCell = pictureShape[1] - 1;

/** What the second plate shows: the slope of the lead at every pixel, or the three as it was. */
export const besideViews = ['slope', 'was'] as const;

/** The whole state of the figure. */
export interface FoolTheNetLink extends ChangedThree {
  /** Row and column of the pixel that is looked at. */
  readonly r: number;
  readonly c: number;
  readonly show: (typeof besideViews)[number];
}

/** Reads and writes the figure's states. */
export const foolTheNetLink = linkCodec<FoolTheNetLink>({
  ...changedThreeFields,
  r: integerField(12, [0, lastCell]),
  c: integerField(8, [0, lastCell]),
  show: wordField('slope', besideViews),
});
