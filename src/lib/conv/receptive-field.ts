// How much of the picture one number sees. Along one axis, layer by layer: a kernel adds (kernel − 1) steps to the field, and a step is as
// long as all strides before it together, the jump. Padding adds nothing to see; it only moves the field's beginning over the edge.
// The recurrence: Araujo, Norris and Sim, Computing receptive fields of convolutional neural networks, Distill, 2019.
import { checkWhole } from '@lib/array/check.ts';
import { kernelSpan, type Slide } from './output-length.ts';
import { lengthAlong } from './settings.ts';

/** One layer along one axis: a convolution or a pooling; stride 1, padding 0 and dilation 1 if left out. */
export type FieldLayer = Partial<Slide> & Pick<Slide, 'kernel'>;

/** What one number of a layer's output sees of the first input, in cells along one axis. */
export interface ReceptiveField {
  /** Cells in the field, those in the padding counted. */
  readonly field: number;
  /** Input cells from the field of one number to that of its neighbour. */
  readonly jump: number;
  /** The first cell of the field of the first number; negative where it begins in the padding. */
  readonly start: number;
}

/** Cells from the first to the last, both counted. */
export interface CellRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The fields after each layer of a list, in its order.
 * @throws RangeError if a kernel, stride, padding or dilation is not a whole number in its range
 */
export function receptiveFields(layers: readonly FieldLayer[]): ReceptiveField[] {
  const caller = 'receptiveFields';
  let [field, jump, start] = [1, 1, 0];
  return layers.map(({ kernel, stride = 1, padding = 0, dilation = 1 }, at) => {
    const argument = (name: string) => ({ caller, argument: `layers[${at}].${name}` });
    checkWhole(kernel, 1, argument('kernel'));
    checkWhole(stride, 1, argument('stride'));
    checkWhole(padding, 0, argument('padding'));
    checkWhole(dilation, 1, argument('dilation'));
    field += (kernelSpan(kernel, dilation) - 1) * jump;
    start -= padding * jump;
    jump *= stride;
    return { field, jump, start };
  });
}

/**
 * What one number of the last layer sees of an axis of `size` cells: its whole field, which may reach over the edges, and the part inside, absent
 * where the field lies in the padding altogether.
 * @throws RangeError if a layer does not fit the size, or if its output has no cell with this index
 */
export function seenBy(
  layers: readonly FieldLayer[],
  size: number,
  cell: number,
): { field: CellRange; seen?: CellRange } {
  const caller = 'seenBy';
  checkWhole(size, 1, { caller, argument: 'size' });
  checkWhole(cell, 0, { caller, argument: 'cell' });
  const fields = receptiveFields(layers);
  const length = layers.reduce((before, { kernel, stride = 1, padding = 0, dilation = 1 }, at) => {
    const slide = { kernel, stride, padding, dilation, mode: 'zeros' } as const;
    return lengthAlong({ caller, axis: 'input', size: before, argument: `layers[${at}].kernel`, ...slide });
  }, size);
  if (cell >= length)
    throw new RangeError(`${caller}: cell must be below the ${length} of the last layer, got ${cell}`);
  const { field, jump, start } = fields.at(-1) ?? { field: 1, jump: 1, start: 0 };
  const first = start + cell * jump;
  const last = first + field - 1;
  if (last < 0 || first >= size) return { field: { first, last } };
  return { field: { first, last }, seen: { first: Math.max(first, 0), last: Math.min(last, size - 1) } };
}
