// The pictures a figure can show: a digit of the session's data, a sheet to draw on, or a picture made by rule.
import { sessionDigitIndex } from './session-digit.ts';
import { syntheticKinds, type SyntheticKind } from './synthetic.ts';

/** The kinds of picture, as they stand in links. */
export const pictureKinds = ['3', '7', 'pad', ...syntheticKinds] as const;

/** One kind of picture. */
export type PictureKind = (typeof pictureKinds)[number];

/** Whether a picture is made by rule. */
export function isSynthetic(kind: PictureKind): kind is SyntheticKind {
  return syntheticKinds.some((known) => known === kind);
}

/** The last index of MNIST's training set. */
export const lastTrainIndex = 59999;

/** The digit of each kind that a link without an index means: the session's three, and the first seven of the training set. */
export const houseIndex = { 3: sessionDigitIndex, 7: 15 } as const;
