// The pictures on which padding is tried out: numbers small enough to follow by eye, and two large ones, a digit whose rim is bare paper and
// a slope that has ink up to every side, as photographs do.
import type { Grid } from '@lib/conv/padded-grid.ts';
import { sessionDigit } from './session-digit.ts';

/** The names of the pictures, as they stand in links. */
export const paddingPictureNames = ['nine', 'row', 'flat', 'three', 'slope'] as const;

/** The name of a picture. */
export type PaddingPictureName = (typeof paddingPictureNames)[number];

const slopeSide = 16;

/** Ink of a soft slope, darkest at the lower right, with a pale round patch: never 0, so that every side has something to lose. */
function slopeAt(row: number, col: number): number {
  const rise = 60 + 4 * row + 2 * col;
  const fromMoon = Math.hypot(row - 4, col - 10);
  return Math.round(fromMoon < 3 ? rise - 50 * (1 - fromMoon / 3) : rise);
}

/** The pictures by name. */
export const paddingPictures: Readonly<Record<PaddingPictureName, Grid>> = {
  nine: { rows: 3, cols: 3, values: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
  row: { rows: 1, cols: 4, values: [1, 2, 3, 4] },
  flat: { rows: 4, cols: 4, values: new Array<number>(16).fill(9) },
  three: { rows: 28, cols: 28, values: Array.from(sessionDigit) },
  slope: {
    rows: slopeSide,
    cols: slopeSide,
    values: Array.from({ length: slopeSide ** 2 }, (_, at) => slopeAt(Math.floor(at / slopeSide), at % slopeSide)),
  },
};

/** The name of the picture with exactly these numbers in these rows, if it has one. */
export function paddingPictureName({ rows, cols, values }: Grid): PaddingPictureName | undefined {
  return paddingPictureNames.find((name) => {
    const known = paddingPictures[name];
    return known.rows === rows && known.cols === cols && known.values.every((value, at) => value === values[at]);
  });
}
