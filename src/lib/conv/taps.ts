// One cell of the output seen from close by: each tap of the kernel lies on one cell of the input, or on padding. Everything that takes a
// convolution apart, product by product, starts from this list.
import { checkWhole } from '@lib/array/check.ts';
import { sizeOf } from '@lib/array/tensor.ts';
import type { Conv2dPlan } from './conv2d-plan.ts';
import { paddedFrom } from './pad.ts';

/** A cell of one image: its channel, its row and its column, counted from 0. */
export interface Cell {
  readonly channel: number;
  readonly row: number;
  readonly col: number;
}

/** A tap of the kernel over a cell of the input. */
export interface Tap extends Cell {
  readonly kernelRow: number;
  readonly kernelCol: number;
  /** Where the number under it stands among those of one image, which for copied padding is another place; −1 where padding is 0. */
  readonly pixel: number;
  /** Where its weight stands in the weight tensor. */
  readonly weight: number;
}

/**
 * Prepares to list the taps of any output cell: channel by channel, row by row. A tap's row and column are those of the unpadded input, so
 * in the padding they lie outside it.
 */
export function tapReader(plan: Conv2dPlan): (cell: Cell) => Tap[] {
  const { inputShape, weightShape, stride, padding, dilation } = plan;
  const [, , height, width] = inputShape;
  const [outChannels, groupChannels, kernelHeight, kernelWidth] = weightShape;
  const fromRow = paddedFrom(height, padding[0], plan.paddingMode);
  const fromCol = paddedFrom(width, padding[1], plan.paddingMode);
  const kernelSize = sizeOf(weightShape.slice(1));
  return (cell) => {
    const firstChannel = Math.floor(cell.channel / (outChannels / plan.groups)) * groupChannels;
    return Array.from({ length: kernelSize }, (_, at) => {
      const kernelRow = Math.floor(at / kernelWidth) % kernelHeight;
      const kernelCol = at % kernelWidth;
      const channel = firstChannel + Math.floor(at / (kernelHeight * kernelWidth));
      const paddedRow = cell.row * stride[0] + kernelRow * dilation[0];
      const paddedCol = cell.col * stride[1] + kernelCol * dilation[1];
      const [source, sourceCol] = [fromRow[paddedRow] ?? -1, fromCol[paddedCol] ?? -1];
      return {
        channel,
        row: paddedRow - padding[0],
        col: paddedCol - padding[1],
        kernelRow,
        kernelCol,
        pixel: source < 0 || sourceCol < 0 ? -1 : (channel * height + source) * width + sourceCol,
        weight: cell.channel * kernelSize + at,
      };
    });
  };
}

/**
 * Gives the cell back if it lies in a shape `[batch, channels, height, width]`.
 * @throws RangeError naming the coordinate that does not
 */
export function checkCell(cell: Cell, [, channels, height, width]: Conv2dPlan['inputShape'], caller: string): Cell {
  const limits = { channel: channels, row: height, col: width } as const;
  for (const name of ['channel', 'row', 'col'] as const) {
    const argument = `cell.${name}`;
    if (checkWhole(cell[name], 0, { caller, argument }) >= limits[name]) {
      throw new RangeError(`${caller}: ${argument} must be below ${limits[name]}, got ${cell[name]}`);
    }
  }
  return cell;
}
