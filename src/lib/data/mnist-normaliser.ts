// What a reader draws, brought into the form of MNIST's digits, for a network that was trained on those has never seen another: the ink's
// bounding box is scaled to fit 20 × 20, its proportions kept, greys coming from the scaling; then it is laid into 28 × 28 so that its centre of
// mass lies on the pixel at (14, 14). The recipe is MNIST's own: http://yann.lecun.com/exdb/mnist/

/** Ink on a sheet of any size, row by row: 0 is paper, 255 is full ink. */
export interface InkSheet {
  readonly ink: Uint8Array;
  readonly rows: number;
  readonly cols: number;
}

/** A drawing in MNIST's form, 784 bytes; or why there is none, in words for a reader. */
export type NormalisedInk =
  | { readonly pixels: Uint8Array; readonly refusal?: undefined }
  | { readonly pixels?: undefined; readonly refusal: string };

/** Rows and columns of a digit of MNIST, and of the box that its ink fits into. */
const fieldSize = 28;
const boxSize = 20;

/** Of two places as near as this, in cells, the first is taken. */
const nearlyHalf = 1e-3;

/** Taken off before rounding up, so that float arithmetic adds no line of nothing. */
const hair = 1e-6;

/** Said of a sheet that has no ink. */
export const emptySheetWords = 'The sheet is empty, so there is nothing for the network to look at. Draw a digit.';

const faintSheetWords = 'There is too little ink on the sheet to make a digit of. Draw it once more.';

/**
 * Brings a drawing into MNIST's form.
 * @throws RangeError if the ink is not rows by columns
 */
export function normaliseInk({ ink, rows, cols }: InkSheet): NormalisedInk {
  if (ink.length !== rows * cols) {
    throw new RangeError(`normaliseInk: ink must hold ${rows} × ${cols} bytes, got ${ink.length}`);
  }
  const box = boundingBox({ ink, rows, cols });
  if (box === undefined) return { refusal: emptySheetWords };
  const digit = scaledBox({ ink, rows, cols }, box);
  const mass = centreOfMass(digit);
  if (mass === undefined) return { refusal: faintSheetWords };
  const top = startOf(mass.row, digit.rows);
  const left = startOf(mass.col, digit.cols);
  const pixels = new Uint8Array(fieldSize * fieldSize);
  for (let row = 0; row < digit.rows; row++) {
    const line = digit.ink.subarray(row * digit.cols, (row + 1) * digit.cols);
    pixels.set(line, (top + row) * fieldSize + left);
  }
  return { pixels };
}

/** The smallest box that holds all ink; `last…` is the first line outside. */
interface Box {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstCol: number;
  readonly lastCol: number;
}

function boundingBox({ ink, rows, cols }: InkSheet): Box | undefined {
  let [firstRow, lastRow, firstCol, lastCol] = [rows, 0, cols, 0];
  ink.forEach((byte, at) => {
    if (byte === 0) return;
    const [row, col] = [Math.floor(at / cols), at % cols];
    firstRow = Math.min(firstRow, row);
    lastRow = Math.max(lastRow, row + 1);
    firstCol = Math.min(firstCol, col);
    lastCol = Math.max(lastCol, col + 1);
  });
  return firstRow < lastRow ? { firstRow, lastRow, firstCol, lastCol } : undefined;
}

/** What lies in a box, scaled so that its longer side is `boxSize`: each cell is the mean of the area that it covers. */
function scaledBox({ ink, cols }: InkSheet, { firstRow, lastRow, firstCol, lastCol }: Box): InkSheet {
  const [boxRows, boxCols] = [lastRow - firstRow, lastCol - firstCol];
  const cellsPerCell = Math.max(boxRows, boxCols) / boxSize;
  const down = shares(boxRows, cellsPerCell);
  const across = shares(boxCols, cellsPerCell);
  const narrowed = new Float64Array(boxRows * across.length);
  for (let row = 0; row < boxRows; row++) {
    const start = (firstRow + row) * cols + firstCol;
    across.forEach(({ first, weights }, col) => {
      weights.forEach((weight, at) => {
        const to = row * across.length + col;
        narrowed[to] = (narrowed[to] ?? 0) + weight * (ink[start + first + at] ?? 0);
      });
    });
  }
  const scaled = Uint8Array.from({ length: down.length * across.length }, (_, to) => {
    const { first, weights } = down[Math.floor(to / across.length)] ?? { first: 0, weights: [] };
    const col = to % across.length;
    return Math.round(
      weights.reduce((sum, weight, at) => sum + weight * (narrowed[(first + at) * across.length + col] ?? 0), 0),
    );
  });
  return { ink: scaled, rows: down.length, cols: across.length };
}

/** For each cell along a scaled axis, which cells of the old axis it covers, and which share of it each of them fills. */
function shares(length: number, cellsPerCell: number): { first: number; weights: number[] }[] {
  const scaledLength = Math.max(1, Math.ceil(length / cellsPerCell - hair));
  return Array.from({ length: scaledLength }, (_, cell) => {
    const [from, to] = [cell * cellsPerCell, Math.min((cell + 1) * cellsPerCell, length)];
    const first = Math.floor(from);
    const weights = Array.from({ length: Math.ceil(to) - first }, (_, at) => {
      const covered = Math.min(to, first + at + 1) - Math.max(from, first + at);
      return Math.max(0, covered) / cellsPerCell;
    });
    return { first, weights };
  });
}

/** As a place, rows and columns counted from 0; none where there is no ink. */
function centreOfMass({ ink, cols }: InkSheet): { readonly row: number; readonly col: number } | undefined {
  let [mass, row, col] = [0, 0, 0];
  ink.forEach((byte, at) => {
    mass += byte;
    row += byte * Math.floor(at / cols);
    col += byte * (at % cols);
  });
  return mass === 0 ? undefined : { row: row / mass, col: col / mass };
}

/**
 * Where a digit begins in the field so that its centre of mass is nearest to the middle pixel, by whole cells; all of it stays inside. In MNIST
 * the centres lie from 13.5 to 14.5, as often here as there.
 */
function startOf(centre: number, length: number): number {
  return Math.max(0, Math.min(fieldSize - length, Math.ceil(fieldSize / 2 - centre - 0.5 - nearlyHalf)));
}
