// A picture with the ring that a padding rule puts around it: for each cell where it comes from, and for each window what it answers. Places
// are counted from the picture’s own upper left corner, so that the ring has negative rows and columns. An axis of one cell is not padded: a
// single row has a left and a right, but nothing above or below; the kernel is folded to fit it.
import { tensor, type Tensor } from '@lib/array/tensor.ts';
import { conv2d } from './conv2d.ts';
import { paddedFrom, widestPadding, type PaddingMode } from './pad.ts';
import type { Place } from './response.ts';

/** A picture of any size, row by row. */
export interface Grid {
  readonly rows: number;
  readonly cols: number;
  readonly values: readonly number[];
}

/** A rule, and how wide the ring is. */
export interface Padding {
  readonly mode: PaddingMode;
  readonly padding: number;
}

/** A cell of the padded picture. */
export interface PaddedCell {
  /** Its place, counted from the picture’s upper left corner. */
  readonly place: Place;
  readonly value: number;
  /** The pixel it shows; none for a zero from nowhere. */
  readonly source: Place | undefined;
  readonly isInside: boolean;
}

/** A padded picture: where it begins, how large it is, and its cells row by row. */
export interface PaddedGrid {
  readonly first: Place;
  readonly rows: number;
  readonly cols: number;
  readonly cells: readonly PaddedCell[];
}

const side = 3;

/** The ring on each axis, `[rows, cols]`: an axis of one cell gets none. */
export function ringOf({ rows, cols }: Grid, padding: number): readonly [rows: number, cols: number] {
  return [rows > 1 ? padding : 0, cols > 1 ? padding : 0];
}

/** The narrowest ring with which the window fits: an axis of two cells needs one. */
export function leastRing({ rows, cols }: Grid): number {
  return rows === 2 || cols === 2 ? 1 : 0;
}

/** The widest ring that a rule allows around a picture. */
export function widestRing({ rows, cols }: Grid, mode: PaddingMode): number {
  return Math.min(...[rows, cols].filter((size) => size > 1).map((size) => widestPadding(size, mode)));
}

/**
 * Surrounds a picture with its ring.
 * @throws RangeError if the ring is wider than the rule allows
 */
export function padGrid(grid: Grid, { mode, padding }: Padding): PaddedGrid {
  const [ringRows, ringCols] = ringOf(grid, padding);
  const fromRow = paddedFrom(grid.rows, ringRows, mode, 'padGrid');
  const fromCol = paddedFrom(grid.cols, ringCols, mode, 'padGrid');
  const cells = fromRow.flatMap((sourceRow, atRow) =>
    fromCol.map((sourceCol, atCol): PaddedCell => {
      const place: Place = [atRow - ringRows, atCol - ringCols];
      const isNowhere = sourceRow < 0 || sourceCol < 0;
      return {
        place,
        value: isNowhere ? 0 : (grid.values[sourceRow * grid.cols + sourceCol] ?? 0),
        source: isNowhere ? undefined : [sourceRow, sourceCol],
        isInside: place[0] >= 0 && place[0] < grid.rows && place[1] >= 0 && place[1] < grid.cols,
      };
    }),
  );
  return { first: [-ringRows, -ringCols], rows: fromRow.length, cols: fromCol.length, cells };
}

/** The cell at a place, if the padded picture has it. */
export function cellAt({ first, rows, cols, cells }: PaddedGrid, [row, col]: Place): PaddedCell | undefined {
  const [atRow, atCol] = [row - first[0], col - first[1]];
  return atRow < 0 || atRow >= rows || atCol < 0 || atCol >= cols ? undefined : cells[atRow * cols + atCol];
}

/**
 * The centres of the windows that a cell of the padded picture is under; for a pixel, also those that only its copies are under.
 * With the answers beside it this is what a pixel has a say in.
 */
