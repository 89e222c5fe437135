// Judges a state of the feature maps that is to show the padding: a map of the first layer of a net that has learned, opened at a cell whose window hangs
// over the edge, on a picture that has ink there, and with a number there that stands out. On a digit the padding cannot be seen, because it is 0 and so is
// paper; and a map may have no rim all the same, because ReLU has cut it off or its kernel does not mind.
import { axisWindows, tapsFrom } from '@lib/conv/axis-windows.ts';
import { conv2d } from '@lib/conv/conv2d.ts';
import { pictureSize } from '@lib/conv/response.ts';
import { isSynthetic } from '@lib/data/pictures.ts';
import { syntheticPicture } from '@lib/data/synthetic.ts';
import { picturesTensor } from '@lib/nn/occlusion.ts';
import type { Model } from '@lib/nn/parameters.ts';
import { mapViewField, openedMapFields } from '@lib/state/feature-maps-fields.ts';
import { linkCodec } from '@lib/state/link-codec.ts';
import { plainNumber } from '@lib/text/numbers.ts';
import type { Verdict } from './parts.ts';

/** What is read of the figure's state; the rest of it says nothing about the padding. */
export const rimLink = linkCodec({ ...openedMapFields, show: mapViewField });

/** What a figure shows of the first maps. */
export interface FirstMaps {
  /** The 784 bytes of the picture. */
  readonly pixels: Uint8Array;
  readonly map: number;
  readonly place: readonly [row: number, col: number];
  /** Whether numbers below 0 are shown as 0. */
  readonly isCut: boolean;
}

/** A rim that differs by less than this share of the largest number of all maps is drawn so faintly that nobody sees it. */
const faintestRim = 0.05;

const first = axisWindows(pictureSize, { kernel: 3, stride: 2, padding: 1, dilation: 1 });

/** The cells of an axis under the window at a place, those of the padding below 0 or past the end. */
function tapsAt(place: number): readonly number[] {
  const start = first.starts[Math.min(place, first.count - 1)] ?? 0;
  return tapsFrom(start, first);
}

const isOutside = (cell: number): boolean => cell < 0 || cell >= pictureSize;

/**
 * What stands at a cell of a first map, and what would stand there if the picture went on beyond its edge, mirrored, instead of the zeros; `greatest` is
 * the largest number of all maps.
 * @throws RangeError if the net does not begin with a convolution
 */
export function rimAt(
  { layers: [layer], parameters: [numbers] }: Model,
  { pixels, map, place: [row, col], isCut }: FirstMaps,
): { readonly shown: number; readonly without: number; readonly greatest: number } {
  if (layer?.kind !== 'conv' || numbers?.weight === undefined)
    throw new RangeError(`rimAt: layers must begin with a convolution, got ${layer?.kind ?? 'none'}`);
  const { weight, bias } = numbers;
  const mapsWith = (paddingMode: 'zeros' | 'reflect') => {
    const options = { ...layer, ...(bias !== undefined && { bias }), paddingMode };
    const { shape, data } = conv2d(picturesTensor([pixels]), weight, options); // [1, channels, rows, cols]
    const [, channels = 1, rows = 1, cols = 1] = shape;
    const at = (Math.min(map, channels - 1) * rows + Math.min(row, rows - 1)) * cols + Math.min(col, cols - 1);
    const values = isCut ? data.map((value) => Math.max(0, value)) : data;
    return { here: values[at] ?? 0, greatest: values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) };
  };
  const [zeros, mirrored] = [mapsWith('zeros'), mapsWith('reflect')];
  return { shown: zeros.here, without: mirrored.here, greatest: zeros.greatest };
}

/** Judges the state of the feature maps, as its link has it, by the net of the page; none where it has not learned yet. */
export function judgeRim(state: string, model: Model | undefined): Verdict {
  const { d, at, layer, m, r, c, show } = rimLink.parse(state).state;
  if (layer !== 1)
    return {
      kind: 'wrong',
      lead: `Your figure is open at layer ${layer}.`,
      rest: 'There the padding does show, but it lies beside maps. The first layer is the one to look at: there it lies beside the picture.',
    };
  const [rows, cols] = [tapsAt(r), tapsAt(c)];
  const isRim = rows.some(isOutside) || cols.some(isOutside);
  if (at !== undefined || !isSynthetic(d))
    return {
      kind: 'wrong',
      lead: isRim ? 'The cell is one whose window hangs over the edge.' : 'The first layer is the right one.',
      rest: 'But on a digit nothing is to be seen: it stands on paper, paper is 0, and so is the padding. Take a picture with ink at its edge.',
    };
  if (!isRim)
    return {
      kind: 'wrong',
      lead: 'Layer and picture will do.',
      rest: `But the window of the cell (${r}, ${c}) lies inside the picture. Open a cell at whose place it hangs over the edge.`,
    };
  const picture = syntheticPicture(d);
  const within = (cells: readonly number[]) => cells.filter((cell) => !isOutside(cell));
  const ink = within(rows).flatMap((row) => within(cols).map((col) => picture[row * pictureSize + col] ?? 0));
  if (ink.every((pixel) => pixel === 0))
    return {
      kind: 'wrong',
      lead: 'Layer and cell will do.',
      rest: `But at (${r}, ${c}) this picture is paper, and the padding is 0 like it. Look where its ink meets the edge.`,
    };
  if (model === undefined)
    return {
      kind: 'wrong',
      lead: 'Picture and cell will do.',
      rest: 'But the net is as it was drawn by lot, and has learned nothing yet. Train it in the figure, then look for the rim again.',
    };
  const { shown, without, greatest } = rimAt(model, {
    pixels: picture,
    map: m,
    place: [r, c],
    isCut: show !== 'pre',
  });
  const [here, beyond] = [plainNumber(shown, 2), plainNumber(without, 2)];
  if (Math.abs(shown - without) <= faintestRim * greatest)
    return {
      kind: 'wrong',
      lead: 'Picture and cell will do.',
      rest: `But nobody sees a rim in map ${m}: at (${r}, ${c}) stands ${here}, and without the zeros it would be ${beyond}. Look through the other maps, or at what is there before ReLU.`,
    };
  return {
    kind: 'right',
    lead: 'There it is.',
    rest: `In map ${m} the cell (${r}, ${c}) reads ${here}. If the picture went on where the padding lies, it would be ${beyond}.`,
  };
}
