// A network in words: the name of a block, how the side of its grid is found, and why a block does not fit.
import { hasRelu, paddingOf, type Architecture, type Block, type Stage } from '@lib/nn/architecture.ts';
import type { SideStep, StageTable } from '@lib/nn/stage-table.ts';

/** The orders of axes in which shapes can be read. */
export const layouts = ['nchw', 'nhwc'] as const;

/** An order of axes. */
export type Layout = (typeof layouts)[number];

/** Writes a whole number with its thousands apart: `56,448`. */
export function wholeNumber(value: number): string {
  return value.toLocaleString('en');
}

/** Writes a shape, `64 × 4 × 14 × 14`; with channels last where four axes are wanted so. */
export function shapeWords(shape: readonly number[], layout: Layout = 'nchw'): string {
  const [batch, channels, ...grid] = shape;
  const ordered = layout === 'nhwc' && grid.length === 2 ? [batch, ...grid, channels] : shape;
  return ordered.join(' × ');
}

/** A block's name: `Conv 1 → 4, ReLU`; `channels` is what comes in, the length of axis 1. */
export function stageName(architecture: Architecture, { block: at }: Stage, channels: number | undefined): string {
  const block = at === undefined ? undefined : architecture.blocks[at];
  if (at === undefined || block === undefined) return 'Flatten';
  const from = channels === undefined ? '' : `${channels} → `;
  const relu = hasRelu(architecture, at) ? ', ReLU' : '';
  switch (block.kind) {
    case 'conv':
      return `Conv ${from}${block.outChannels}${block.hasNorm ? ', norm' : ''}${relu}`;
    case 'dense':
      return `Dense ${from}${block.outputs}${relu}`;
    case 'max-pool':
      return 'Max pool';
    case 'average-pool':
      return 'Average pool';
    case 'global-average-pool':
      return 'Global average';
  }
}

/** What slides, in a few words: `3 × 3, step 2, padding 1`. */
export function windowWords(block: Block | undefined): string {
  if (block === undefined || block.kind === 'dense' || block.kind === 'global-average-pool') return '';
  const stride = block.kind === 'conv' ? block.stride : (block.stride ?? block.kernel);
  const padding = block.kind === 'conv' ? paddingOf(block) : block.padding;
  return `${block.kernel} × ${block.kernel}, step ${stride}, padding ${padding}`;
}

/** How a side is found: `⌊(28 + 2 − 3) / 2⌋ + 1 = ⌊13.5⌋ + 1 = 14`. */
export function sideWords({ size, kernel, stride, padding, side }: SideStep): string {
  const padded = padding === 0 ? String(size) : `${size} + ${2 * padding}`;
  if (stride === 1) return `${padded} − ${kernel} + 1 = ${side}`;
  const steps = Number(((size + 2 * padding - kernel) / stride).toFixed(2));
  const floored = Number.isInteger(steps) ? String(steps) : `⌊${steps}⌋`;
  return `⌊(${padded} − ${kernel}) / ${stride}⌋ + 1 = ${floored} + 1 = ${side}`;
}

/** What a layer learns, as a sum: `36 + 4`. Nothing where it learns nothing. */
export function learnedWords(row: {
  readonly weights: number;
  readonly biases: number;
  readonly norms: number;
}): string {
  const parts = [row.weights, row.biases, row.norms].filter((count) => count > 0);
  return parts.map(wholeNumber).join(' + ');
}

/** Why a block does not fit, in a sentence for a reader. */
export function problemWords(
  { blocks }: Architecture,
  { stage, inputShape, message }: NonNullable<StageTable['problem']>,
): string {
  const block = stage.block === undefined ? undefined : blocks[stage.block];
  const [, , side] = inputShape;
  if (block === undefined || block.kind === 'dense') return message;
  if (side === undefined) return 'Here all numbers stand in one row already. What comes now needs rows and columns.';
  if (block.kind === 'global-average-pool') return message;
  const { kernel } = block;
  const padding = block.kind === 'conv' ? paddingOf(block) : block.padding;
  if (block.kind !== 'conv' && 2 * padding > kernel)
    return `The padding of a pool is at most half its window, so that no window lies on padding alone: at most ${Math.floor(kernel / 2)} here.`;
  const padded = side + 2 * padding;
  if (kernel <= padded) return message;
  return padding === 0
    ? `${kernel} × ${kernel} does not fit into ${side} × ${side}, and there is no padding.`
    : `${kernel} × ${kernel} does not fit into ${side} × ${side} with padding ${padding}, ${padded} × ${padded} in all.`;
}