export function windowsOver(padded: PaddedGrid, { place, source, isInside }: PaddedCell): readonly Place[] {
  const shown = isInside && source ? [place, ...copiesOf(padded, source).map((copy) => copy.place)] : [place];
  const near = (size: number, one: number, other: number): boolean => Math.abs(one - other) <= (size > 1 ? 1 : 0);
  return padded.cells
    .map(({ place: centre }) => centre)
    .filter(([row, col]) =>
      shown.some(([atRow, atCol]) => near(padded.rows, row, atRow) && near(padded.cols, col, atCol)),
    );
}

/** The cells of the ring that show one pixel. */
export function copiesOf({ cells }: PaddedGrid, [row, col]: Place): readonly PaddedCell[] {
  return cells.filter(({ isInside, source }) => !isInside && source?.[0] === row && source[1] === col);
}

/** A picture as a tensor, `[1, 1, rows, cols]`. */
export function gridTensor({ rows, cols, values }: Grid): Tensor {
  return tensor([1, 1, rows, cols], values);
}

/**
 * Nine weights as a kernel for a picture, `[1, 1, 3, 3]`. Along an axis of one cell they are added up, which is what they amount to on a
 * picture that goes on unchanged in that direction: a single row meets `[1, 1, 1, 3]`.
 */
export function foldedKernel({ rows, cols }: Grid, weights: readonly number[]): Tensor {
  const [height, width] = [rows > 1 ? side : 1, cols > 1 ? side : 1];
  const folded = new Float64Array(height * width);
  weights.forEach((weight, at) => {
    const [row, col] = [Math.floor(at / side), at % side];
    const place = (height > 1 ? row : 0) * width + (width > 1 ? col : 0);
    folded[place] = (folded[place] ?? 0) + weight;
  });
  return tensor([1, 1, height, width], folded);
}

/** The answers of a kernel all over a padded picture, `[rows, cols]`; `first` is the centre of the first window. */
export interface AnswerGrid extends Grid {
  readonly first: Place;
}

/**
 * Where the answers stand: how many there are, and the centre of the first window.
 * @throws RangeError if no window fits
 */
export function answerFrame(grid: Grid, padding: number): Omit<AnswerGrid, 'values'> {
  const [ringRows, ringCols] = ringOf(grid, padding);
  const along = (size: number, ring: number): number => (size > 1 ? size + 2 * ring - side + 1 : 1);
  const start = (size: number, ring: number): number => (size > 1 ? 1 - ring : 0);
  const [rows, cols] = [along(grid.rows, ringRows), along(grid.cols, ringCols)];
  if (rows < 1 || cols < 1) {
    throw new RangeError(`answerFrame: grid must have room for a window, got ${grid.rows} × ${grid.cols}`);
  }
  return { rows, cols, first: [start(grid.rows, ringRows), start(grid.cols, ringCols)] };
}

/** The answers of nine weights all over a padded picture, by the reference. */
export function answersOf(grid: Grid, weights: readonly number[], { mode, padding }: Padding): AnswerGrid {
  const answers = conv2d(gridTensor(grid), foldedKernel(grid, weights), {
    padding: ringOf(grid, padding),
    paddingMode: mode,
  });
  return { ...answerFrame(grid, padding), values: Array.from(answers.data) };
}

/** The cells under the window with this centre, row by row; fewer at the rim of the padded picture. */
export function windowCells(padded: PaddedGrid, [row, col]: Place): readonly PaddedCell[] {
  const along = (size: number): readonly number[] => (size > 1 ? [-1, 0, 1] : [0]);
  return along(padded.rows).flatMap((down) =>
    along(padded.cols).flatMap((right) => cellAt(padded, [row + down, col + right]) ?? []),
  );
}

/** The answer of the window with this centre, if there is one. */
export function answerAt({ first, rows, cols, values }: AnswerGrid, [row, col]: Place): number | undefined {
  const [atRow, atCol] = [row - first[0], col - first[1]];
  return atRow < 0 || atRow >= rows || atCol < 0 || atCol >= cols ? undefined : values[atRow * cols + atCol];
}
