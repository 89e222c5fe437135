// The link schema of the filter bank. Names and meanings are permanent.
import { linkCodec } from '@lib/state/link-codec.ts';
import { integerField, wordField } from '@lib/state/link-fields.ts';
import { pairField, type RowsAndCols } from '@lib/state/pair-field.ts';
import { layouts, type Layout } from '@lib/text/network-words.ts';

/** The bounds of each setting. */
export const bounds = { n: [1, 128], b: [1, 64], seed: [0, 9999], place: [1, 26] } as const;

/** The whole state of the bank. */
export interface FilterBankLink {
  /** Kernels: the session's four first, then random ones. */
  readonly n: number;
  /** Pictures in the batch. */
  readonly b: number;
  /** Of the random kernels. */
  readonly seed: number;
  /** The chosen picture and kernel, counted from 0. */
  readonly sel: RowsAndCols;
  /** Centre of the window that is taken apart. */
  readonly r: number;
  readonly c: number;
  /** The order of axes in which shapes are written. */
  readonly layout: Layout;
}

/** Reads and writes the bank's states. */
export const filterBankLink = linkCodec<FilterBankLink>({
  n: integerField(4, bounds.n),
  b: integerField(1, bounds.b),
  seed: integerField(1, bounds.seed),
  sel: pairField([0, 1], [0, bounds.n[1] - 1]),
  r: integerField(5, bounds.place),
  c: integerField(7, bounds.place),
  layout: wordField('nchw', layouts),
});
