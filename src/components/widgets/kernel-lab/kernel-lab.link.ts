// The link schema of the kernel laboratory. Names and meanings are permanent.
import { drawingField } from '@lib/state/drawing-field.ts';
import { kernelField } from '@lib/state/kernel-field.ts';
import { linkCodec } from '@lib/state/link-codec.ts';
import { flagField, integerField, wordField } from '@lib/state/link-fields.ts';
import { pictureFields, type PictureLink } from '@lib/state/picture-fields.ts';

const places = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;

/**
 * The numbers that open into their arithmetic: the sum, the sum of the weights, the counts of the map, the pixels of the window
 * (`x0` to `x8`) and the products (`p0` to `p8`), row by row.
 */
export const openedNumbers = [
  'sum',
  'weights',
  'above',
  'below',
  'zero',
  ...places.map((place) => `x${place}` as const),
  ...places.map((place) => `p${place}` as const),
] as const;

/** One of the numbers that open. */
export type OpenedNumber = (typeof openedNumbers)[number];

/** The whole state of the laboratory. */
export interface KernelLabLink extends PictureLink {
  /** Nine weights. */
  readonly k: readonly number[];
  /** Row and column of the window's centre. */
  readonly r: number;
  readonly c: number;
  /** Whether negative answers are cut to 0. */
  readonly relu: boolean;
  /** Pixels as bytes, 0 to 255, or as shares of full ink, 0 to 1. */
  readonly scale: 'byte' | 'unit';
  /** The drawing. */
  readonly pad: Uint8Array;
  /** The number that stands open. */
  readonly s: OpenedNumber;
}

/** Reads and writes the laboratory's states. */
export const kernelLabLink = linkCodec<KernelLabLink>({
  ...pictureFields,
  k: kernelField('top'),
  r: integerField(5, [1, 26]),
  c: integerField(7, [1, 26]),
  relu: flagField(false),
  scale: wordField('byte', ['byte', 'unit']),
  pad: drawingField,
  s: wordField('sum', openedNumbers),
});
