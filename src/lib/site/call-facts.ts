// Numbers and shapes of one convolution that the text states: worked out from its settings, so that none is typed by hand. What is left out is
// as in the session's call.
import { accountOf, sessionCall, type ConvAccount } from '@lib/conv/conv-call.ts';

/** Settings of a call by the letters of its formulas. */
export interface CallSettings {
  /** Pictures. */
  readonly n?: number | undefined;
  /** Channels in, rows and columns. */
  readonly ci?: number | undefined;
  readonly h?: number | undefined;
  readonly w?: number | undefined;
  /** Kernels. */
  readonly co?: number | undefined;
  /** Rows and columns of a kernel. */
  readonly k?: number | undefined;
  /** Stride and padding. */
  readonly s?: number | undefined;
  readonly p?: number | undefined;
}

/**
 * The account of a call.
 * @throws RangeError if the call is not possible
 */
export function callAccount({ n, ci, h, w, co, k, s, p }: CallSettings): ConvAccount {
  return accountOf({
    ...sessionCall,
    batch: n ?? sessionCall.batch,
    channels: ci ?? sessionCall.channels,
    height: h ?? sessionCall.height,
    width: w ?? sessionCall.width,
    outChannels: co ?? sessionCall.outChannels,
    kernel: k === undefined ? sessionCall.kernel : [k, k],
    stride: s ?? sessionCall.stride,
    padding: p ?? sessionCall.padding,
  });
}
