// The link schema of the padding playground. Names and meanings are permanent.
import type { Grid } from '@lib/conv/padded-grid.ts';
import { paddingModes, type PaddingMode } from '@lib/conv/pad.ts';
import { gridPictureField } from '@lib/state/grid-picture-field.ts';
import { kernelField } from '@lib/state/kernel-field.ts';
import { linkCodec } from '@lib/state/link-codec.ts';
import { integerField, wordField } from '@lib/state/link-fields.ts';

/** The widest ring. */
export const greatestPadding = 5;

/** The last row or column of the largest picture with its ring. */
const lastPlace = 27 + greatestPadding;

/** The whole state of the playground. */
export interface PaddingPlaygroundLink {
  /** What stands outside the picture. */
  readonly mode: PaddingMode;
  /** Cells of the ring on each side. */
  readonly p: number;
  /** The picture: `nine`, `row`, `flat`, `three`, `slope`, or numbers of one’s own. */
  readonly img: Grid;
  /** Nine weights. */
  readonly k: readonly number[];
  /** What is pointed at: a cell of the padded picture, or the answer of the window centred there. */
  readonly see: 'cell' | 'window';
  /** Row and column of what is pointed at, counted from the picture’s own corner. */
  readonly r: number;
  readonly c: number;
}

/** Reads and writes the playground’s states. */
export const paddingPlaygroundLink = linkCodec<PaddingPlaygroundLink>({
  mode: wordField<PaddingMode>('reflect', paddingModes),
  p: integerField(2, [0, greatestPadding]),
  img: gridPictureField('nine'),
  k: kernelField('box'),
  see: wordField('cell', ['cell', 'window']),
  r: integerField(-1, [-greatestPadding, lastPlace]),
  c: integerField(2, [-greatestPadding, lastPlace]),
});
