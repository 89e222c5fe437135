// The link schema of the shape calculator. Names and meanings are permanent.
import type { ConvCall } from '@lib/conv/conv-call.ts';
import { linkCodec } from '@lib/state/link-codec.ts';
import { integerField, wordField } from '@lib/state/link-fields.ts';
import { pairField, type RowsAndCols } from '@lib/state/pair-field.ts';
import { openings, type Opening } from '@lib/text/call-words.ts';
import { layouts, type Layout } from '@lib/text/network-words.ts';

/** The bounds of each setting. */
export const bounds = {
  n: [1, 1024],
  ci: [1, 2048],
  h: [1, 1024],
  w: [1, 1024],
  co: [1, 2048],
  k: [1, 31],
  s: [1, 16],
  p: [0, 31],
  d: [1, 16],
  g: [1, 2048],
} as const;

/** The whole state of the calculator. */
export interface ShapeCalculatorLink {
  /** Pictures in the batch. */
  readonly n: number;
  /** Channels of each. */
  readonly ci: number;
  /** Rows and columns of each. */
  readonly h: number;
  readonly w: number;
  /** Kernels, which is output channels. */
  readonly co: number;
  /** Rows and columns of a kernel. */
  readonly k: RowsAndCols;
  /** Stride, padding, dilation and groups. */
  readonly s: number;
  readonly p: number;
  readonly d: number;
  readonly g: number;
  /** The order of axes in which shapes are written. */
  readonly layout: Layout;
  /** The number that stands open. */
  readonly o: Opening;
}

/** Reads and writes the calculator's states. */
export const shapeCalculatorLink = linkCodec<ShapeCalculatorLink>({
  n: integerField(64, bounds.n),
  ci: integerField(1, bounds.ci),
  h: integerField(28, bounds.h),
  w: integerField(28, bounds.w),
  co: integerField(4, bounds.co),
  k: pairField(3, bounds.k),
  s: integerField(1, bounds.s),
  p: integerField(0, bounds.p),
  d: integerField(1, bounds.d),
  g: integerField(1, bounds.g),
  layout: wordField('nchw', layouts),
  o: wordField('h', openings),
});

/** The call that a state means. */
export function callOf({ n, ci, h, w, co, k, s, p, d, g }: ShapeCalculatorLink): ConvCall {
  return {
    batch: n,
    channels: ci,
    height: h,
    width: w,
    outChannels: co,
    kernel: k,
    stride: s,
    padding: p,
    dilation: d,
    groups: g,
  };
}
