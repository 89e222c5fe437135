// What stands outside the picture. Every rule but zeros answers with a cell inside it, so a rule is a function from a position,
// which may lie outside, to a position inside. The rules and their limits are those of PyTorch's F.pad; symmetric is NumPy's.
import { checkWhole } from '@lib/array/check.ts';
import { fourAxes, tensor, type Tensor } from '@lib/array/tensor.ts';

/** The rules, in the order in which the book tells them. */
export const paddingModes = ['zeros', 'replicate', 'reflect', 'circular', 'symmetric'] as const;

/** What invented cells hold: 0, the nearest cell, the mirror image without or with its edge, or the opposite side. */
export type PaddingMode = (typeof paddingModes)[number];

/** For each rule that copies: the cell inside `0 … size − 1` that answers for a position up to `size` cells outside. */
const copiedFrom: Readonly<Record<Exclude<PaddingMode, 'zeros'>, (position: number, size: number) => number>> = {
  replicate: (position, size) => Math.min(Math.max(position, 0), size - 1), // 1 1 | 1 2 3 | 3 3
  reflect: (position, size) => (position < 0 ? -position : position < size ? position : 2 * (size - 1) - position), // 3 2 | 1 2 3 | 2 1
  circular: (position, size) => (position + size) % size, // 2 3 | 1 2 3 | 1 2
  symmetric: (position, size) => (position < 0 ? -1 - position : position < size ? position : 2 * size - 1 - position), // 2 1 | 1 2 3 | 3 2
};

/** The widest padding a rule allows: a mirror or a wrap that left the picture a second time would not be one rule any more. */
const widest: Readonly<Record<PaddingMode, (size: number) => number>> = {
  zeros: () => Infinity,
  replicate: () => Infinity,
  reflect: (size) => size - 1,
  circular: (size) => size,
  symmetric: (size) => size,
};

/** The widest padding that a rule allows on an axis of `size` cells; `Infinity` where any will do. */
export function widestPadding(size: number, mode: PaddingMode): number {
  return widest[mode](checkWhole(size, 1, { caller: 'widestPadding', argument: 'size' }));
}

/**
 * Where the cells of a padded axis come from: for each its position inside, or −1 for a 0.
 * @throws RangeError if the padding is wider than the rule allows, TypeError if there is no such rule
 */
export function paddedFrom(size: number, padding: number, mode: PaddingMode, caller = 'paddedFrom'): number[] {
  checkWhole(size, 1, { caller, argument: 'size' });
  checkWhole(padding, 0, { caller, argument: 'padding' });
  if (!paddingModes.includes(mode)) {
    throw new TypeError(`${caller}: mode must be one of ${paddingModes.join(', ')}, got ${String(mode)}`);
  }
  if (padding > widest[mode](size)) {
    throw new RangeError(
      `${caller}: padding must be at most ${widest[mode](size)} for ${mode} on an axis of ${size}, got ${padding}`,
    );
  }
  const isInside = (position: number): boolean => position >= 0 && position < size;
  const source = mode === 'zeros' ? (position: number) => (isInside(position) ? position : -1) : copiedFrom[mode];
  return Array.from({ length: size + 2 * padding }, (_, at) => source(at - padding, size));
}

/**
 * Surrounds every plane of `[batch, channels, height, width]` with `rows` rows above and below and `cols` columns left and right.
 * @throws RangeError if the input has not four axes or a padding is out of its range, TypeError if there is no such mode
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pad.html
 */
export function pad2d(input: Tensor, [rows, cols]: readonly [number, number], mode: PaddingMode = 'zeros'): Tensor {
  const [batch, channels, height, width] = fourAxes(input.shape, 'pad2d', 'input');
  const fromRow = paddedFrom(height, rows, mode, 'pad2d');
  const fromCol = paddedFrom(width, cols, mode, 'pad2d');
  const padded = new Float32Array(batch * channels * fromRow.length * fromCol.length);
  let at = 0;
  for (let plane = 0; plane < batch * channels; plane++) {
    for (const row of fromRow) {
      const rowStart = (plane * height + row) * width;
      for (const col of fromCol) {
        if (row >= 0 && col >= 0) padded[at] = input.data[rowStart + col] ?? 0;
        at++;
      }
    }
  }
  return tensor([batch, channels, fromRow.length, fromCol.length], padded);
}
