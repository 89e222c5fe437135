// Judges a state of the feature maps that is to show the padding: a map of the first layer, opened at a cell whose window hangs over the edge, on a picture
// that has ink there. On a digit the padding cannot be seen, because it is 0 and so is paper.
import { axisWindows, tapsFrom } from '@lib/conv/axis-windows.ts';
import { pictureSize } from '@lib/conv/response.ts';
import { isSynthetic } from '@lib/data/pictures.ts';
import { syntheticPicture } from '@lib/data/synthetic.ts';
import { linkCodec } from '@lib/state/link-codec.ts';
import { integerField } from '@lib/state/link-fields.ts';
import { pictureFields } from '@lib/state/picture-fields.ts';
import { placeField } from '@lib/state/place-field.ts';
import type { Verdict } from './parts.ts';

/** What is read of the figure's state; the rest of it says nothing about the padding. */
export const rimLink = linkCodec({
  ...pictureFields,
  at: placeField,
  layer: integerField(1, [1, 16]),
  r: integerField(3, [0, pictureSize - 1]),
  c: integerField(7, [0, pictureSize - 1]),
});

const first = axisWindows(pictureSize, { kernel: 3, stride: 2, padding: 1, dilation: 1 });

/** The cells of an axis under the window at a place, those of the padding below 0 or past the end. */
function tapsAt(place: number): readonly number[] {
  const start = first.starts[Math.min(place, first.count - 1)] ?? 0;
  return tapsFrom(start, first);
}

const isOutside = (cell: number): boolean => cell < 0 || cell >= pictureSize;

/** Judges the state of the feature maps, as its link has it. */
export function judgeRim(state: string): Verdict {
  const { d, at, layer, r, c } = rimLink.parse(state).state;
  if (layer !== 1)
    return {
      kind: 'wrong',
      lead: `Your figure is open at layer ${layer}.`,
      rest: 'There the padding does show, but it lies beside maps. Asked is the first layer, where it lies beside the picture.',
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
  return {
    kind: 'right',
    lead: 'There it is.',
    rest: `The window of (${r}, ${c}) lies partly on the padding, and what lies there counts as 0 while the ink beside it does not.`,
  };
}
