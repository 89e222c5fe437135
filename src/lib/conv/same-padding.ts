// What libraries make of the word "same". TensorFlow promises ⌈size / stride⌉ places and pads as little as gives them, the odd cell at the
// far end; PyTorch promises the size itself, and so refuses strides above 1. Neither is padding = p on both sides.
// See tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2 and docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html
import { kernelSpan, type Slide } from './output-length.ts';

/** Cells added at the two ends of an axis, and how many places the window then has. */
export interface EndPadding {
  readonly before: number;
  readonly after: number;
  readonly count: number;
}

/** Settings that "same" leaves open. */
type Sliding = Omit<Slide, 'padding'>;

/**
 * What `padding='same'` adds to an axis of `size` cells in TensorFlow and TensorFlow.js.
 * @throws RangeError if the kernel or its dilation is not a whole number of at least 1
 */
export function sameInTensorflow(size: number, { kernel, stride, dilation }: Sliding): EndPadding {
  const count = Math.ceil(size / stride);
  const total = Math.max(0, (count - 1) * stride + kernelSpan(kernel, dilation) - size);
  const before = Math.floor(total / 2);
  return { before, after: total - before, count };
}

/**
 * What `padding='same'` adds to an axis in PyTorch; `undefined` where PyTorch refuses, which is at every stride above 1.
 * @throws RangeError if the kernel or its dilation is not a whole number of at least 1
 */
export function sameInTorch(size: number, { kernel, stride, dilation }: Sliding): EndPadding | undefined {
  if (stride > 1) return undefined;
  const total = kernelSpan(kernel, dilation) - 1;
  const before = Math.floor(total / 2);
  return { before, after: total - before, count: size };
}

/** How the windows of "same" lie beside those of another padding: the same ones, shifted by some cells, or another number of them. */
export type SameVerdict =
  { readonly kind: 'same' } | { readonly kind: 'shifted'; readonly by: number } | { readonly kind: 'other-count' };

/** Compares the windows of one padding with those of another; `by` is how much later those of `one` begin. */
export function compareWindows(one: EndPadding, other: EndPadding): SameVerdict {
  if (one.count !== other.count) return { kind: 'other-count' };
  const by = other.before - one.before;
  return by === 0 ? { kind: 'same' } : { kind: 'shifted', by };
}
