// The link schema of the stepper. Names and meanings are permanent. A setting is one number, or two joined by `~` where rows and columns differ.
import { linkCodec } from '@lib/state/link-codec.ts';
import { integerField, wordField } from '@lib/state/link-fields.ts';
import { settingBounds, windowFields, type WindowSettings } from '@lib/state/window-fields.ts';
import { smallKernels, smallPictures, type SmallKernel, type SmallPicture } from '@lib/data/small-pictures.ts';

/** The longest input that is drawn as a grid. */
export const longestGrid = 12;

/** The longest output there can be: the longest input in the widest padding, under a kernel of one cell. */
export const longestOutput = settingBounds.i[1] + 2 * settingBounds.p[1];

/** The largest number of a question. */
export const greatestSeed = 9999;

/** What the figure is for: going through the windows, foretelling the size, looking for settings, or comparing what “same” means. */
export const modes = ['step', 'predict', 'solve', 'same'] as const;

/** What stands in the cells: nothing, how many windows use each, or numbers that are convolved. */
export const shows = ['plain', 'uses', 'values'] as const;

/** The whole state of the figure. */
export interface SlideStepperLink extends WindowSettings {
  /** The window, counted from 0, row by row. */
  readonly step: number;
  readonly mode: (typeof modes)[number];
  readonly show: (typeof shows)[number];
  /** The numbers of the picture and of the kernel. */
  readonly x: SmallPicture;
  readonly w: SmallKernel;
  /** The size that is wanted where settings are looked for; 0: the size there is. */
  readonly o: number;
  /** Which of the random questions comes next. */
  readonly seed: number;
}

/** Reads and writes the figure's states. */
export const slideStepperLink = linkCodec<SlideStepperLink>({
  ...windowFields,
  step: integerField(0, [0, longestOutput ** 2 - 1]),
  mode: wordField('step', modes),
  show: wordField('plain', shows),
  x: wordField('digits', smallPictures),
  w: wordField('ones', smallKernels),
  o: integerField(0, [0, longestOutput]),
  seed: integerField(0, [0, greatestSeed]),
});
